/**
 * Compressed bytes made plain, with Node's own zlib where there is one: none of it is worth a library
 * in a browser.
 */

/** More than any payload has. */
const MAX_PLAIN = 64 * 1024;

type Decompress = (bytes: Uint8Array, limits: { maxOutputLength: number }) => Uint8Array;
type Zlib = Readonly<
  Record<'gunzipSync' | 'inflateSync' | 'inflateRawSync' | 'brotliDecompressSync', Decompress>
>;

/** Named as people know them. */
export type Compression = 'gzip' | 'zlib' | 'deflate' | 'Brotli';

const FUNCTIONS = {
  gzip: 'gunzipSync',
  zlib: 'inflateSync',
  deflate: 'inflateRawSync',
  Brotli: 'brotliDecompressSync',
} as const;

/** Undefined where the bytes are not compressed so, or nobody here can say. */
export function decompressed(kind: Compression, bytes: Uint8Array): Uint8Array | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown };
  };
  const zlib = process?.getBuiltinModule?.('node:zlib') as Zlib | undefined;
  try {
    return zlib && Uint8Array.from(zlib[FUNCTIONS[kind]](bytes, { maxOutputLength: MAX_PLAIN }));
  } catch {
    return undefined;
  }
}
