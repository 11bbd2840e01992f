/**
 * ECDSA with the nonce of RFC 6979 (HMAC-SHA-256), the multiplication by OpenSSL: the same
 * signatures as noble's (tested), whose first one costs a command more than all the rest. Numbers
 * modulo the order are JavaScript's, in a time that depends on them, as they are with noble. Who signs
 * often gets the same from libsecp256k1.
 */
import { concat, fromBigInt, toBigInt } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';
import { busySecp256k1 } from './native-secp256k1.js';
import { hmacOf, opensslPublicKey } from './openssl.js';

/** Orders of the base points (SEC 2). */
const ORDERS: Readonly<Record<Curve, bigint>> = {
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  secp256r1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
};

const SIZE = 32;

export interface SignatureWish {
  readonly curve: Curve;
  /** 32 bytes, a number from 1 to the order less 1. */
  readonly secret: Uint8Array;
  /** 32 bytes, signed as they stand. */
  readonly digest: Uint8Array;
  /** s in the lower half of the order. */
  readonly lowS: boolean;
}

export interface RecoverableSignature {
  /** R‖S, 64 bytes. */
  readonly rs: Uint8Array;
  /** Which point has this R: 1 is added when its y is odd, 2 when its x is not below the order. */
  readonly recovery: number;
}

/** Null where there is neither OpenSSL nor libsecp256k1. */
export function deterministicSignature(wish: SignatureWish): RecoverableSignature | null {
  const { curve, secret, digest, lowS } = wish;
  const order = ORDERS[curve];
  const number = toBigInt(digest);
  if (curve === 'secp256k1' && lowS && number < order) {
    const native = busySecp256k1()?.ecdsaSign(digest, secret);
    if (native !== undefined) return { rs: native.signature, recovery: native.recid };
  }
  const hashed = number % order;
  for (const nonce of nonces(secret, fromBigInt(hashed, SIZE), order)) {
    const point = opensslPublicKey(curve, nonce);
    if (point === null) return null;
    const x = toBigInt(point.subarray(1, 1 + SIZE));
    const r = x % order;
    const s = (inverse(toBigInt(nonce), order) * (hashed + r * toBigInt(secret))) % order;
    if (r === 0n || s === 0n) continue;
    const isNegated = lowS && s > order / 2n;
    const rs = concat(fromBigInt(r, SIZE), fromBigInt(isNegated ? order - s : s, SIZE));
    const isOdd = (point[2 * SIZE]! & 1) === 1;
    return { rs, recovery: (isOdd === isNegated ? 0 : 1) + (x < order ? 0 : 2) };
  }
  return null;
}

/** RFC 6979 section 3.2, steps b to h, again and again. */
function* nonces(secret: Uint8Array, hashed: Uint8Array, order: bigint): Generator<Uint8Array> {
  let key: Uint8Array = new Uint8Array(SIZE);
  let value: Uint8Array = new Uint8Array(SIZE).fill(1);
  const update = (...parts: readonly Uint8Array[]) => {
    key = hmacOf('sha256', key, concat(value, ...parts));
    value = hmacOf('sha256', key, value);
  };
  update(Uint8Array.of(0), secret, hashed);
  update(Uint8Array.of(1), secret, hashed);
  for (;;) {
    value = hmacOf('sha256', key, value);
    const nonce = toBigInt(value);
    if (nonce > 0n && nonce < order) yield value;
    update(Uint8Array.of(0));
  }
}

/** Extended Euclid. */
function inverse(number: bigint, order: bigint): bigint {
  let [low, high] = [number % order, order];
  let [mine, other] = [1n, 0n];
  while (low > 1n) {
    const times = high / low;
    [low, high] = [high - times * low, low];
    [mine, other] = [other - times * mine, mine];
  }
  return ((mine % order) + order) % order;
}
