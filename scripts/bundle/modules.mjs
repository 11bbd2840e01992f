/** The modules of the package, bundled: one file for each part that is loaded when it is needed. */
import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { esmExternalRequirePlugin } from 'rolldown/plugins';
import { BUILD, DIST, ROOT } from './places.mjs';
import { roads } from './roads.mjs';

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
export const SHORT = {
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
 * @param outputs files of `dist/` as package.json names them, e.g. `./dist/host/index.js`.
 * @returns paths of the modules in them.
 */
export async function bundleModules(outputs) {
  const names = outputs.map((file) => file.replace('./dist/', '').replace(/\.js$/, ''));
  const { plugin, groups } = roads();
  const bundle = await rolldown({
    input: Object.fromEntries(
      names.map((name) => [name, fileURLToPath(new URL(`${name}.js`, BUILD))]),
    ),
    platform: 'node',
    resolve: {
      alias: {
        // Its build for Node loads worker threads, which nobody here starts.
        fflate: 'fflate/browser',
        // Its build for Node is CommonJS, of which nothing can be left out.
        yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', ROOT)),
      },
    },
    logLevel: 'warn',
    external: (id) => !isPath(id) && !id.startsWith('builtin:') && !isInlined(id),
    plugins: [leanCommander, esmExternalRequirePlugin({ external: builtinModules }), plugin],
  });
  const { output } = await bundle.write({
    dir: fileURLToPath(DIST),
    format: 'esm',
    ...SHORT,
    chunkFileNames: '[name].js',
    codeSplitting: {
      // The file that knows where it lies has to be beside package.json's folder.
      groups: [{ name: 'package-file', test: /[\\/]package-file\.js$/, priority: 99 }, ...groups],
    },
  });
  await bundle.close();
  chmodSync(new URL('cli.js', DIST), 0o755);
  return output.flatMap(({ moduleIds }) => moduleIds ?? []);
}
