/** Keys as options and arguments point to them: files are read as bytes, in any form. */

import type { Curve } from '../../exchange/constants.js';
import type { PrivateKey } from '../../keys/private-key.js';
import { readEitherKey } from '../../keys/read-key.js';
import { cutLong } from '../../shown.js';
import { isFileName, readInputBytes } from './input.js';

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
  return `${option} ${cutLong(file)}`;
}

/**
 * The bytes of a key file.
 * @throws InputError as for any file.
 */
export function readKeyFile(file: string, option: string): Uint8Array {
  return readInputBytes(file, option);
}

/** A public key that stands in the option itself, or in the file that it names. */
export function keyOrFile(value: string, option: string): string | Uint8Array {
  return isFileName(value) ? readInputBytes(value.trim(), option) : value;
}
