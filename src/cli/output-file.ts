/** Writing files whole or not at all: beside the target first, then in its place. */
import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../errors.js';

export interface FileOptions {
  /** How error messages call the path. */
  readonly option: string;
  /** Permission bits; the user's usual ones when absent. */
  readonly mode?: number;
  /** Leave a file that is there alone. */
  readonly keep?: boolean;
}

/** Readable and writable by its owner, nobody else. */
export const OWNER_ONLY = 0o600;

/** @throws InputError when it cannot be written; never repeats the text. */
export function writeFile(path: string, text: string, options: FileOptions): void {
  checkTarget(path, options.option);
  try {
    writeWhole(path, text, options);
  } catch (error) {
    throw unwritable(error, path, options.option);
  }
}

/**
 * Before the work whose result is written there.
 * @throws InputError when the folder does not exist, or the target is one.
 */
export function checkTarget(path: string, option: string): void {
  const shown = shownPath(path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`${option}: expected a file to write, found a folder at ${shown}`);
  }
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`${option}: expected a file in a folder that exists, found ${shown}`);
  }
}

/** @throws what the file system throws; the target is as it was then. */
export function writeWhole(
  path: string,
  data: string | Uint8Array,
  { mode, keep = false }: Omit<FileOptions, 'option'> = {},
): void {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(beside, data, { flag: 'wx', ...(mode === undefined ? {} : { mode }) });
    if (keep) {
      // A link refuses a name that is taken, even one taken this very moment.
      linkSync(beside, path);
      rmSync(beside, { force: true });
    } else {
      renameSync(beside, path);
    }
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** A failure of the file system as a sentence. */
export function unwritable(error: unknown, path: string, option: string): InputError {
  const shown = shownPath(path);
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') {
    return new InputError(`${option}: expected a new file, found one at ${shown}`, {
      hint: 'Add --force to replace it. A private key that is replaced is gone.',
    });
  }
  return new InputError(`${option}: ${shown} cannot be written (${code})`, { cause: error });
}

function shownPath(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}
