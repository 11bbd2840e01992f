/**
 * The rooms of the house and who may import whom (`docs/architecture.md`): nothing imports to its
 * right, Node and Ledger's own packages stay behind their doors.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** From left to right; rooms on one floor may import each other. */
const FLOORS: readonly (readonly string[])[] = [
  ['bytes', 'errors', 'shown', 'package-file', 'remembered'],
  ['apdu', 'codec'],
  ['exchange', 'logs'],
  ['keys'],
  ['payload'],
  ['device'],
  ['firmware'],
  ['simulator', 'transport', 'capture'],
  ['host', 'order', 'check', 'decode', 'report', 'picture'],
  ['server', 'provider', 'testing', 'sign', 'scenario', 'bulk', 'replay', 'reader'],
  ['cli', 'index', 'library'],
];

/** Where `node:` modules, `Buffer` and `process` may be used; everything else runs in a browser. */
const NODE = [
  /^cli(\/|\.ts$)/,
  /^transport\//,
  /^bulk\//,
  /^(simulator|server)\/node-[^/]*\.ts$/,
  /^provider\/(.*\/)?node-[^/]*\.ts$/,
  // Readers of files say so in their names.
  /^(capture|host|sign)\/([^/]*-)?files?\.ts$/,
];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

/**
 * A mistake lies beside the rule that finds it and belongs to `sign`, which makes payloads: so
 * nothing in `check` can load one.
 */
const MISTAKES = /^check\/rules\/[^/]+\/mistakes\.ts$/;

const room = (file: string) =>
  MISTAKES.test(file) ? 'sign' : file.replace(/\.ts$/, '').split('/')[0]!;
const floor = (file: string) => FLOORS.findIndex((rooms) => rooms.includes(room(file)));

/** Every module a file names: import, export … from, import(), also of types only. */
function imports(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const named = /(?<![.\w])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(named)].map((match) => match[1]!);
}

function inside(file: string, specifier: string): string {
  const path = normalize(join(SRC, dirname(file), specifier));
  return relative(SRC, path).replaceAll('\\', '/').replace(/\.js$/, '.ts');
}

const edges = files.flatMap((file) => imports(file).map((specifier) => ({ file, specifier })));
const local = edges.filter(({ specifier }) => specifier.startsWith('.'));
const wrong = (kind: string, allowed: (file: string) => boolean) =>
  edges
    .filter(({ file, specifier }) => specifier.startsWith(kind) && !allowed(file))
    .map(({ file, specifier }) => `${file} imports ${specifier}`);

it('every file stands in a room', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => floor(file) < 0)).toEqual([]);
});

it('every import names a file, with its .js, inside src', () => {
  const broken = local.filter(({ file, specifier }) => {
    const target = inside(file, specifier);
    return target.startsWith('..') || !specifier.endsWith('.js') || !existsSync(join(SRC, target));
  });
  expect(broken).toEqual([]);
});

it('nothing imports to its right', () => {
  const right = local
    .filter(({ file, specifier }) => floor(inside(file, specifier)) > floor(file))
    .map(({ file, specifier }) => `${file} imports ${specifier}`);
  expect(right).toEqual([]);
});

it('Ledger’s packages are loaded by transport/ledgerjs.ts alone', () => {
  expect(wrong('@ledgerhq/', (file) => file === 'transport/ledgerjs.ts')).toEqual([]);
});

it('Node is used only where there is one', () => {
  const allowed = (file: string) => NODE.some((pattern) => pattern.test(file));
  expect(wrong('node:', allowed)).toEqual([]);
  const globals = files
    .filter((file) => !allowed(file))
    .filter((file) =>
      /\b(Buffer\.|process\.(env|argv|std|exit|cwd))/.test(
        // Comments and texts may name them.
        readFileSync(join(SRC, file), 'utf8').replace(
          /\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"|'[^'\n]*'/gm,
          '',
        ),
      ),
    );
  expect(globals).toEqual([]);
});

/**
 * Who may say which firmware is meant when nobody does: whoever is asked by a person or a program of
 * somebody else's. Below, it is handed in.
 */
const ENTRIES: readonly RegExp[] = [
  /^cli(\/|\.ts$)/,
  /^index\.ts$/,
  /^testing\//,
  /^reader\/client\//,
  // What the library offers: a simulator, a decoder, a check, pictures, limits of an order.
  /^simulator\/simulator\.ts$/,
  /^decode\/decoder\.ts$/,
  /^check\/check(-async)?\.ts$/,
  /^picture\/review-pictures\.ts$/,
  /^order\/limits\.ts$/,
  // Settings of a bridge, a scenario that names none, and runs of the provider kit.
  /^server\/device-settings\.ts$/,
  /^scenario\/prepare\.ts$/,
  /^provider\//,
];

it('below the entries nobody reads a default firmware', () => {
  const reading = files
    .filter((file) => !file.startsWith('firmware/') && !ENTRIES.some((entry) => entry.test(file)))
    .filter((file) =>
      /\bDEFAULT_FIRMWARE\b|firmware\/releases\/|\bV\d+_\d+_\d+/.test(
        readFileSync(join(SRC, file), 'utf8'),
      ),
    );
  expect(reading).toEqual([]);
});

it('what is wrong with what somebody gave is said by shown.ts: one sentence, one length', () => {
  const sentence = /Error\((?:\w+, )*[`'"][^`'"\n]*\bexpected [^(]/;
  // A number of characters, of a text that is shown. What it is in a form of bytes is left.
  const cutting = /\$\{[^}]*\.slice\(0, (?:[2-9]\d|\d{3,})\)/;
  const wrong = files
    .filter((file) => !file.startsWith('simulator/'))
    .filter((file) => {
      const text = readFileSync(join(SRC, file), 'utf8').replaceAll(/\(\n\s*/g, '(');
      return sentence.test(text) || cutting.test(text);
    });
  expect(wrong).toEqual([]);
});
