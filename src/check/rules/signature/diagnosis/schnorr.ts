/** BIP 340: the curve and the key of ECDSA on secp256k1 with another equation. */
import { schnorr } from '@noble/curves/secp256k1.js';
import { concat, toBigInt } from '../../../../bytes.js';
import type { PartnerKey } from '../../../check-case.js';
import { curvePoint, keyPointOf, pointOf } from './points.js';

const EVEN = Uint8Array.of(2);

/**
 * Says of a message whether the signature verifies over it; undefined when it can be over none. What
 * does not depend on the message is worked out once: s G - e P = R, and R is known.
 */
export function schnorrVerifier(
  { curve, publicKey }: PartnerKey,
  rs: Uint8Array,
): ((message: Uint8Array) => boolean) | undefined {
  if (curve !== 'secp256k1') return undefined;
  const [r, s] = [rs.subarray(0, 32), toBigInt(rs.subarray(32))];
  const x = publicKey.subarray(1, 33);
  const { BASE, Fn } = curvePoint(curve);
  const [key, point] = [keyPointOf(curve, concat(EVEN, x)), pointOf(curve, concat(EVEN, r))];
  if (key === undefined || point === undefined || s >= Fn.ORDER) return undefined;
  const wanted = BASE.multiplyUnsafe(s).subtract(point);
  return (message) => {
    const hash = schnorr.utils.taggedHash('BIP0340/challenge', r, x, message);
    return key.multiplyUnsafe(Fn.create(toBigInt(hash))).equals(wanted);
  };
}
