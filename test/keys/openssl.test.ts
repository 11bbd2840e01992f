/** What OpenSSL does for the keys, against noble: the same points, and the same signatures. */
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { compressedPoint, pointOn, publicKeyOf } from '../../src/keys/curves.js';
import { deterministicSignature } from '../../src/keys/deterministic-signature.js';
import { opensslPoint, opensslPublicKey } from '../../src/keys/openssl.js';
import { recoveredKey } from '../../src/keys/recovered-key.js';

const CURVES = [
  ['secp256k1', secp256k1],
  ['secp256r1', p256],
] as const;

const number32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe.each(CURVES)('%s', (curve, noble) => {
  const secrets = number32.filter((bytes) => noble.utils.isValidSecretKey(bytes));
  const ONE = new Uint8Array(32).fill(1, 31);

  it('has the same public keys', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const expected = toHex(noble.getPublicKey(secret, false));
        expect(toHex(opensslPublicKey(curve, secret)!)).toBe(expected);
        expect(toHex(publicKeyOf(curve, secret))).toBe(expected);
        const short = compressedPoint(publicKeyOf(curve, secret));
        expect(toHex(short)).toBe(toHex(noble.getPublicKey(secret, true)));
        expect(toHex(opensslPoint(curve, short)!)).toBe(expected);
      }),
      { numRuns: 30 },
    );
    expect(toHex(publicKeyOf(curve, ONE))).toBe(toHex(noble.Point.BASE.toBytes(false)));
  });

  it('takes the same bytes for points', () => {
    const heads = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7);
    const tails = fc.uint8Array({ minLength: 31, maxLength: 65 });
    fc.assert(
      fc.property(heads, fc.oneof(number32, tails), (head, tail) => {
        const bytes = Uint8Array.of(head, ...tail);
        let expected: string | undefined;
        try {
          expected = toHex(noble.Point.fromBytes(bytes).toBytes(false));
        } catch {}
        // Hybrid forms and x y alone are ours.
        if ((head === 6 || head === 7 || bytes.length === 64) && expected === undefined) return;
        const point = pointOn(curve, bytes);
        expect(point && toHex(point)).toBe(expected);
      }),
      { numRuns: 200 },
    );
    expect(pointOn(curve, Uint8Array.of(0))).toBeUndefined();
    expect(pointOn(curve, new Uint8Array())).toBeUndefined();
  });

  it.each([true, false])('signs the same, low s %s', (lowS) => {
    const high = new Uint8Array(32).fill(0xff);
    fc.assert(
      fc.property(secrets, fc.oneof(number32, fc.constant(high)), (secret, digest) => {
        const options = { prehash: false, lowS, format: 'recovered' } as const;
        const { rs, recovery } = deterministicSignature({ curve, secret, digest, lowS })!;
        expect(toHex(Uint8Array.of(recovery, ...rs))).toBe(
          toHex(noble.sign(digest, secret, options)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

it('keys are recovered from signatures, by JavaScript first and by the library later', () => {
  for (let i = 1; i <= 40; i++) {
    const secret = new Uint8Array(32).fill(i);
    const digest = new Uint8Array(32).fill(255 - i);
    const wish = { curve: 'secp256k1', secret, digest, lowS: true } as const;
    const { rs, recovery } = deterministicSignature(wish)!;
    expect(toHex(recoveredKey(rs, recovery, digest))).toBe(toHex(publicKeyOf('secp256k1', secret)));
  }
});

it('signs as RFC 6979 A.2.5 prints it', () => {
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
  const signed = deterministicSignature({
    curve: 'secp256r1',
    secret: bytes('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
    // SHA-256 of "sample".
    digest: bytes('af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf'),
    lowS: false,
  });
  expect(toHex(signed!.rs)).toBe(
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  );
});
