/** What a module loads by being loaded itself. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve(import.meta.dirname, '../../src');

/** Files below src, the one asked about included. */
export function loadedBy(start: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    // Types alone load nothing; neither does what import() brings in later.
    const named = /^(?:import|export) (?!type )[^;]*? from '(\.[^']+)';/gm;
    for (const [, path] of text.matchAll(named)) {
      visit(join(dirname(file), path!.replace(/\.js$/, '.ts')));
    }
  };
  visit(join(SRC, start));
  return [...seen].map((file) => relative(SRC, file).replaceAll('\\', '/'));
}
