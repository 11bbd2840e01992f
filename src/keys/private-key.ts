/**
 * Private keys. The 32 bytes lie in a closure: JSON, logs and error messages see functions only.
 * ECDSA over SHA-256, deterministic (RFC 6979), so that the same message always has the same
 * signature.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { expected } from '../shown.js';
import { COORDINATE_SIZE, CURVES, publicKeyOf } from './curves.js';
import { deterministicSignature } from './deterministic-signature.js';

/** A private key that signs and does not show itself. */
export interface SigningKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  /** R‖S over SHA-256 of the message: 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** A key that can make every signature, right or wrong on purpose, and can be written to a file. */
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
 * @throws InputError when the bytes are no private key of that curve. They are never repeated.
 */
export function signingKey(curve: Curve, secret: Uint8Array, field = 'private key'): SigningKey {
  const { sign, utils } = CURVES[curve];
  if (secret.length !== COORDINATE_SIZE) {
    throw new InputError(expected(field, `${COORDINATE_SIZE} bytes`, secret.length));
  }
  if (!utils.isValidSecretKey(secret)) {
    const range = `a number from 1 to the order of ${curve} less 1`;
    throw new InputError(expected(field, range, 'another'));
  }
  const own = secret.slice();
  // As signers for these curves do; the device takes high s on both.
  const lowS = curve === 'secp256k1';
  return {
    curve,
    publicKey: publicKeyOf(curve, own),
    sign: (message) => {
      const digest = sha256(message);
      return (
        deterministicSignature({ curve, secret: own, digest, lowS })?.rs ??
        sign(digest, own, { prehash: false, lowS, format: 'compact' })
      );
    },
  };
}

/**
 * A private key from its bytes.
 * @throws InputError for another size than 32 bytes, and for a number the curve does not have.
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
