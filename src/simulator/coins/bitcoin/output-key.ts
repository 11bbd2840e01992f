/** BIP-341 keys without scripts. */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { toBigInt } from '../../../bytes.js';

/** Tweak of an internal key, 32 bytes. */
export function tapTweak(publicKey: Uint8Array): Uint8Array {
  return schnorr.utils.taggedHash('TapTweak', publicKey.subarray(1));
}

/** Output key of an internal key (33 bytes): a 32-byte x coordinate. */
export function outputKey(publicKey: Uint8Array): Uint8Array {
  const tweakPoint = secp256k1.Point.BASE.multiply(toBigInt(tapTweak(publicKey)));
  const point = schnorr.utils.lift_x(toBigInt(publicKey.subarray(1)));
  return point.add(tweakPoint).toBytes(true).subarray(1);
}
