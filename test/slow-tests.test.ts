/** The list of slow tests names files that are there: what is renamed does not become fast. */
import { readdirSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SLOW_TESTS } from './slow-tests.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const files = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts'));

it.each(SLOW_TESTS)('%s names tests, each part of it', (glob) => {
  for (const one of alternatives(glob)) {
    expect(
      files.filter((file) => matchesGlob(file, one)),
      one,
    ).not.toEqual([]);
  }
});

/** `a/{b,c}/d` is `a/b/d` and `a/c/d`. */
function alternatives(glob: string): string[] {
  const found = /^(.*?)\{([^}]*)\}(.*)$/.exec(glob);
  if (found === null) return [glob];
  const [, before, list, after] = found;
  return list!.split(',').flatMap((one) => alternatives(`${before}${one}${after}`));
}
