/**
 * Points of the two curves and HMAC by Node's OpenSSL, where there is Node: the first multiplication in
 * JavaScript costs a command more time than everything else it does.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Curve } from '../exchange/constants.js';

interface Ecdh {
  setPrivateKey(secret: Uint8Array): void;
  getPublicKey(): Uint8Array;
}

interface Hmac {
  update(data: Uint8Array): Hmac;
  digest(): Uint8Array;
}

interface Crypto {
  createHmac(hash: 'sha256' | 'sha512', key: Uint8Array): Hmac;
  createECDH(curve: string): Ecdh;
  readonly ECDH: {
    convertKey(
      key: Uint8Array,
      curve: string,
      input: undefined,
      output: undefined,
      format: 'uncompressed',
    ): Uint8Array;
  };
}

const NAMES: Readonly<Record<Curve, string>> = {
  secp256k1: 'secp256k1',
  secp256r1: 'prime256v1',
};

/** undefined: not looked for yet; null: not there, or without these curves. */
let found: Crypto | null | undefined;

function openssl(): Crypto | null {
  if (found === undefined) found = load();
  return found;
}

function load(): Crypto | null {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown };
  };
  const crypto = process?.getBuiltinModule?.('node:crypto') as Crypto | undefined;
  try {
    for (const name of Object.values(NAMES)) crypto?.createECDH(name);
    return crypto ?? null;
  } catch {
    return null;
  }
}

/** By JavaScript where there is no OpenSSL: the first time costs it a hundred times as much. */
export function hmacOf(hash: 'sha256' | 'sha512', key: Uint8Array, data: Uint8Array): Uint8Array {
  const native = openssl()?.createHmac(hash, key);
  if (native !== undefined) return Uint8Array.from(native.update(data).digest());
  return hmac(hash === 'sha256' ? sha256 : sha512, key, data);
}

/**
 * 65 bytes, 04 x y; null where there is no OpenSSL.
 *
 * @param secret 32 bytes, a number from 1 to the order less 1.
 */
export function opensslPublicKey(curve: Curve, secret: Uint8Array): Uint8Array | null {
  const ecdh = openssl()?.createECDH(NAMES[curve]);
  if (ecdh === undefined) return null;
  ecdh.setPrivateKey(secret);
  return Uint8Array.from(ecdh.getPublicKey());
}

/**
 * 65 bytes, 04 x y, of a point in 33 (02, 03) or 65 bytes (04); undefined when it is none of the
 * curve, null where there is no OpenSSL.
 */
export function opensslPoint(curve: Curve, point: Uint8Array): Uint8Array | undefined | null {
  const crypto = openssl();
  if (crypto === null) return null;
  try {
    const plain = crypto.ECDH.convertKey(point, NAMES[curve], undefined, undefined, 'uncompressed');
    return Uint8Array.from(plain);
  } catch {
    return undefined;
  }
}
