/** `check --screens text|png|svg --out DIR`, screens as data, and texts no device draws. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonReport } from '../../src/report/json.js';
import { fixture } from '../check/fixtures.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-check-screens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...values: unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, values.map((value) => JSON.stringify(value)).join('\n'));
  return path;
}

const good = fixture('good-swap-k1');
const bad = fixture('nonce-hex-as-ascii');
const GOOD = file('good.json', good);
const BAD = file('bad.json', bad);

describe('check --screens FORMAT --out DIR', () => {
  it('the review of a case on all five models, beside the report', async () => {
    const out = join(folder, 'one');
    const args = ['check', GOOD, '--screens', 'png', '--out', out];
    const { code, out: printed, err } = await run(args);
    const names = readdirSync(out);
    expect({ code, err }).toEqual({ code: 0, err: `${names.length} screens written to ${out}\n` });
    expect(printed).toMatch(/^✓ accepted/);
    for (const model of ['nanosp', 'nanox', 'stax', 'flex', 'apex_p']) {
      const first = readFileSync(join(out, `${model}-01-title.png`), 'latin1');
      expect(first.startsWith('\x89PNG')).toBe(true);
    }
  });

  it('on one model, as text', async () => {
    const out = join(folder, 'stax');
    await run(['check', GOOD, '--screens', 'text', '--out', out, '--model', 'stax']);
    expect(readdirSync(out).sort()).toEqual([
      'stax-01-title.txt',
      'stax-02-pairs.txt',
      'stax-03-approve.txt',
    ]);
  });

  it('a folder for each of several cases that get to a review', async () => {
    const out = join(folder, 'several');
    const cases = file('cases.ndjson', good, bad, good);
    const options = ['--screens', 'svg', '--out', out, '--model', 'nanox', '--json'];
    const { code, out: printed } = await run(['check', GOOD, cases, ...options]);
    expect(code).toBe(1);
    expect((JSON.parse(printed) as JsonReport).results).toHaveLength(4);
    expect(readdirSync(out).sort()).toEqual(['cases-1', 'cases-3', 'good']);
  });

  it('nothing for a case the device refuses', async () => {
    const out = join(folder, 'refused');
    const { code, err } = await run(['check', BAD, '--screens', 'svg', '--out', out]);
    expect([code, err]).toEqual([1, 'no screens to write: none came up\n']);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['--screens', 'png'], '--screens png: expected --out with a folder, found none'],
    [['--model', 'stax'], '--model: expected beside --screens'],
    [['--screens', 'svg', '--out', GOOD], '--out: expected a folder, found a file'],
    [['--screens', 'svg', '--out', folder, '--bulk'], '--screens svg: expected without --bulk'],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await run(['check', GOOD, ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`error: ${message}`);
  });

  it('loads the drawing only for pictures', () => {
    const drawing = /glyph|icons|picture\/|draw\/(screen|svg|contact-sheet|framed|shapes)\.ts/;
    expect(loadedBy('cli/check/check.ts').filter((name) => drawing.test(name))).toEqual([]);
  });
});

it('--json has the data of each screen beside its lines', async () => {
  const { out } = await run(['check', GOOD, BAD, '--json']);
  const [accepted, refused] = (JSON.parse(out) as JsonReport).results;
  const { screens = [], screenData = [] } = accepted ?? {};
  expect(screenData.map(({ text }) => text)).toEqual(screens);
  expect(screenData[1]).toMatchObject({ model: 'nanosp', width: 128, height: 64, kind: 'pair' });
  expect(screenData[1]?.page?.number).toBe(2);
  expect(refused).not.toHaveProperty('screenData');
  const none = await run(['check', GOOD, '--json', '--no-screens']);
  expect((JSON.parse(none.out) as JsonReport).results[0]?.verdict).toBe('accepted');
});

describe('what no device draws', () => {
  it.each([
    ['Café', 'TEXT_NOT_ASCII'],
    ['Swap \u{1f680}', 'TEXT_NOT_ASCII'],
    ['\u202eparwS', 'TEXT_NOT_ASCII'],
    ['Swap\u0007', 'TEXT_CONTROL_CHARACTER'],
  ])('in the name of the partner: %j is %s', async (partner, code) => {
    const { out } = await run(['check', file('partner.json', { ...good, partner }), '--json']);
    const { findings = [] } = (JSON.parse(out) as JsonReport).results[0] ?? {};
    expect(findings).toMatchObject([{ code, field: 'partner' }]);
    // Neither does it reach a terminal.
    const text = await run(['check', join(folder, 'partner.json')]);
    expect(text.out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
