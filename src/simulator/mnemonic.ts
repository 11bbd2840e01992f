/** From the words of a BIP-39 mnemonic to the wallet of its seed. */
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import { emulatorWallet, type Wallet, walletFromSeed } from './wallet.js';

/** The mnemonic every Speculos starts with; public, never to hold funds. */
export const DEFAULT_MNEMONIC =
  'glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster seven myth punch hobby comfort wild raise skin';

/** PBKDF2 with HMAC-SHA-512: a native one is much faster than the pure JavaScript default. */
export type Pbkdf2 = (
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  size: number,
) => Uint8Array;

/**
 * Wallet of a BIP-39 mnemonic (English words, no passphrase). The seed is computed at once.
 * @throws InputError when the words are not a BIP-39 mnemonic. The message never repeats them.
 */
export function walletFromMnemonic(
  mnemonic: string = DEFAULT_MNEMONIC,
  options: { pbkdf2?: Pbkdf2 } = {},
): Wallet {
  const words = mnemonic.normalize('NFKD').trim().split(/\s+/).join(' ');
  if (words === DEFAULT_MNEMONIC) return walletFromSeed(emulatorWallet().seed.slice());
  if (!validateMnemonic(words, wordlist)) {
    throw new InputError(
      'The mnemonic is not valid: a word is not in the BIP-39 English list, or the checksum does not match.',
      { hint: 'Give 12, 15, 18, 21 or 24 words in their order, separated by blanks.' },
    );
  }
  const stretch = options.pbkdf2 ?? pbkdf2InJavaScript;
  return walletFromSeed(stretch(utf8(words), utf8('mnemonic'), 2048, 64));
}

const pbkdf2InJavaScript: Pbkdf2 = (password, salt, rounds, size) =>
  pbkdf2(sha512, password, salt, { c: rounds, dkLen: size });
