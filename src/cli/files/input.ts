/** Reading what options point to. */
import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../errors.js';
import { cutLong, expected, mayBeKey } from '../../shown.js';
import { debug } from '../debug.js';

/** Bytes; payloads, partners and answers are a few hundred. */
const MAX_SIZE = 1024 * 1024;

/** @throws InputError when there is no such file, or more than an option may hold. */
export function checkInput(path: string, option: string, most = MAX_SIZE): void {
  refuseKey(path, option);
  const stat = statOf(path);
  const shown = JSON.stringify(cutLong(path));
  if (stat === undefined) {
    throw new InputError(expected(option, 'a file', `none at ${shown}`));
  }
  if (stat.isDirectory()) {
    throw new InputError(expected(option, 'a file', `a folder at ${shown}`));
  }
  if (stat.size > most) {
    throw new InputError(expected(option, `at most ${most} bytes`, `${stat.size} in ${shown}`));
  }
}

/** @throws InputError when there is no such file or it cannot be read. */
export function readInput(path: string, option: string, most = MAX_SIZE): string {
  return new TextDecoder().decode(readInputBytes(path, option, most));
}

/** @throws as {@link readInput}. */
export function readInputBytes(path: string, option: string, most = MAX_SIZE): Uint8Array {
  checkInput(path, option, most);
  const shown = JSON.stringify(cutLong(path));
  try {
    const bytes = new Uint8Array(readFileSync(path));
    debug('file', () => `read ${shown}: ${bytes.length} bytes, for ${option}`);
    return bytes;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new InputError(`${option}: ${shown} cannot be read (${code})`, { cause: error });
  }
}

/** The text itself, or what stands in the file of that name. */
export function textOrFile(value: string, option: string): string {
  return isFileName(value) ? readInput(value.trim(), option) : value;
}

/** Neither a payload nor a signature nor a key ends as file names do: such a file is missing. */
export function isFileName(value: string): boolean {
  const path = value.trim();
  return /^[^{[]*\.[A-Za-z]{1,8}$/.test(path) || statOf(path)?.isFile() === true;
}

/** Undefined too for what cannot be a path: too long, or with a NUL in it. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** @throws InputError when a key itself stands where its file should: no message may repeat it. */
export function refuseKey(file: string, option: string): void {
  if (statOf(file) === undefined && !mayBeShown(file)) {
    throw new InputError(expected(option, 'the name of a file', 'what looks like a key'), {
      hint: 'A key on the command line is seen by other users and kept in the shell history: put it into a file. If it is in use, make a new one.',
    });
  }
}

/** The name of a file that is not there: in a folder that is, with an ending, or too short for a key. */
function mayBeShown(file: string): boolean {
  const folder = dirname(file);
  const isInFolder = folder !== '.' && statOf(folder)?.isDirectory() === true;
  return isInFolder || /^[^{["]*\.[A-Za-z]\w{0,7}$/.test(file) || !mayBeKey(file);
}
