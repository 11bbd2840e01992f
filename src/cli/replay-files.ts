/** The recordings that are meant by what was typed. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { InputError } from '../errors.js';
import { refuseKey, statOf } from './input-file.js';

export interface RecordingFile {
  readonly path: string;
  /** Below the folder that was typed, without its ending: what its pictures are filed under. */
  readonly name: string;
}

/** Bytes; the longest recording we know has 300 KB. */
const MAX_FILE_SIZE = 64 * 1024 * 1024;
const ENDING = '.apdu';

/**
 * A file as it is; of a folder, every `.apdu` file in and under it.
 * @throws InputError when there is none.
 */
export function recordingsOf(path: string): RecordingFile[] {
  refuseKey(path, 'replay');
  const stat = statOf(path);
  if (stat === undefined) throw new InputError(`${path}: no such file`);
  if (stat.isDirectory()) {
    const found = recordingsUnder(path);
    if (found.length === 0) throw new InputError(`${path}: no .apdu file in or under this folder`);
    return found.map((file) => ({ path: file, name: nameOf(relative(path, file)) }));
  }
  if (stat.size > MAX_FILE_SIZE) {
    throw new InputError(
      `${path}: expected a recording of at most ${MAX_FILE_SIZE} bytes, found ${stat.size}`,
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

export function readBytes(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new InputError(`${path}: cannot be read`, { cause: error });
  }
}
