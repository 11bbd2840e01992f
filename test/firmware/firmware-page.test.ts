import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { firmwarePage } from '../../src/firmware/firmware-page.js';
import { RELEASES } from '../../src/firmware/index.js';

const page = firmwarePage();

it('is what docs/firmware.md shows (npm run generate firmware)', () => {
  const written = readFileSync(new URL('../../docs/firmware.md', import.meta.url), 'utf8');
  expect(written).toBe(page);
});

it('has a line of the table and a section for every release', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ['));
  expect(rows).toHaveLength(RELEASES.length);
  for (const { id } of RELEASES) expect(page).toContain(`\n## ${id}\n`);
});

it.each([
  ['3.4.1', '| 62 | 33 | skipped |'],
  ['4.0.0', '| 149 | 33 | skipped |'],
  ['4.1.0', '| 149 | 33 | 19 |'],
  ['4.4.2', '| 150 | 33 | 19 |'],
])('says the sizes of %s', (id, cells) => {
  expect(page.split('\n').find((line) => line.startsWith(`| [${id}]`))).toContain(cells);
});
