/**
 * Files of the package beside its code. The only place that knows where the code lies: `src/`,
 * `build/` and `dist/` are folders of the package's root, and the bundler keeps this module in
 * `dist/` itself (`scripts/build-dist.mjs`). Where a bundler has made a file of somebody's own of it,
 * nothing lies beside.
 */

/**
 * Not `import.meta.url`: webpack writes there where the file lay on the machine of who bundles.
 * Undefined in a browser.
 */
const HERE: string | undefined = import.meta.dirname;

/** @param path below the package's root, e.g. `openapi/card.yaml`; a folder's ends with `/`. */
export function packageFile(path: string): URL {
  const { pathToFileURL } = process.getBuiltinModule('node:url');
  return new URL(`../${path}`, pathToFileURL(`${HERE ?? ''}/`));
}
