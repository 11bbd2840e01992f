/** `data/currencies.bin`, opened. A bundler for browsers takes `library/no-currencies.ts` in place of this. */
import { packageFile } from '../../package-file.js';
import { CurrenciesFile } from './currencies-file.js';

/** More than the file ever unpacks to in one section. */
const MAX_SECTION = 16 * 1024 * 1024;

interface FileSystem {
  readonly existsSync: (file: URL) => boolean;
  readonly readFileSync: (file: URL) => Uint8Array;
}

type Decompress = (bytes: Uint8Array, limits: { maxOutputLength: number }) => Uint8Array;

/** Null where there is no file system, or no such file beside the code. */
export function packageCurrencies(): CurrenciesFile | null {
  const fs = builtIn<FileSystem>('node:fs');
  const zlib = builtIn<{ brotliDecompressSync: Decompress }>('node:zlib');
  if (fs === undefined || zlib === undefined) return null;
  const path = packageFile('data/currencies.bin');
  // Bundled with somebody's own code it is not there.
  if (!fs.existsSync(path)) return null;
  const file = fs.readFileSync(path);
  return new CurrenciesFile(file, (bytes, plain) =>
    zlib.brotliDecompressSync(bytes, { maxOutputLength: Math.min(plain, MAX_SECTION) }),
  );
}

function builtIn<Module>(name: string): Module | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown };
  };
  return process?.getBuiltinModule?.(name) as Module | undefined;
}
