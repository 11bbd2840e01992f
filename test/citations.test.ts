/**
 * What the code and the documents cite is there for readers: every page, every heading, every path.
 *
 * In comments a page of docs/ is cited as `provider-api.md#swap, #sell`, or `docs/firmware.md`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => ending.test(path));
}

const CODE = ['src', 'test', 'scripts', 'examples'].flatMap((folder) =>
  filesIn(folder, /\.(ts|mjs|js|cjs|py|go)$/),
);
const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...filesIn('docs', /\.md$/),
  ...['examples/README.md', 'speculos/README.md'],
];
/** Paths in other projects: app-bitcoin-new and app-exchange. */
const ELSEWHERE = /^(doc\/(bitcoin|merkle)\.md|test\/python.*)$/;
/** Not names of files that the code itself has, in quotes. */
const CITATION = /(?<!['"\w./-])([\w./-]*\w\.md)((?:#[\w-]+)?(?:[,;] +#[\w-]+)*)/g;

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = remembered((page: string) => {
  const seen = new Map<string, number>();
  return new Set(
    [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
      const slug = heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
});

function remembered<T>(make: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const made = kept.get(key) ?? make(key);
    kept.set(key, made);
    return made;
  };
}

/** Comments as running text. */
const unwrapped = (text: string) => text.replace(/\n[ \t]*(?:\*|\/\/|#) ?/g, ' ');

/** What is wrong with a reference, if anything. */
function problem(page: string, anchor: string | undefined, from: string): string | undefined {
  const found = [join('docs', page), page, join(dirname(from), page)]
    .map((path) => path.replace(/^(\.\.\/)+/, ''))
    .find((path) => existsSync(join(ROOT, path)));
  if (found === undefined) return `${from}: there is no ${page}`;
  if (anchor === undefined || anchorsOf(found).has(anchor)) return undefined;
  return `${from}: ${page} has no heading #${anchor}`;
}

it('code cites pages and headings that are there', () => {
  const wrong: string[] = [];
  let count = 0;
  for (const file of CODE) {
    for (const [, page, anchors] of unwrapped(read(file)).matchAll(CITATION)) {
      if (ELSEWHERE.test(page!)) continue;
      count++;
      const each = [...anchors!.matchAll(/#([\w-]+)/g)].map(([, anchor]) => anchor);
      for (const anchor of each.length === 0 ? [undefined] : each) {
        const why = problem(page!, anchor, file);
        if (why !== undefined) wrong.push(why);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(100);
});

it('the source cites no numbered section of a page that readers do not have', () => {
  const cited = filesIn('src', /\.ts$/).flatMap((file) =>
    [...unwrapped(read(file)).matchAll(/\b[A-Z]{4,}(?:-[A-Z]+)? [A-Z]?\d+(?:\.\d+)+\b|§/g)]
      .filter(([text]) => !/^(SARIF|IEEE) /.test(text))
      .map(([text]) => `${file}: ${text}`),
  );
  expect(cited).toEqual([]);
});

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  it('links to what is there', () => {
    const wrong = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g)].flatMap(
      ([, target, anchor]) => {
        const path = target === '' ? page : join(dirname(page), target!);
        if (!existsSync(join(ROOT, path))) return [`there is no ${target}`];
        if (anchor === undefined || anchorsOf(path).has(anchor)) return [];
        return [`${target} has no heading #${anchor}`];
      },
    );
    expect(wrong).toEqual([]);
  });

  it('names files that are there', () => {
    const named = [...text.matchAll(/`((?:src|test|scripts|docs|examples)\/[\w./-]+)`/g)];
    const missing = named
      .map(([, path]) => path!)
      .filter((path) => !ELSEWHERE.test(path) && !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});

it('docs/device-behaviour.md names recordings that are there', () => {
  const recordings = readdirSync(join(ROOT, 'test/golden/edges-nanosp'));
  const named = [...read('docs/device-behaviour.md').matchAll(/\[([a-z0-9*, \n-]+)\](?!\()/gi)]
    .flatMap(([, list]) => list!.split(/,\s+/))
    .map((name) => name.trim());
  const missing = named.filter((name) =>
    name.endsWith('*')
      ? !recordings.some((file) => file.startsWith(name.slice(0, -1)))
      : !recordings.some((file) => file === `${name}.apdu`),
  );
  expect(missing).toEqual([]);
  expect(named.length).toBeGreaterThan(30);
});
