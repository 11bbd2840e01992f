/**
 * What each entry of the package exports, by name. Who adds, renames or removes one sees it here:
 * `npx vitest run test/library/export-names.test.ts -u` writes the list again.
 */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ENTRIES } from './entries.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = ENTRIES.map(({ source }) => root + source);

it('every entry exports what the list says', async () => {
  const { exportNames } = (await import(`${root}scripts/export-names.mjs`)) as {
    exportNames(files: readonly string[]): string[][];
  };
  const all = exportNames(files);
  const lists = await Promise.all(
    ENTRIES.map(async ({ name }, at) => {
      const values = Object.keys((await import(files[at]!)) as object);
      const types = all[at]!.filter((one) => !values.includes(one)).map((one) => `type ${one}`);
      return [name, ...values.sort(), ...types.sort()].join('\n  ');
    }),
  );
  await expect(`${lists.join('\n\n')}\n`).toMatchFileSnapshot('./export-names.txt');
});
