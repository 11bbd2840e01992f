/** Points of the two curves, for whoever calculates with them. */
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat } from '../../bytes.js';
import type { Curve } from '../../exchange/constants.js';

const CURVES = { secp256k1, secp256r1: p256 };
export type Point = InstanceType<(typeof secp256k1)['Point']>;

/** The class of a curve's points. */
export function curvePoint(curve: Curve): (typeof secp256k1)['Point'] {
  return CURVES[curve].Point;
}

/** The point of a key, uncompressed or compressed; undefined when it does not lie on the curve. */
export function pointOf(curve: Curve, publicKey: Uint8Array): Point | undefined {
  try {
    return CURVES[curve].Point.fromBytes(publicKey);
  } catch {
    return undefined;
  }
}

/** True when a point of the curve has this x coordinate, 32 bytes: every second number has. */
export function xIsOnCurve(curve: Curve, x: Uint8Array): boolean {
  return pointOf(curve, concat(Uint8Array.of(2), x)) !== undefined;
}
