/** A file as a stream of bytes; what goes wrong is said in one sentence. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';

const CHUNK = 256 * 1024;

/** @throws InputError naming file and reason. */
export async function* bytesOf(path: string, start = 0): AsyncGenerator<Uint8Array> {
  try {
    // A stream is more work than all of a small file; of a pipe or a device nobody knows the size.
    const stat = statSync(path);
    if (start === 0 && stat.isFile() && stat.size > 0 && stat.size <= CHUNK) {
      yield readFileSync(path);
      return;
    }
    yield* createReadStream(path, { start, highWaterMark: CHUNK });
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): InputError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new InputError(expected(path, 'a file', 'none'));
  if (code === 'EISDIR') return new InputError(expected(path, 'a file', 'a folder'));
  return new InputError(expected(path, 'a readable file', `an error (${code})`));
}
