/** Folders of the build. */
export const ROOT = new URL('../../', import.meta.url);
/** What the compiler makes of `src/`, file by file. */
export const BUILD = new URL('build/', ROOT);
/** What is packed. */
export const DIST = new URL('dist/', ROOT);
