/** Whoever installs the package installs what its files import, and nothing else: the rest is copied in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const IMPORTED = /(?:\bfrom|\bimport|\bimport\(|\brequire\() ?["'`]([@a-z][^"'`]*)["'`]/g;

it('dependencies of package.json are what dist/ imports', () => {
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const dist = join(ROOT, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const imported = new Set<string>();
  for (const file of files.filter((name) => /^[^_]*\.(?:js|d\.ts)$/.test(name))) {
    if (/^(?:pages|bundled-)/.test(file)) continue;
    const code = readFileSync(join(dist, file), 'utf8').replace(/\/\*\*.*?\*\//gs, '');
    for (const [, name = ''] of code.matchAll(IMPORTED)) {
      if (/^(?:node:|exchange-sim\b)/.test(name)) continue;
      imported.add(/^(?:@[^/]+\/)?[^/]+/.exec(name)![0]);
    }
  }
  const declared = Object.keys(dependencies!);
  expect(declared.filter((name) => !imported.has(name))).toEqual([]);
  const optional = Object.keys(optionalDependencies!);
  expect([...imported].filter((name) => ![...declared, ...optional].includes(name))).toEqual([]);
});
