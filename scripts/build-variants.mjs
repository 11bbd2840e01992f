/**
 * What the entries are besides ES modules for Node: for bundlers of browsers (`dist/browser`, the
 * condition `browser` of package.json), and `exchange-sim/testing` for who requires it, as jest does
 * (`dist/testing/cjs`). Both are asked for by package.json. Part of `npm run build`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { SHORT } from './bundle/modules.mjs';

const root = new URL('../', import.meta.url);
/** Where the compiler has left the modules. */
const compiled = fileURLToPath(new URL('build/', root));
const { exports, dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

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
  output: { format: 'esm', chunkFileNames: 'parts/[name].js', ...SHORT },
});

/**
 * jest has a `require` and a `process` of its own, which read no ES modules; Node's do, on every version
 * we support, and stand in the context outside. What a test file has as a global it sees here alone.
 */
const REQUIRED = `'use strict';
const { process } = require('node:vm').runInThisContext('globalThis');
const { createRequire } = process.getBuiltinModule('node:module');
module.exports = createRequire(__filename)('../index.js');
if (typeof afterEach === 'function') afterEach(module.exports.closeDevices);
`;
const cjs = new URL('dist/testing/cjs/', root);
rmSync(cjs, { recursive: true, force: true });
mkdirSync(cjs, { recursive: true });
writeFileSync(new URL('index.cjs', cjs), REQUIRED);
writeFileSync(new URL('index.d.cts', cjs), "export * from '../index.js';\n");

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
