/** The declarations of the entries and everything they name, as the compiler wrote them. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { BUILD, DIST } from './places.mjs';

const NAMED = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g;

/** @param entries as package.json names them, e.g. `./dist/host/index.d.ts`. */
export function copyDeclarations(entries) {
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    const source = new URL(path, BUILD);
    const target = new URL(path, DIST);
    mkdirSync(new URL('.', target), { recursive: true });
    copyFileSync(source, target);
    for (const [, named] of readFileSync(source, 'utf8').matchAll(NAMED)) {
      visit(new URL(`${named}.d.ts`, source).href.slice(BUILD.href.length));
    }
  };
  for (const entry of entries) visit(entry.replace('./dist/', ''));
}
