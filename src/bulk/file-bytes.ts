/** A file as a stream of bytes; what goes wrong is said in one sentence. */
import { createReadStream } from 'node:fs';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';

const CHUNK = 256 * 1024;

/** @throws InputError naming file and reason. */
export async function* bytesOf(path: string, start = 0): AsyncGenerator<Uint8Array> {
  try {
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
