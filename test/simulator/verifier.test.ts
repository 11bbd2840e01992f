/**
 * The verifiers against each other, against Node's crypto asked in another way (JWK key, DER
 * signature), and against what the firmware accepts (device-behaviour.md#signatures).
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromBigInt, fromHex, toBigInt, toHex, utf8 } from '../../src/bytes.js';
import type { Curve } from '../../src/exchange/constants.js';
import { nativeSecp256k1 } from '../../src/keys/native-secp256k1.js';
import { derFromRs } from '../../src/payload/signature.js';
import { fastestVerifier, verifierWith } from '../../src/simulator/node-fastest-verifier.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import {
  derProblem,
  type HashName,
  nobleVerifier,
  remembering,
  type SignedMessage,
  type Verifier,
} from '../../src/simulator/verifier.js';

const CURVES = { secp256k1, secp256r1: p256 } as const;
const ORDER = { secp256k1: secp256k1.Point.Fn.ORDER, secp256r1: p256.Point.Fn.ORDER } as const;
const MAX = (1n << 256n) - 1n;
const MESSAGE = utf8('.Cg50ZXN0QGxlZGdlci5mcg');

const rsOf = (r: bigint, s: bigint) => concat(fromBigInt(r, 32), fromBigInt(s, 32));
const sha256 = (message: Uint8Array) => createHash('sha256').update(message).digest();

function modInverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

/** A valid signature with the given s, made by choosing the key last: d = (s·k − z) / r. */
function crafted(curve: Curve, k: bigint, s: bigint, message = MESSAGE) {
  const { Point } = CURVES[curve];
  const n = ORDER[curve];
  const r = Point.BASE.multiply(k).toAffine().x % n;
  const z = toBigInt(sha256(message));
  const d = ((((s * k - z) * modInverse(r, n)) % n) + n) % n;
  const publicKey = Point.BASE.multiply(d).toBytes(false);
  const signed: SignedMessage = { curve, publicKey, message, hash: 'sha256' };
  return { signed, r, s };
}

/**
 * A second opinion that shares no code with nodeVerifier: JWK instead of SPKI, DER instead of R‖S.
 */
function opinion({ curve, publicKey, message }: SignedMessage, rs: Uint8Array): boolean {
  if (rs.length !== 64) return false;
  const part = (from: number) => Buffer.from(publicKey.subarray(from, from + 32));
  const crv = curve === 'secp256k1' ? 'secp256k1' : 'P-256';
  const [x, y] = [part(1).toString('base64url'), part(33).toString('base64url')];
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv, x, y }, format: 'jwk' });
    return verify('sha256', message, key, derFromRs(rs));
  } catch {
    return false;
  }
}

const native = verifierWith(nativeSecp256k1, 0);
const withoutPackage = verifierWith(() => null, 0);
const VERIFIERS = [nobleVerifier, nodeVerifier, fastestVerifier, native, withoutPackage];

function verdicts(signed: SignedMessage, rs: Uint8Array): boolean[] {
  return [...VERIFIERS.map((verifier) => verifier.verify(signed, rs)), opinion(signed, rs)];
}

const all = (verdict: boolean) => [...VERIFIERS, opinion].map(() => verdict);

describe.each(['secp256k1', 'secp256r1'] as const)('%s', (curve) => {
  const n = ORDER[curve];
  const half = (n + 1n) / 2n;
  const base = crafted(curve, 0x1234567890abcdefn ** 3n, n / 3n);
  const { signed, r, s } = base;
  const other: Curve = curve === 'secp256k1' ? 'secp256r1' : 'secp256k1';

  it.each([
    ['low s', base],
    ['high s', crafted(curve, 77n, n - 12_345n)],
    ['s = 1', crafted(curve, 78n, 1n)],
    ['s = n - 1', crafted(curve, 79n, n - 1n)],
    ['s with 31 leading zero bytes', crafted(curve, 80n, 0xffn)],
    ['s with its highest bit at the start', crafted(curve, 81n, 0x80n << 120n)],
    ['the generator as the nonce point', crafted(curve, 1n, n / 5n)],
    // On secp256k1 this r has 11 leading zero bytes.
    ['the shortest r known', crafted(curve, half, n / 7n)],
    ['both short', crafted(curve, half, 2n)],
  ])('%s verifies, and so does its complement', (_, made) => {
    expect(verdicts(made.signed, rsOf(made.r, made.s))).toEqual(all(true));
    expect(verdicts(made.signed, rsOf(made.r, n - made.s))).toEqual(all(true));
  });

  it('every number of leading zero bytes in s', () => {
    for (let size = 1; size <= 32; size++) {
      const made = crafted(curve, 1000n + BigInt(size), (1n << BigInt(8 * size - 9)) + 5n || 5n);
      expect(verdicts(made.signed, rsOf(made.r, made.s)), `${size} bytes`).toEqual(all(true));
    }
  });

  // All 9D1A (device-behaviour.md#signatures). s + n of a valid s is the same number modulo n, and
  // refused all the same.
  const small = crafted(curve, 90n, 7n);
  it.each([
    ['r = 0', signed, 0n, s],
    ['s = 0', signed, r, 0n],
    ['both 0', signed, 0n, 0n],
    ['r = n', signed, n, s],
    ['s = n', signed, r, n],
    ['r = n + 1', signed, n + 1n, s],
    ['s = n + 1', signed, r, n + 1n],
    ['r = 2^256 - 1', signed, MAX, s],
    ['s = 2^256 - 1', signed, r, MAX],
    ['both 2^256 - 1', signed, MAX, MAX],
    ['both 1', signed, 1n, 1n],
    ['s + n', small.signed, small.r, small.s + n],
    ['r and s swapped', signed, s, r],
    ['r + 1', signed, r + 1n, s],
    ['n - r', signed, n - r, s],
  ])('%s does not verify', (_, message, badR, badS) => {
    expect(verdicts(message, rsOf(badR, badS))).toEqual(all(false));
  });

  const key = signed.publicKey;
  const changed = (at: number, value: number) => {
    const copy = key.slice();
    copy[at] = value;
    return copy;
  };
  const coordinate = (x: bigint, y: bigint) =>
    concat(Uint8Array.of(4), fromBigInt(x, 32), fromBigInt(y, 32));

  // device-behaviour.md#partner-keys: the device takes such keys and finds out at the signature.
  it.each([
    ['all zeros', new Uint8Array(65)],
    ['04 and zeros', changed(0, 4).fill(0, 1)],
    ['04 and ff', changed(0, 4).fill(0xff, 1)],
    ['off the curve in x', changed(20, key[20]! ^ 1)],
    ['off the curve in y', changed(64, key[64]! ^ 1)],
    ['x and y exchanged', concat(key.subarray(0, 1), key.subarray(33), key.subarray(1, 33))],
    ['y + p', coordinate(toBigInt(key.subarray(1, 33)), MAX)],
    ['a point of the other curve', CURVES[other].Point.BASE.toBytes(false)],
    ['another point', CURVES[curve].Point.BASE.multiply(5n).toBytes(false)],
    ['the negated point', CURVES[curve].Point.fromBytes(key).negate().toBytes(false)],
  ])('a key that is %s verifies nothing', (_, publicKey) => {
    expect(verdicts({ ...signed, publicKey }, rsOf(r, s))).toEqual(all(false));
  });

  it.each([0x00, 0x02, 0x03, 0x05, 0x06, 0x07, 0xff])('a key with prefix %i neither', (prefix) => {
    const message = { ...signed, publicKey: changed(0, prefix) };
    for (const verifier of VERIFIERS) expect(verifier.verify(message, rsOf(r, s))).toBe(false);
  });

  it('another message, another curve, another hash', () => {
    const rs = rsOf(r, s);
    expect(verdicts({ ...signed, message: utf8('.') }, rs)).toEqual(all(false));
    expect(verdicts({ ...signed, message: new Uint8Array(0) }, rs)).toEqual(all(false));
    expect(verdicts({ ...signed, curve: other }, rs)).toEqual(all(false));
    for (const hash of ['sha512', 'sha3_256', 'keccak_256', 'ripemd160'] as const) {
      for (const verifier of VERIFIERS) {
        expect(verifier.verify({ ...signed, hash }, rs)).toBe(false);
      }
    }
  });

  it.each([0, 1, 63, 65, 128])('an R‖S of %i bytes', (size) => {
    const rs = new Uint8Array(size).fill(1);
    for (const verifier of VERIFIERS) expect(verifier.verify(signed, rs)).toBe(false);
  });

  it('any key, any message, any bit: all agree', () => {
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => {
      const d = toBigInt(bytes);
      return d > 0n && d < n;
    });
    const message = fc.uint8Array({ maxLength: 300 });
    const where = fc.constantFrom('nowhere', 'rs', 'key', 'message');
    fc.assert(
      fc.property(secret, message, where, fc.nat(), (d, text, part, bit) => {
        const rs = CURVES[curve].sign(sha256(text), d, { prehash: false, lowS: bit % 2 === 0 });
        const publicKey = CURVES[curve].getPublicKey(d, false);
        const all3 = { rs: rs.slice(), key: publicKey.slice(1), message: text.slice() };
        const target = part === 'nowhere' ? undefined : all3[part];
        const flipped = target !== undefined && target.length > 0;
        if (flipped) target[bit % target.length]! ^= 1 << (bit % 8);
        const key = concat(Uint8Array.of(4), all3.key);
        const asked = { curve, publicKey: key, message: all3.message, hash: 'sha256' } as const;
        expect(verdicts(asked, all3.rs)).toEqual(all(!flipped));
      }),
      { numRuns: 60 },
    );
  });
});

describe('hashes of trusted names and certificates', () => {
  const NODE_NAMES = {
    sha256: 'sha256',
    sha512: 'sha512',
    sha3_256: 'sha3-256',
    ripemd160: 'ripemd160',
  };
  const secret = new Uint8Array(32).fill(0x5a);

  it.each(Object.entries(NODE_NAMES) as [HashName, string][])('%s', (hash, name) => {
    const digest = createHash(name).update(MESSAGE).digest();
    const rs = secp256k1.sign(digest, secret, { prehash: false });
    const publicKey = secp256k1.getPublicKey(secret, false);
    const signed = { curve: 'secp256k1', publicKey, message: MESSAGE, hash } as const;
    for (const verifier of VERIFIERS) expect(verifier.verify(signed, rs)).toBe(true);
  });
});

describe('derProblem', () => {
  const { signed, r, s } = crafted('secp256k1', 99n, 1234n);
  const der = derFromRs(rsOf(r, s));

  it('is undefined for a good signature, else a reason', () => {
    expect(derProblem(nobleVerifier, signed, der)).toBeUndefined();
    expect(derProblem(nobleVerifier, { ...signed, message: der }, der)).toContain(
      'not a signature',
    );
  });

  it('is the one of the strict reading where the numbers would verify', () => {
    // The same r and s with a superfluous zero in s.
    expect(toHex(der.subarray(-4))).toBe('020204d2');
    const head = Uint8Array.of(0x30, der[1]! + 1);
    const padded = concat(head, der.subarray(2, -4), fromHex('02030004d2'));
    expect(derProblem(nobleVerifier, signed, padded)).toContain('superfluous zero');
    expect(derProblem(nobleVerifier, signed, concat(der, Uint8Array.of(0)))).toContain(
      'DER length',
    );
  });
});

describe('remembering', () => {
  const counting = () => {
    let asked = 0;
    const verifier: Verifier = {
      name: 'counting',
      verify: (signed, rs) => {
        asked++;
        return nodeVerifier.verify(signed, rs);
      },
    };
    return { verifier, asked: () => asked };
  };
  const good = crafted('secp256k1', 5n, 6n);
  const rs = rsOf(good.r, good.s);

  it('asks once, and again when anything at all differs', () => {
    const { verifier, asked } = counting();
    const memory = remembering(verifier);
    expect(memory.name).toBe('counting');
    for (let i = 0; i < 3; i++) expect(memory.verify(good.signed, rs)).toBe(true);
    expect(asked()).toBe(1);
    const others: SignedMessage[] = [
      { ...good.signed, message: utf8('x') },
      { ...good.signed, curve: 'secp256r1' },
      { ...good.signed, hash: 'sha512' },
      { ...good.signed, publicKey: new Uint8Array(65) },
    ];
    for (const signed of others) expect(memory.verify(signed, rs)).toBe(false);
    expect(memory.verify(good.signed, rsOf(good.s, good.r))).toBe(false);
    expect(asked()).toBe(6);
    for (const signed of others) expect(memory.verify(signed, rs)).toBe(false);
    expect(asked()).toBe(6);
  });

  it('does not mix up a key and a message that touch', () => {
    const memory = remembering(counting().verifier);
    expect(memory.verify(good.signed, rs)).toBe(true);
    const { publicKey, message } = good.signed;
    const moved = concat(publicKey.subarray(-1), message);
    const shorter = { ...good.signed, publicKey: publicKey.subarray(0, -1), message: moved };
    expect(memory.verify(shorter, rs)).toBe(false);
  });

  it('keeps no reference to its arguments and forgets the oldest', () => {
    const { verifier, asked } = counting();
    const memory = remembering(verifier, 2);
    const mine = rs.slice();
    expect(memory.verify(good.signed, mine)).toBe(true);
    mine.fill(0);
    expect(memory.verify(good.signed, mine)).toBe(false);
    expect(memory.verify(good.signed, rs)).toBe(true);
    expect(asked()).toBe(2);
    memory.verify({ ...good.signed, message: utf8('third') }, rs);
    memory.verify(good.signed, rs);
    expect(asked()).toBe(4);
  });
});

describe('the fastest verifier', () => {
  it('asks libsecp256k1 where it pays', () => {
    const { signed, r, s } = crafted('secp256k1', 54n, 9n);
    const lying = { signatureNormalize: (rs: Uint8Array) => rs, ecdsaVerify: () => false };
    expect(verifierWith(() => lying, 0).verify(signed, rsOf(r, s))).toBe(false);
    const patient = verifierWith(() => lying, 2);
    const verdicts = [1, 2, 3].map(() => patient.verify(signed, rsOf(r, s)));
    expect(verdicts).toEqual([true, true, false]);
  });

  it('leaves the signature it verifies as it is, also a high one', () => {
    const { signed, r, s } = crafted('secp256k1', 55n, ORDER.secp256k1 - 9n);
    const rs = rsOf(r, s);
    expect(native.verify(signed, rs)).toBe(true);
    expect(rs).toEqual(rsOf(r, s));
  });
});
