/** A key in the place of a log: its lines of hex would be taken for APDUs and shown. */
import { decodeText } from '../codec/text.js';
import { InputError } from '../errors.js';
import { privateFormOf } from '../keys/holds-private.js';
import type { FormatName } from '../logs/index.js';
import { expected } from '../shown.js';

/** Bytes; no file with a key is longer. */
export const LONGEST_KEY_FILE = 64 * 1024;

/** Formats that have no more than hex to be known by. */
const GUESSED: readonly FormatName[] = ['apdus', 'cassette', 'hid-frames-text'];

/**
 * @param bytes of the whole file.
 * @param format that it was taken for.
 * @throws InputError for a private key in any form.
 */
export function refusePrivateKey(bytes: Uint8Array, file: string, format: FormatName): void {
  if (!GUESSED.includes(format)) return;
  if (bytes.length > LONGEST_KEY_FILE) return;
  // Hex alone, and one line of it: an APDU without a word is not told from a damaged key.
  const isOneLine = !decodeText(bytes).trim().includes('\n');
  if (!isOneLine && privateFormOf(bytes) === undefined) return;
  throw new InputError(expected(file, 'a recording or a log', 'what looks like a key'));
}
