// What an entry adds to somebody's page: one function of it, bundled for a browser from the built
// package, minified, gzip. Parts that are loaded when they are asked for are counted apart.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { figure } from './bench-figures.mjs';

const ROOT = new URL('../', import.meta.url);
const { exports: OFFERED, imports: INNER } = JSON.parse(
  readFileSync(new URL('package.json', ROOT), 'utf8'),
);
const pathOf = (name) => fileURLToPath(new URL(name, ROOT));
/**
 * A function of it, the aim in kB where there is one, and what it loads when an order is at fault: the
 * function that explains it.
 */
const ENTRIES = [
  ['check', 'checkAsync', 80, 'check'],
  ['check', 'check'],
  ['check', 'readCase'],
  ['simulator', 'createSimulator'],
  ['capture', 'parseRecording'],
];
const ENTRY = '\0entry';

/** Bytes, gzip: what is loaded at once, and what may follow. */
async function sizesOf(entry, names) {
  const path = pathOf(OFFERED[`./${entry}`].default);
  const source = `export { ${names} } from ${JSON.stringify(path)};`;
  const bundle = await rolldown({
    input: ENTRY,
    platform: 'browser',
    logLevel: 'silent',
    // Optional packages.
    external: (id) => !/^[./#]/.test(id) && id !== ENTRY,
    treeshake: { moduleSideEffects: false },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : id in INNER ? pathOf(INNER[id].browser) : null),
        load: (id) => (id === ENTRY ? source : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const first = new Set();
  const visit = (file) => {
    if (first.has(file) || !chunks.has(file)) return;
    first.add(file);
    for (const next of chunks.get(file).imports) visit(next);
  };
  visit(output[0].fileName);
  const size = (files) =>
    files.reduce((sum, file) => sum + gzipSync(chunks.get(file).code, { level: 9 }).length, 0);
  return {
    first: size([...first]),
    later: size([...chunks.keys()].filter((file) => !first.has(file))),
  };
}

export async function benchSizes() {
  for (const [i, [entry, name, aim, explains]] of ENTRIES.entries()) {
    const { first, later } = await sizesOf(entry, name);
    const kb = (bytes) => (bytes / 1000).toFixed(0);
    const label = i === 0 ? 'in a browser, gzip' : '';
    const aimed = aim === undefined ? '' : ` (aim ${aim})`;
    const fault =
      explains === undefined ? undefined : (await sizesOf(entry, `${name}, ${explains}`)).first;
    const more = fault === undefined ? '' : `${kb(fault)} kB when an order is at fault, `;
    console.log(
      `${label.padEnd(26)} ${kb(first)} kB ${entry}: ${name}${aimed}, ${more}${kb(later)} kB when asked for`,
    );
    const told = entry === 'check' ? name : entry;
    figure(`${told} in a browser, kB`, first / 1000, 'less');
  }
}

if (process.argv[1] === import.meta.filename) await benchSizes();
