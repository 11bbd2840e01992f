/**
 * Asks of one signature, many times: does it verify over this digest with that key? Verifying
 * x(e/s G + r/s Q) = r is turned round: R and r/s Q are worked out once, and each further digest
 * costs one multiplication of the base point, a tenth of a verification.
 */
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, toBigInt, toHex } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';

const CURVES = { secp256k1, secp256r1: p256 };
type Point = InstanceType<(typeof secp256k1)['Point']>;

export class SignatureProbe {
  readonly curve: Curve;
  private readonly r: bigint;
  private readonly s: bigint;
  /** The points with x coordinate r; none: no key on this curve has made the signature. */
  private readonly points: readonly Point[];
  /** For each key, what e/s G must be. */
  private readonly targets = new Map<string, readonly Point[]>();

  constructor(curve: Curve, rs: Uint8Array) {
    this.curve = curve;
    this.r = toBigInt(rs.subarray(0, 32));
    this.s = toBigInt(rs.subarray(32));
    this.points = this.problem() === undefined ? this.lifted(rs.subarray(0, 32)) : [];
  }

  /** Why r or s is no number of the curve; undefined when both are. */
  problem(): string | undefined {
    const order = CURVES[this.curve].Point.Fn.ORDER;
    for (const [name, value] of [
      ['r', this.r],
      ['s', this.s],
    ] as const) {
      if (value === 0n) return `${name} is zero.`;
      if (value >= order) return `${name} is not below the order of ${this.curve}.`;
    }
    return undefined;
  }

  /** @param publicKey 65 bytes, a point of the curve. */
  verifies(publicKey: Uint8Array, digest: Uint8Array): boolean {
    if (this.points.length === 0) return false;
    const { BASE, Fn } = CURVES[this.curve].Point;
    const scalar = Fn.mul(Fn.create(toBigInt(digest)), Fn.inv(this.s));
    if (scalar === 0n) return false;
    const own = BASE.multiplyUnsafe(scalar);
    return this.targetsOf(publicKey).some((target) => target.equals(own));
  }

  /** Keys under which the digest would verify: two, or none when r is not on the curve. */
  recover(digest: Uint8Array): Uint8Array[] {
    if (this.points.length === 0) return [];
    const { BASE, Fn } = CURVES[this.curve].Point;
    const inverse = Fn.inv(this.r);
    const e = Fn.create(toBigInt(digest));
    if (e === 0n) return [];
    const hashed = BASE.multiplyUnsafe(Fn.mul(e, inverse));
    const factor = Fn.mul(this.s, inverse);
    return this.points
      .map((point) => point.multiplyUnsafe(factor).subtract(hashed))
      .filter((key) => !key.is0())
      .map((key) => key.toBytes(false));
  }

  private lifted(r: Uint8Array): Point[] {
    try {
      const point = CURVES[this.curve].Point.fromBytes(concat(Uint8Array.of(2), r));
      return [point, point.negate()];
    } catch {
      return [];
    }
  }

  private targetsOf(publicKey: Uint8Array): readonly Point[] {
    const name = toHex(publicKey);
    let targets = this.targets.get(name);
    if (targets === undefined) {
      const { Point } = CURVES[this.curve];
      const factor = Point.Fn.mul(this.r, Point.Fn.inv(this.s));
      const fixed = pointOf(this.curve, publicKey)?.multiplyUnsafe(factor);
      targets = fixed === undefined ? [] : this.points.map((point) => point.subtract(fixed));
      this.targets.set(name, targets);
    }
    return targets;
  }
}

/** The point of an uncompressed key; undefined when it does not lie on the curve. */
export function pointOf(curve: Curve, publicKey: Uint8Array): Point | undefined {
  try {
    return CURVES[curve].Point.fromBytes(publicKey);
  } catch {
    return undefined;
  }
}
