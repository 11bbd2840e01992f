/** `npm run generate` knows every script that writes something into the repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
interface Generator {
  readonly name: string;
  readonly run: readonly string[];
  readonly writes: readonly string[];
  readonly needs?: string;
}
const generators = JSON.parse(
  readFileSync(`${ROOT}scripts/generators.json`, 'utf8'),
) as Generator[];

/** Parts of `npm run build`. */
const BUILD = ['scripts/build-dist.mjs', 'scripts/build-variants.mjs'];

it('lists them all', () => {
  const scripts = readdirSync(`${ROOT}scripts`)
    .filter((name) => /^build-.*\.mjs$/.test(name))
    .map((name) => `scripts/${name}`)
    .filter((path) => !BUILD.includes(path));
  expect(generators.map(({ run }) => run[0]).sort()).toEqual(scripts.sort());
  for (const path of generators.flatMap(({ writes }) => writes)) {
    expect(existsSync(`${ROOT}${path}`), path).toBe(true);
  }
});

it('runs without being named what needs nothing but the repository', () => {
  const alone = generators.filter(({ needs }) => needs === undefined).map(({ name }) => name);
  expect(alone).toEqual(['findings', 'firmware', 'provider-rules', 'proto', 'schemas', 'pictures']);
});
