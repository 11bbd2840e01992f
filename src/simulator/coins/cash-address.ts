/** CashAddr, the encoding of Kaspa addresses: base32 with a 40-bit checksum behind a colon. */
import { bech32 } from '@scure/base';
import { concat } from '../../bytes.js';

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const CHECKSUM_LETTERS = 8;
const GENERATORS = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];

export function cashAddress(prefix: string, version: number, payload: Uint8Array): string {
  const words = bech32.toWords(concat(Uint8Array.of(version), payload));
  const checksum = polymod([
    ...headOf(prefix),
    0,
    ...words,
    ...new Array<number>(CHECKSUM_LETTERS).fill(0),
  ]);
  const tail = Array.from({ length: CHECKSUM_LETTERS }, (_, i) =>
    Number((checksum >> BigInt(5 * (CHECKSUM_LETTERS - 1 - i))) & 0x1fn),
  );
  return `${prefix}:${[...words, ...tail].map((word) => LETTERS[word]).join('')}`;
}

/** True for a text with a prefix whose checksum is right. */
export function isCashAddress(text: string): boolean {
  const [prefix = '', letters = ''] = text.split(':');
  const words = [...letters].map((letter) => LETTERS.indexOf(letter));
  if (words.length <= CHECKSUM_LETTERS || words.includes(-1)) return false;
  return polymod([...headOf(prefix), 0, ...words]) === 0n;
}

function headOf(prefix: string): number[] {
  return Array.from(prefix, (letter) => letter.charCodeAt(0) & 0x1f);
}

function polymod(words: readonly number[]): bigint {
  let sum = 1n;
  for (const word of words) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(word);
    for (const [bit, generator] of GENERATORS.entries()) {
      if (((top >> BigInt(bit)) & 1n) === 1n) sum ^= generator;
    }
  }
  return sum ^ 1n;
}
