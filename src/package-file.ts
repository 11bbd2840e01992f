/**
 * Files of the package beside its code. The only place that knows where the code lies: `src/`,
 * `build/` and `dist/` are folders of the package's root, and the bundler keeps this module in
 * `dist/` itself (`scripts/build-dist.mjs`).
 */

/** Not in the URL itself: bundlers for browsers would look for files to copy. */
const HERE = import.meta.url;

/** @param path below the package's root, e.g. `openapi/card.yaml`; a folder's ends with `/`. */
export const packageFile = (path: string): URL => new URL(`../${path}`, HERE);
