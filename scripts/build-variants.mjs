/**
 * What the entries are besides ES modules for Node: for bundlers of browsers (`dist/browser`, the
 * condition `browser` of package.json), and `exchange-sim/testing` for who requires it, as jest does
 * (`dist/testing/cjs`). Both are asked for by package.json. Part of `npm run build`.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
/** Where the compiler has left the modules. */
const compiled = fileURLToPath(new URL('build/', root));
const { exports, dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);

/** Only loaded when they are asked for, and in a browser never. */
const NEEDS_NODE = [
  'provider/ask/backend.js',
  'provider/ask/node-profile-beside.js',
  'provider/serve/index.js',
  'provider/test/index.js',
  'transport/ledgerjs.js',
].map((file) => compiled + file.replaceAll('/', sep));

const entries = Object.values(exports).filter(({ browser }) => browser !== undefined);
await write('dist/browser', {
  input: Object.fromEntries(
    entries.map(({ browser, default: module }) => [
      browser.replace('./dist/browser/', '').replace(/\.js$/, ''),
      compiled + module.replace('./dist/', ''),
    ]),
  ),
  platform: 'browser',
  external: packages(Object.keys(dependencies)),
  plugins: [withoutNode()],
  // Where files would be read beside the code: there are none in a browser, and nobody asks.
  transform: { define: { 'import.meta': '{}' } },
  output: { format: 'esm', chunkFileNames: 'parts/[name].js' },
});

await write('dist/testing/cjs', {
  input: { index: `${compiled}testing/index.js` },
  platform: 'node',
  // What is an ES module alone is part of it.
  external: packages(
    Object.keys({ ...dependencies, ...optionalDependencies }).filter(
      (name) => !/^@(noble|scure)\//.test(name),
    ),
  ),
  plugins: [ownUrl('dist/testing/cjs')],
  output: {
    format: 'cjs',
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  },
});
writeFileSync(new URL('dist/testing/cjs/index.d.cts', root), "export * from '../index.js';\n");

async function write(folder, { output, ...input }) {
  const dir = fileURLToPath(new URL(folder, root));
  rmSync(dir, { recursive: true, force: true });
  const bundle = await rolldown({
    ...input,
    logLevel: 'warn',
    checks: { ineffectiveDynamicImport: false },
  });
  await bundle.write({ dir, ...output });
  await bundle.close();
}

function packages(names) {
  return names.map((name) => new RegExp(`^${name}(/|$)`));
}

function withoutNode() {
  return {
    name: 'without Node',
    async resolveId(name, importer, { kind }) {
      if (kind !== 'dynamic-import') return null;
      const found = await this.resolve(name, importer, { skipSelf: true });
      if (!NEEDS_NODE.includes(found?.id)) return found;
      return { id: `${compiled}library/needs-node.js`, moduleSideEffects: true };
    },
  };
}

/** Files are read beside the module that names them, wherever its code went. */
function ownUrl(folder) {
  const dir = fileURLToPath(new URL(folder, root));
  return {
    name: 'own URL',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const path = JSON.stringify(relative(dir, id).replaceAll(sep, '/'));
      const url = `require('node:url').pathToFileURL(require('node:path').join(__dirname, ${path})).href`;
      return code.replaceAll('import.meta.url', url);
    },
  };
}
