/** `decode` says which releases of the Exchange app would have answered as a log says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from './command-line.js';

const GOLDEN = join(import.meta.dirname, '../golden-firmware');

async function facts(...names: string[]): Promise<string[]> {
  const { code, out } = await run(['decode', '--json', ...names]);
  expect(code).toBe(0);
  const { devices } = JSON.parse(out) as { devices: { facts: string[] }[] };
  return devices[0]!.facts.filter((fact) => /release/.test(fact) && /answer/.test(fact));
}

it.each([
  ['3.3.3/ethereum-swap_valid_1-via09', ['2 releases of Exchange answer so: 3.3.3-dev, 3.3.3']],
  [
    '2.0.14-dev/pb-unknown-field-first-v1',
    ['2 releases of Exchange answer so: 2.0.14-dev, 3.1.0-dev'],
  ],
  ['4.2.4/tlv-good-both', ['9 releases of Exchange answer so: 4.2.2 to 4.4.2']],
])('%s: %j', async (name, expected) => {
  expect(await facts(join(GOLDEN, `${name}.apdu`))).toEqual(expected);
});

it('says nothing where nothing tells them apart', async () => {
  const path = join(GOLDEN, '4.4.0/header-short-apdus.apdu');
  const versions = readFileSync(path, 'utf8');
  expect(versions).toContain('=> e003');
  expect(await facts(path)).toEqual([]);
});
