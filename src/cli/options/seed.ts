/** `--seed`: a mnemonic, or a file that holds one. The words are never printed. */
import { pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import type { Pbkdf2 } from '../../simulator/mnemonic.js';
import { statOf } from '../files/input.js';

/** Twenty times as fast as JavaScript. */
export const nativePbkdf2: Pbkdf2 = (password, salt, rounds, size) =>
  new Uint8Array(pbkdf2Sync(password, salt, rounds, size, 'sha512'));

const MAX_SEED_FILE = 10_000;

/**
 * The mnemonic itself. Twelve words or more are words; anything else is a path.
 * @throws InputError when there is no such file.
 */
export function readSeed(value: string): string {
  const text = value.trim();
  if (text.split(/\s+/).length >= 12) return text;
  const stat = statOf(text);
  if (stat === undefined || !stat.isFile() || stat.size > MAX_SEED_FILE) {
    throw new InputError(
      expected(
        '--seed',
        'a BIP-39 mnemonic of 12 to 24 words or a file with one',
        stat === undefined ? 'neither' : 'something else under that path',
      ),
      {
        hint: 'Put the words in quotes, or give the path of a text file that holds them.',
      },
    );
  }
  return readFileSync(text, 'utf8').trim();
}
