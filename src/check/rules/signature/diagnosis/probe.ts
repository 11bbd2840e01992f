/**
 * Asks of many signatures at once: does one of them verify over this digest? Verifying
 * x(e/s G + r/s Q) = r is turned round to e G = s R - r Q. The right side is worked out once for each
 * signature and key; each digest then costs one multiple of the base point, however many signatures
 * there are.
 */
import { concat, toBigInt } from '../../../../bytes.js';
import type { Curve } from '../../../../exchange/constants.js';
import { baseMultiples } from './base-multiples.js';
import { curvePoint, type Point, pointOf } from './points.js';

/** Signatures on one curve that are looked for, each with what the caller wants to be told. */
export class Targets<Found> {
  private readonly curve: Curve;
  /** By x coordinate. */
  private readonly sought = new Map<bigint, { readonly y: bigint; readonly found: Found }[]>();

  constructor(curve: Curve) {
    this.curve = curve;
  }

  /**
   * @param rs 64 bytes. One that no key can have made is left out.
   * @param keys points of the curve.
   */
  add(rs: Uint8Array, keys: readonly (readonly [Point, Found])[]): void {
    const numbers = numbersOf(this.curve, rs);
    if (numbers === undefined) return;
    const { r, s, point } = numbers;
    const scaled = point.multiplyUnsafe(s);
    for (const [key, found] of keys) {
      const fixed = key.multiplyUnsafe(r);
      for (const side of [scaled, scaled.negate()]) {
        const sum = side.subtract(fixed);
        if (sum.is0()) continue;
        const { x, y } = sum.toAffine();
        this.sought.set(x, [...(this.sought.get(x) ?? []), { y, found }]);
      }
    }
  }

  get isEmpty(): boolean {
    return this.sought.size === 0;
  }

  /** The first of the digests that one of the signatures verifies over. */
  find(digests: readonly Uint8Array[]): { readonly at: number; readonly found: Found } | undefined {
    const { Fn } = curvePoint(this.curve);
    const multiples = baseMultiples(
      this.curve,
      digests.map((digest) => Fn.create(toBigInt(digest))),
    );
    for (const [at, own] of multiples.entries()) {
      const match = own && this.sought.get(own.x)?.find(({ y }) => y === own.y);
      if (match !== undefined) return { at, found: match.found };
    }
    return undefined;
  }
}

interface Numbers {
  readonly r: bigint;
  readonly s: bigint;
  /** One of the two points with x coordinate r. */
  readonly point: Point;
}

/** Undefined when no key on this curve can have made the signature. */
function numbersOf(curve: Curve, rs: Uint8Array): Numbers | undefined {
  if (rangeProblem(curve, rs) !== undefined) return undefined;
  const [r, s] = [rs.subarray(0, 32), rs.subarray(32)];
  const point = pointOf(curve, concat(Uint8Array.of(2), r));
  return point && { r: toBigInt(r), s: toBigInt(s), point };
}

/** Why r or s is no number of the curve; undefined when both are. */
export function rangeProblem(curve: Curve, rs: Uint8Array): string | undefined {
  const order = curvePoint(curve).Fn.ORDER;
  for (const [name, half] of [
    ['r', rs.subarray(0, 32)],
    ['s', rs.subarray(32)],
  ] as const) {
    const value = toBigInt(half);
    if (value === 0n) return `${name} is zero.`;
    if (value >= order) return `${name} is not below the order of ${curve}.`;
  }
  return undefined;
}

/** Keys under which the signature verifies over the digest: two, or none when r is no x coordinate. */
export function recoveredKeys(curve: Curve, rs: Uint8Array, digest: Uint8Array): Uint8Array[] {
  const numbers = numbersOf(curve, rs);
  const { BASE, Fn } = curvePoint(curve);
  const e = Fn.create(toBigInt(digest));
  if (numbers === undefined || e === 0n) return [];
  const { r, s, point } = numbers;
  const inverse = Fn.inv(r);
  const hashed = BASE.multiplyUnsafe(Fn.mul(e, inverse));
  const side = point.multiplyUnsafe(Fn.mul(s, inverse));
  return [side, side.negate()]
    .map((one) => one.subtract(hashed))
    .filter((key) => !key.is0())
    .map((key) => key.toBytes(false));
}
