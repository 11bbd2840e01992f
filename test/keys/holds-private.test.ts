/**
 * Words of hex and base64 are looked at first, and read as keys only where a look does not tell: both
 * must say the same.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, toHex } from '../../src/bytes.js';
import { encodeBase64, encodeBase64url } from '../../src/codec/base64.js';
import { privateFormOf } from '../../src/keys/holds-private.js';
import { privateKeyOf } from '../../src/keys/private-key.js';
import { textKey } from '../../src/keys/text-key.js';
import { privateKeyText } from '../../src/keys/write-key.js';

const FORMS: readonly ((bytes: Uint8Array) => string)[] = [
  toHex,
  (bytes) => `0x${toHex(bytes)}`,
  (bytes) => toHex(bytes).slice(1),
  (bytes) => toHex(bytes).replace(/(.{4})/g, '$1-'),
  encodeBase64,
  encodeBase64url,
  (bytes) => BigInt(`0x0${toHex(bytes)}`).toString(),
];

/** As whole as it can be read, without the first look. */
function readWhole(text: string) {
  const key = textKey(text);
  if (key.kind !== 'private') return undefined;
  return key.isBare === true ? 'bare' : 'whole';
}

describe('a private key in a word', () => {
  it('is found by a look as by reading all of it', () => {
    const sizes = fc.constantFrom(20, 28, 31, 32, 33, 48, 64, 65, 80, 120);
    const bytes = sizes.chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
    const printable = bytes.map((one) => one.map((byte) => 0x20 + (byte % 0x5f)));
    const first = fc.constantFrom(undefined, 0x00, 0x04, 0x30);
    const words = fc.tuple(fc.oneof(bytes, printable), first, fc.constantFrom(...FORMS));
    fc.assert(
      fc.property(words, ([drawn, begin, form]) => {
        const one = drawn.slice();
        if (begin !== undefined) one[0] = begin;
        const text = form(one);
        if (text.length < 28) return;
        expect(privateFormOf(text)).toBe(readWhole(text));
      }),
      { numRuns: 600 },
    );
  });

  it('is whole in base64 and hex of DER and of PEM', () => {
    const key = privateKeyOf('secp256k1', bytesOf('exchange-sim public test key k1.'));
    const pem = privateKeyText(key, 'pkcs8');
    const der = Uint8Array.from(
      atob(
        pem
          .split('\n')
          .filter((line) => !line.includes('-'))
          .join(''),
      ),
      (one) => one.charCodeAt(0),
    );
    for (const bytes of [der, bytesOf(pem)]) {
      for (const form of [toHex, encodeBase64, encodeBase64url]) {
        expect(privateFormOf(form(bytes))).toBe('whole');
      }
    }
    expect(privateFormOf(toHex(key.reveal()))).toBe('bare');
  });
});
