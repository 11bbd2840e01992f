/** An archive as a stream of bytes, from a file or from standard input, from any offset on. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';
import { NOTHING_YET, type Progress } from './archive.js';
import { bytesOf, unreadable } from './file-bytes.js';
import { type BulkState, progressOf } from './state.js';

export interface Source {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Where `chunks` begin. */
  readonly from: Progress;
  /** Bytes; undefined for a stream. */
  readonly size?: number;
}

/** @throws InputError when it cannot be read, or is not the archive of `state`. */
export function fileSource(path: string, state: BulkState | undefined): Source {
  const { size, seam } = look(path, state);
  const from = state === undefined ? NOTHING_YET : progressOf(state, seam, path);
  if (from.offset > 0 && size > from.offset && state?.wholeLines === false) throw grown(path);
  return { chunks: bytesOf(path, from.offset), from, size };
}

/** Standard input begins again: what was judged is read once more and skipped. */
export async function streamSource(
  stream: AsyncIterable<Uint8Array>,
  state: BulkState | undefined,
): Promise<Source> {
  if (state === undefined) return { chunks: stream, from: NOTHING_YET };
  const name = 'standard input';
  const { offset, seam } = state;
  const kept = new Uint8Array(seam.size);
  const iterator = stream[Symbol.asyncIterator]();
  let at = 0;
  let rest = new Uint8Array(0);
  while (at < offset) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    for (let i = Math.max(0, seam.end - seam.size - at); i < value.length; i++) {
      if (at + i < seam.end) kept[at + i - (seam.end - seam.size)] = value[i]!;
    }
    rest = value.slice(Math.max(0, Math.min(value.length, offset - at)));
    at += value.length;
  }
  const from = progressOf(state, at < offset ? new Uint8Array(0) : kept, name);
  return { chunks: following(rest, iterator, state.wholeLines ? undefined : name), from };
}

async function* following(
  rest: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
  grownName: string | undefined,
): AsyncGenerator<Uint8Array> {
  let piece: Uint8Array | undefined = rest;
  while (piece !== undefined) {
    if (piece.length > 0) {
      if (grownName !== undefined) throw grown(grownName);
      yield piece;
    }
    const { value, done } = await iterator.next();
    piece = done === true ? undefined : value;
  }
}

function grown(name: string): InputError {
  return new InputError(
    expected(name, 'to go on at the beginning of a line', 'that the last line judged has grown'),
    { hint: 'Delete the state to start again; end every line of an archive with a line end.' },
  );
}

function look(path: string, state: BulkState | undefined): { size: number; seam: Uint8Array } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new InputError(expected(path, 'a file', 'a folder'));
    const seam = new Uint8Array(state?.seam.size ?? 0);
    const read =
      state === undefined ? 0 : readSync(file, seam, 0, seam.length, state.seam.end - seam.length);
    const short = state !== undefined && stat.size < state.offset;
    return { size: stat.size, seam: short ? new Uint8Array(0) : seam.subarray(0, read) };
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
