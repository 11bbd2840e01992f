/** Keys as options and arguments point to them. */
import { parsePublicKey } from '../check/public-key.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { looksPrivate, readPrivateKey } from '../sign/key-file.js';
import type { PrivateKey } from '../sign/private-key.js';
import { readInput } from './input-file.js';
import { holdsKey } from './key-guard.js';

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
  const text = readKeyFile(file, option);
  const field = `${option} ${file.slice(0, 200)}`;
  if (looksPrivate(text)) {
    const privateKey = readPrivateKey(text, { field, ...(curve === undefined ? {} : { curve }) });
    return { curve: privateKey.curve, publicKey: privateKey.publicKey, privateKey };
  }
  const found = parsePublicKey(text, { field, curve });
  const [malformed] = found.noticed.filter(({ code }) => code === 'PUBLIC_KEY_MALFORMED');
  if (malformed === undefined) return found;
  throw new InputError(`${field}: expected a point of ${found.curve}, found ${malformed.evidence}`);
}

/**
 * The text of a key file.
 * @throws InputError as for any file; but when the key itself stands where its file should, the
 * message must not repeat it.
 */
export function readKeyFile(file: string, option: string): string {
  if (holdsKey(file)) {
    throw new InputError(`${option}: expected the name of a file, found what looks like a key`, {
      hint: 'A key on the command line is seen by other users and kept in the shell history: put it into a file. If it is in use, make a new one.',
    });
  }
  return readInput(file, option);
}
