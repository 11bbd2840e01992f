/** The modules of the package, bundled: one file for each part that is loaded when it is needed. */
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { BUILD, DIST } from './places.mjs';

/** Packages that are not copied into the bundle: native code, or large and seldom needed. */
const OUTSIDE = [
  '@ledgerhq/hw-app-exchange',
  '@photostructure/sqlite',
  'ioredis',
  'piscina',
  'undici',
];

const isOutside = (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`));

/** @param outputs files of `dist/` as package.json names them, e.g. `./dist/host/index.js`. */
export async function bundleModules(outputs) {
  const names = outputs.map((file) => file.replace('./dist/', '').replace(/\.js$/, ''));
  const bundle = await rolldown({
    input: Object.fromEntries(
      names.map((name) => [name, fileURLToPath(new URL(`${name}.js`, BUILD))]),
    ),
    platform: 'node',
    logLevel: 'warn',
    external: isOutside,
  });
  await bundle.write({
    dir: fileURLToPath(DIST),
    format: 'esm',
    // Names are kept: a stack trace stays readable.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: true, annotation: false, jsdoc: false },
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [{ name: 'package-file', test: /[\\/]package-file\.js$/ }],
    },
  });
  await bundle.close();
  chmodSync(new URL('cli.js', DIST), 0o755);
}
