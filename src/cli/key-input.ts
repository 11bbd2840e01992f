/** Keys as options and arguments point to them: files are read as bytes, in any form. */

import { dirname } from 'node:path';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import type { PrivateKey } from '../keys/private-key.js';
import { readEitherKey } from '../keys/read-key.js';
import { mayBeKey } from '../shown.js';
import { isFileName, readInputBytes, statOf } from './input-file.js';

export interface GivenKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y; on the curve. */
  readonly publicKey: Uint8Array;
  /** Absent when the file holds a public key. */
  readonly privateKey?: PrivateKey;
}

/** @throws InputError for what is no key, or no point of its curve. */
export function readKey(
  file: string,
  { option, curve }: { option: string; curve?: Curve | undefined },
): GivenKey {
  const bytes = readKeyFile(file, option);
  const read = readEitherKey(bytes, { field: keyField(option, file), curve });
  if (read.kind === 'public') return read;
  const { key } = read;
  return { curve: key.curve, publicKey: key.publicKey, privateKey: key };
}

/** How messages call a key that was read from a file. */
export function keyField(option: string, file: string): string {
  return `${option} ${file.slice(0, 200)}`;
}

/**
 * The bytes of a key file.
 * @throws InputError as for any file, and as {@link refuseKey}.
 */
export function readKeyFile(file: string, option: string): Uint8Array {
  refuseKey(file, option);
  return readInputBytes(file, option);
}

/** @throws InputError when a key itself stands where its file should: no message may repeat it. */
export function refuseKey(file: string, option: string): void {
  if (statOf(file) === undefined && !mayBeShown(file)) {
    throw new InputError(`${option}: expected the name of a file, found what looks like a key`, {
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

/** A public key that stands in the option itself, or in the file that it names. */
export function keyOrFile(value: string, option: string): string | Uint8Array {
  return isFileName(value) ? readInputBytes(value.trim(), option) : value;
}
