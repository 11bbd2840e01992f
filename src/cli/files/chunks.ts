/** A file or standard input, in pieces. */
import { bytesOf } from '../../bulk/file-bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import type { Io } from '../io.js';

/** @throws InputError when standard input is named twice: it can be read once. */
export function refuseStdinTwice(files: readonly string[]): void {
  if (files.filter((file) => file === '-').length > 1) {
    throw new InputError('-: standard input can be read once, and was named twice');
  }
}

/** @throws InputError where there is no standard input, or naming the file and why it cannot be read. */
export function chunksOf(file: string, io: Pick<Io, 'stdin'>): AsyncIterable<Uint8Array> {
  if (file !== '-') return bytesOf(file);
  if (io.stdin === undefined) throw new InputError(expected('-', 'standard input', 'none'));
  return io.stdin;
}
