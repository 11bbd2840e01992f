/** A pay-in address is shown as it came, and nothing that may be a private key instead of one. */

import { sha256 } from '@noble/hashes/sha2.js';
import { base58, bech32, createBase58check } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '../../../src/bytes.js';
import { shownAddress } from '../../../src/host/signing/shown-address.js';
import { KEY_LIKE } from '../../../src/shown.js';

const SECRET = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 0xff);
const bech32Of = (prefix: string) => bech32.encode(prefix, bech32.toWords(SECRET), 160);
const base58check = createBase58check(sha256);

describe('shown whole', () => {
  it.each([
    ['a test network of Bitcoin', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'],
    ['Taproot', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
    ['capitals', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
    ['Litecoin', bech32Of('ltc')],
    ['Cosmos', 'cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4'],
    [
      'Cardano',
      'addr1qy2vzmtlgvjrhkq50rngh8d482zj3l20kyrc6kx4ffl3zfqayfawlf9hwv2fzuygt2km5v92kvf8e3s3mk7ynxw77cwqf7zhh2',
    ],
    ['an X-address', 'X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ'],
    ['a T-address', 'T719a5UwUCnEs54UsxG9CJYYDhwmFCqkr7wxCcNcfZ6p5GZ'],
    ['Stellar', 'GB3JDWCQJCWMJ3IILWIGDTQJJC5567PGVEVXSCVPEQOTDN64VJBDQBYX'],
    ['Stellar, muxed', 'MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ'],
    ['Kaspa', 'kaspa:qqd6e65yefepe9wk0m9vuxdufxd80sphy67gwwd0vdaumzdt4tc9s3qt0lqeh'],
    ['Ethereum', '0xFA22515E43658ce56A7682B801e9B5456f511420'],
  ])('%s', (_, address) => {
    expect(shownAddress(address)).toBe(JSON.stringify(address));
  });
});

describe('hidden', () => {
  it.each([
    ['64 digits', toHex(SECRET)],
    ['64 digits behind 0x', `0x${toHex(SECRET)}`],
    ['WIF', base58check.encode(concat(Uint8Array.of(0x80), SECRET, Uint8Array.of(1)))],
    ['xprv', base58check.encode(concat(new Uint8Array([4, 0x88, 0xad, 0xe4]), SECRET, SECRET))],
    ['base58 of a key pair', base58.encode(concat(SECRET, SECRET))],
    ['a key of Sui', bech32Of('suiprivkey')],
    ['a key of Nostr', bech32Of('nsec')],
    ['a seed of Stellar', 'SB3JDWCQJCWMJ3IILWIGDTQJJC5567PGVEVXSCVPEQOTDN64VJBDQBYX'],
    [
      'a mnemonic',
      'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    ],
    ['a wrong checksum', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsy'],
    ['an X-address with a letter changed', 'X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqY'],
  ])('%s', (_, text) => {
    expect(shownAddress(text)).toBe(KEY_LIKE);
  });
});
