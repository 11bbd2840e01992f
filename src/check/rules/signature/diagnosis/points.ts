/** Points of the two curves, for whoever calculates with them. */
import { concat, toHex } from '../../../../bytes.js';
import type { Curve } from '../../../../exchange/constants.js';
import { CURVES } from '../../../../keys/curves.js';

export type Point = InstanceType<(typeof CURVES.secp256k1)['Point']>;

/** The class of a curve's points. */
export function curvePoint(curve: Curve): (typeof CURVES.secp256k1)['Point'] {
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

/** Keys come again: with every reading of a signature, and with the next case. */
const keyPoints = new Map<string, Point>();
const REMEMBERED = 64;
/** Bits; the table of multiples pays from the second multiplication on. */
const KEY_WINDOW = 4;

/** As {@link pointOf}, made ready to be multiplied often. */
export function keyPointOf(curve: Curve, publicKey: Uint8Array): Point | undefined {
  const name = `${curve} ${toHex(publicKey)}`;
  const known = keyPoints.get(name);
  if (known !== undefined) return known;
  const point = pointOf(curve, publicKey)?.precompute(KEY_WINDOW);
  if (point === undefined) return undefined;
  if (keyPoints.size >= REMEMBERED) keyPoints.clear();
  keyPoints.set(name, point);
  return point;
}

/** True when a point of the curve has this x coordinate, 32 bytes: every second number has. */
export function xIsOnCurve(curve: Curve, x: Uint8Array): boolean {
  return pointOf(curve, concat(Uint8Array.of(2), x)) !== undefined;
}

/** @param digest at most 32 bytes, a big-endian number; `publicKey` a point of the curve. */
export function verifiesDigest(
  { curve, publicKey }: { curve: Curve; publicKey: Uint8Array },
  digest: Uint8Array,
  rs: Uint8Array,
): boolean {
  const padded = concat(new Uint8Array(Math.max(0, 32 - digest.length)), digest);
  const options = { prehash: false, lowS: false, format: 'compact' } as const;
  try {
    return CURVES[curve].verify(rs, padded, publicKey, options);
  } catch {
    // r or s out of range.
    return false;
  }
}
