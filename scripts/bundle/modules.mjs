/** The modules of the package, bundled: one file for each part that is loaded when it is needed. */
import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { esmExternalRequirePlugin } from 'rolldown/plugins';
import { BUILD, DIST } from './places.mjs';
import { roads } from './roads.mjs';

/** Packages that are not copied into the bundle: native code, or large and seldom needed. */
const OUTSIDE = [
  '@ledgerhq/hw-app-exchange',
  '@photostructure/sqlite',
  'ioredis',
  'piscina',
  'undici',
];

const NAMED = { function: true, class: true };

const isOutside = (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`));

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

/** @param outputs files of `dist/` as package.json names them, e.g. `./dist/host/index.js`. */
export async function bundleModules(outputs) {
  const names = outputs.map((file) => file.replace('./dist/', '').replace(/\.js$/, ''));
  const { plugin, groups } = roads();
  const bundle = await rolldown({
    input: Object.fromEntries(
      names.map((name) => [name, fileURLToPath(new URL(`${name}.js`, BUILD))]),
    ),
    platform: 'node',
    logLevel: 'warn',
    external: isOutside,
    plugins: [leanCommander, esmExternalRequirePlugin({ external: builtinModules }), plugin],
  });
  await bundle.write({
    dir: fileURLToPath(DIST),
    format: 'esm',
    // Functions and classes keep their names: a stack trace stays readable.
    minify: {
      compress: { keepNames: NAMED },
      mangle: { toplevel: false, keepNames: NAMED },
      codegen: { removeWhitespace: true },
    },
    comments: { legal: true, annotation: true, jsdoc: false },
    chunkFileNames: '[name].js',
    codeSplitting: {
      // The file that knows where it lies has to be beside package.json's folder.
      groups: [{ name: 'package-file', test: /[\\/]package-file\.js$/, priority: 99 }, ...groups],
    },
  });
  await bundle.close();
  chmodSync(new URL('cli.js', DIST), 0o755);
}
