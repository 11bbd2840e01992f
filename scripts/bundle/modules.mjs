/** The modules of the package, bundled: one file for each part that is loaded when it is needed. */
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { inAscii } from './ascii.mjs';
import { BUILD, DIST } from './places.mjs';
import { roads } from './roads.mjs';
import { identifyBuild, refuseWhatIsNoScript } from './scripts.mjs';

/**
 * Packages that are copied into the bundle: a command that loads them file by file waits for them
 * several times as long (zod 50 ms of processor time, 4 in one file). All others stay dependencies.
 */
const INLINED = [
  '@noble/curves',
  '@noble/hashes',
  '@scure/base',
  '@scure/bip39',
  // The bundler's own helpers.
  '@oxc-project/runtime',
  'commander',
  'fflate',
  'long',
  'protobufjs',
  'yaml',
  'zod',
];

const NAMED = { function: true, class: true };

/** Functions and classes keep their names: a stack trace stays readable. */
const SHORT = {
  minify: {
    compress: { keepNames: NAMED },
    mangle: { toplevel: true, keepNames: NAMED },
    codegen: { removeWhitespace: true },
  },
  comments: { legal: true, annotation: true, jsdoc: false },
};

const isPath = (id) => /^(\.|\/|\0|[A-Za-z]:[\\/])/.test(id);
const isInlined = (id) => INLINED.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * Commander without what the command line has no use for: it can start commands that are programs of
 * their own, and its other modules of Node would be copied property by property, which makes Node
 * load half of itself.
 */
const leanCommander = {
  name: 'lean-commander',
  transform: {
    filter: { id: /[\\/]commander[\\/]lib[\\/]command\.js$/ },
    handler: (code) =>
      code
        .replace("require('node:child_process')", 'undefined')
        .replace(/require\(('node:\w+')\)/g, 'process.getBuiltinModule($1)')
        // Of the name it has itself.
        .replace(/^const process = .*$/m, ''),
  },
};

/**
 * Noble tries the source of randomness when a curve is made, for environments that have none. Node has
 * one, and loads its whole WebCrypto for the first byte: no command waits for that which signs nothing.
 */
const PROBE = 'const probe = randomBytes(length);';
const leanNoble = {
  name: 'lean-noble',
  transform: {
    filter: { id: /[\\/]@noble[\\/]curves[\\/]abstract[\\/]curve\.js$/ },
    handler(code) {
      if (!code.includes(PROBE)) throw new Error(`@noble/curves: expected ${PROBE}`);
      return code.replace(
        PROBE,
        `if (globalThis.process?.versions?.node) return randomBytes;${PROBE}`,
      );
    },
  },
};

/**
 * Files that import each other run in an order nobody has chosen.
 * @throws naming them.
 */
function refuseCircle(output, names) {
  const fileOf = (name) => names[name]?.default.replace('./dist/', '') ?? name;
  const imports = new Map(output.map((file) => [file.fileName, (file.imports ?? []).map(fileOf)]));
  const done = new Set();
  const visit = (name, path) => {
    if (path.includes(name)) throw new Error(`files in a circle: ${[...path, name].join(' > ')}`);
    if (done.has(name)) return;
    for (const next of imports.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of imports.keys()) visit(name, []);
}

/** Says that it needs Node, in place of what is loaded when it is asked for. */
const NEEDS_NODE = './dist/library/needs-node.js';

/**
 * What a browser has not is imported under a name of package.json's `imports`, where a bundler for
 * browsers finds another module: one that does without, or, for what is loaded when it is asked for,
 * one that says so.
 */
const byName = (imports) => {
  const pathOf = (file) => fileURLToPath(new URL(file.replace('./dist/', ''), BUILD));
  const entries = Object.entries(imports);
  const names = new Map(entries.map(([name, { default: file }]) => [pathOf(file), name]));
  for (const [name, { default: file }] of entries) {
    if (file !== `./dist/${name.slice(1)}.js`)
      throw new Error(`${name}: expected its path, not ${file}`);
  }
  const isAtOnce = (name) => imports[name]?.browser !== NEEDS_NODE;
  return {
    name: 'by-name',
    async resolveId(id, importer, { kind }) {
      if (importer === undefined) return null;
      const found = await this.resolve(id, importer, { skipSelf: true });
      const name = names.get(found?.id);
      const isNamed = name !== undefined && (kind === 'dynamic-import' || isAtOnce(name));
      return isNamed ? { id: name, external: true } : found;
    },
  };
};

/**
 * @param outputs files of `dist/` as package.json names them, e.g. `./dist/host/index.js`.
 * @param imports as in package.json.
 * @returns paths of the modules in them, and the id of the build.
 */
export async function bundleModules(outputs, imports) {
  const names = outputs.map((file) => file.replace('./dist/', '').replace(/\.js$/, ''));
  const { plugin, groups } = await roads();
  let id;
  const tell = (told) => {
    id = told;
  };
  const bundle = await rolldown({
    input: Object.fromEntries(
      names.map((name) => [name, fileURLToPath(new URL(`${name}.js`, BUILD))]),
    ),
    // What the packages have for browsers runs in Node as well, and is smaller.
    platform: 'browser',
    // Its modules may be given more exports where files of the package import from each other.
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'warn',
    external: (id) => !isPath(id) && !id.startsWith('builtin:') && !isInlined(id),
    plugins: [leanCommander, leanNoble, byName(imports), plugin, inAscii, identifyBuild(tell)],
  });
  const { output } = await bundle.write({
    dir: fileURLToPath(DIST),
    format: 'esm',
    ...SHORT,
    chunkFileNames: '[name].js',
    // What a module imports may be in a file of its own (roads.mjs).
    codeSplitting: { groups, includeDependenciesRecursively: false },
  });
  await bundle.close();
  refuseCircle(output, imports);
  await refuseWhatIsNoScript(output);
  chmodSync(new URL('cli.js', DIST), 0o755);
  return { modules: output.flatMap(({ moduleIds }) => moduleIds ?? []), id };
}
