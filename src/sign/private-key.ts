/**
 * A private key that can make every signature, right or wrong on purpose. The 32 bytes lie in a
 * closure: JSON, logs and error messages see functions only. Only key files ask for them.
 */
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { Curve } from '../exchange/constants.js';
import { type SigningKey, signingKey } from '../payload/sign.js';

const CURVES = { secp256k1, secp256r1: p256 };

export interface PrivateKey extends SigningKey {
  /**
   * R‖S, 64 bytes, over a 32-byte digest as it stands. `entropy` (RFC 6979 section 3.6, any bytes)
   * makes another signature of the same digest, just as valid.
   */
  signDigest(digest: Uint8Array, entropy?: Uint8Array): Uint8Array;
  /** A copy of the 32 bytes: for writing key files, nothing else. */
  reveal(): Uint8Array;
}

/**
 * @param field how error messages call the key.
 * @throws InputError when the bytes are no private key of that curve; they are never repeated.
 */
export function privateKeyOf(curve: Curve, secret: Uint8Array, field = 'private key'): PrivateKey {
  const key = signingKey(curve, secret, field);
  const own = secret.slice();
  return {
    ...key,
    signDigest: (digest, entropy) =>
      CURVES[curve].sign(digest, own, {
        prehash: false,
        lowS: true,
        format: 'compact',
        ...(entropy === undefined ? {} : { extraEntropy: entropy }),
      }),
    reveal: () => own.slice(),
  };
}

/** A new key from the platform's random number generator. */
export function newPrivateKey(curve: Curve): PrivateKey {
  return privateKeyOf(curve, CURVES[curve].utils.randomSecretKey());
}
