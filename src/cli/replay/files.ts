/** The recordings that are meant by what was typed. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { concat } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { chunksOf, refuseStdinTwice } from '../files/chunks.js';
import { refuseKey, statOf } from '../files/input.js';
import type { Io } from '../io.js';

export interface RecordingFile {
  readonly path: string;
  /** Below the folder that was typed, without its ending: what its pictures are filed under. */
  readonly name: string;
}

/** Bytes; the longest recording we know has 300 KB. */
const MAX_FILE_SIZE = 64 * 1024 * 1024;
const ENDING = '.apdu';

const STDIN = '-';

/**
 * What was typed, in order: a file or `-` (stdin, once) as it is; of a folder, every `.apdu` file in
 * and under it.
 * @throws InputError when there is none.
 */
export function recordingFiles(typed: readonly string[]): RecordingFile[] {
  refuseStdinTwice(typed);
  return typed.flatMap(recordingsOf);
}

function recordingsOf(path: string): RecordingFile[] {
  refuseKey(path, 'replay');
  if (path === STDIN) return [{ path, name: 'stdin' }];
  const stat = statOf(path);
  if (stat === undefined) throw new InputError(`${path}: no such file`);
  if (stat.isDirectory()) {
    const found = recordingsUnder(path);
    if (found.length === 0) throw new InputError(`${path}: no .apdu file in or under this folder`);
    return found.map((file) => ({ path: file, name: nameOf(relative(path, file)) }));
  }
  if (stat.size > MAX_FILE_SIZE) {
    throw new InputError(
      expected(path, `a recording of at most ${MAX_FILE_SIZE} bytes`, stat.size),
    );
  }
  return [{ path, name: nameOf(basename(path)) }];
}

function nameOf(path: string): string {
  return path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : path;
}

function recordingsUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return recordingsUnder(path);
      return entry.name.endsWith(ENDING) ? [path] : [];
    })
    .sort();
}

/** @throws InputError for what cannot be read, or is too long. */
export async function readBytes(path: string, io: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  if (path === STDIN) return bytesOfStdin(io);
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new InputError(`${path}: cannot be read`, { cause: error });
  }
}

async function bytesOfStdin(io: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of chunksOf(STDIN, io)) {
    pieces.push(piece);
    size += piece.length;
    if (size > MAX_FILE_SIZE) {
      throw new InputError(expected('-', `a recording of at most ${MAX_FILE_SIZE} bytes`, 'more'));
    }
  }
  return concat(...pieces);
}
