/**
 * Many multiples of the base point at once. One by one they cost a library some 33 additions in
 * projective coordinates each; side by side all of them share one inversion for each window of
 * eight bits, and an addition in affine coordinates is left, less than half the work.
 */
import type { Curve } from '../../exchange/constants.js';
import { curvePoint, type Point } from './points.js';

/** Affine coordinates; undefined is the point at infinity. */
export type Affine = { x: bigint; y: bigint } | undefined;

const WINDOW = 8;
const WINDOWS = 256 / WINDOW + 1;
const SPAN = 1 << WINDOW;

/** The multiples 1 to 128 of 2^(8 i) G, for each i. */
type Table = readonly (readonly { x: bigint; y: bigint }[])[];

const tables = new Map<Curve, Table>();

function tableOf(curve: Curve): Table {
  const known = tables.get(curve);
  if (known !== undefined) return known;
  const { BASE } = curvePoint(curve);
  const points: Point[] = [];
  let unit: Point = BASE;
  for (let window = 0; window < WINDOWS; window++) {
    let multiple = unit;
    for (let i = 1; i <= SPAN / 2; i++) {
      points.push(multiple);
      if (i < SPAN / 2) multiple = multiple.add(unit);
    }
    unit = multiple.double();
  }
  const affine = affineOf(curve, points);
  const table = Array.from({ length: WINDOWS }, (_, window) =>
    affine.slice((window * SPAN) / 2, ((window + 1) * SPAN) / 2),
  );
  tables.set(curve, table);
  return table;
}

/** All points at once, none of them at infinity. */
function affineOf(curve: Curve, points: readonly Point[]): { x: bigint; y: bigint }[] {
  const { Fp } = curvePoint(curve);
  const inverses = Fp.invertBatch(points.map(({ Z }) => Z));
  return points.map((point, i) => point.toAffine(inverses[i]));
}

/** Digits from -127 to 128, lowest first. */
function digitsOf(scalar: bigint): number[] {
  let rest = scalar;
  let carry = 0;
  return Array.from({ length: WINDOWS }, () => {
    let digit = Number(rest & BigInt(SPAN - 1)) + carry;
    rest >>= BigInt(WINDOW);
    carry = digit > SPAN / 2 ? 1 : 0;
    if (carry === 1) digit -= SPAN;
    return digit;
  });
}

/** @param scalars from 0 to the order of the curve less 1. */
export function baseMultiples(curve: Curve, scalars: readonly bigint[]): Affine[] {
  const table = tableOf(curve);
  const digits = scalars.map(digitsOf);
  const sums: Affine[] = scalars.map(() => undefined);
  for (let window = 0; window < WINDOWS; window++) {
    const added = digits.map((own): Affine => {
      const digit = own[window]!;
      const point = table[window]![Math.abs(digit) - 1];
      return point && { x: point.x, y: digit < 0 ? -point.y : point.y };
    });
    addAll(curve, sums, added);
  }
  const { ORDER } = curvePoint(curve).Fp;
  for (const sum of sums) if (sum !== undefined && sum.y < 0n) sum.y += ORDER;
  return sums;
}

/** Adds one point to each sum, in place. */
function addAll(curve: Curve, sums: Affine[], added: readonly Affine[]): void {
  const { Fp } = curvePoint(curve);
  const p = Fp.ORDER;
  const differences = sums.map((sum, i) => {
    const point = added[i];
    return sum === undefined || point === undefined ? 0n : (point.x - sum.x) % p;
  });
  // Products of all before, then one inversion, then back: Montgomery's trick.
  const before: bigint[] = [];
  let product = 1n;
  for (const difference of differences) {
    before.push(product);
    if (difference !== 0n) product = (product * difference) % p;
  }
  let inverse = Fp.inv(Fp.create(product));
  for (let i = sums.length - 1; i >= 0; i--) {
    const [sum, point, difference] = [sums[i], added[i], differences[i]!];
    if (point === undefined) continue;
    if (sum === undefined) {
      sums[i] = { ...point };
      continue;
    }
    if (difference === 0n) {
      sums[i] = exactSum(curve, sum, point);
      continue;
    }
    const slope = ((((point.y - sum.y) * inverse) % p) * before[i]!) % p;
    inverse = (inverse * difference) % p;
    const x = Fp.create(slope * slope - sum.x - point.x);
    sums[i] = { x, y: (slope * (sum.x - x) - sum.y) % p };
  }
}

/** Of a point and itself or its opposite: only a scalar made for it comes here. */
function exactSum(curve: Curve, a: NonNullable<Affine>, b: NonNullable<Affine>): Affine {
  const PointClass = curvePoint(curve);
  const [left, right] = [a, b].map(({ x, y }) =>
    PointClass.fromAffine({ x, y: PointClass.Fp.create(y) }),
  );
  const sum = left!.add(right!);
  return sum.is0() ? undefined : sum.toAffine();
}
