/**
 * Many multiples of the base point at once. One by one they cost a library some 40 additions in
 * projective coordinates each. Side by side all of them share their inversions: each is the sum of
 * 24 points of a table, added up pairwise, so that five inversions do for any number of them and an
 * addition in affine coordinates is left, less than half the work.
 */
import type { Curve } from '../../../../exchange/constants.js';
import { curvePoint, type Point } from './points.js';

interface Place {
  readonly x: bigint;
  readonly y: bigint;
}

/** Affine coordinates below the prime of the field; undefined is the point at infinity. */
export type Affine = Place | undefined;

/** Bits of a scalar for each point that is added. */
const WINDOW = 11;
/** One bit more than a scalar has, for the last carry. */
const WINDOWS = Math.ceil(257 / WINDOW);
const SPAN = 1 << WINDOW;

/** For each window i the multiples 0 to 1024 of 2^(11 i) G. */
type Table = readonly (readonly Affine[])[];

const tables = new Map<Curve, Table>();

function tableOf(curve: Curve): Table {
  const known = tables.get(curve);
  if (known !== undefined) return known;
  const powers = doubled(curve, WINDOWS * WINDOW);
  const table = Array.from({ length: WINDOWS }, (_, at): Affine[] => [
    undefined,
    powers[at * WINDOW],
  ]);
  // From the multiples below 2^bit those below 2^(bit + 1), of all windows together.
  for (let bit = 1; bit < WINDOW - 1; bit++) {
    const low = 1 << bit;
    const tops = table.map((_, at) => powers[at * WINDOW + bit]);
    const left = tops.flatMap((top) => Array<Affine>(low - 1).fill(top));
    const right = table.flatMap((row) => row.slice(1, low));
    const all = sums(curve, left, right);
    for (const [at, row] of table.entries()) {
      row.push(tops[at], ...all.slice(at * (low - 1), (at + 1) * (low - 1)));
    }
  }
  for (const [at, row] of table.entries()) row.push(powers[at * WINDOW + WINDOW - 1]);
  tables.set(curve, table);
  return table;
}

/** G, 2 G, 4 G and so on. */
function doubled(curve: Curve, count: number): Place[] {
  const { BASE, Fp } = curvePoint(curve);
  const points: Point[] = [BASE];
  while (points.length < count) points.push(points.at(-1)!.double());
  const inverses = Fp.invertBatch(points.map(({ Z }) => Z));
  return points.map((point, i) => point.toAffine(inverses[i]));
}

/** Digits that are taken from a scalar at once: their bits fit into a number. */
const AT_ONCE = 4;
const CHUNK = AT_ONCE * WINDOW;

/** Puts the points of the table that add up to the multiple at the end of a list. */
function pushSummands(points: Affine[], table: Table, scalar: bigint, p: bigint): void {
  let rest = scalar;
  let bits = 0;
  let carry = 0;
  for (let window = 0; window < WINDOWS; window++) {
    if (window % AT_ONCE === 0) {
      bits = Number(BigInt.asUintN(CHUNK, rest));
      rest >>= BigInt(CHUNK);
    }
    // A digit from -1023 to 1024.
    let digit = (bits % SPAN) + carry;
    bits = Math.floor(bits / SPAN);
    carry = digit > SPAN / 2 ? 1 : 0;
    if (carry === 1) digit -= SPAN;
    const point = table[window]![Math.abs(digit)];
    points.push(digit < 0 && point !== undefined ? { x: point.x, y: p - point.y } : point);
  }
}

/** @param scalars from 0 to the order of the curve less 1. */
export function baseMultiples(curve: Curve, scalars: readonly bigint[]): Affine[] {
  const table = tableOf(curve);
  const p = curvePoint(curve).Fp.ORDER;
  let points: Affine[] = [];
  for (const scalar of scalars) pushSummands(points, table, scalar, p);
  for (let width = WINDOWS; width > 1; width = Math.ceil(width / 2)) {
    const [left, right]: [Affine[], Affine[]] = [[], []];
    for (let row = 0; row < points.length; row += width) {
      for (let at = 0; at < width; at += 2) {
        left.push(points[row + at]);
        right.push(at + 1 < width ? points[row + at + 1] : undefined);
      }
    }
    points = sums(curve, left, right);
  }
  return points;
}

/** Each point of the left with the one beside it: one inversion for all (Montgomery's trick). */
function sums(curve: Curve, left: readonly Affine[], right: readonly Affine[]): Affine[] {
  const { Fp } = curvePoint(curve);
  const p = Fp.ORDER;
  const before: bigint[] = [];
  let product = 1n;
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i], right[i]];
    before.push(product);
    if (a === undefined || b === undefined || a.x === b.x) continue;
    product = (product * (b.x - a.x)) % p;
  }
  let inverse = Fp.inv(Fp.create(product));
  const found: Affine[] = Array(left.length);
  for (let i = left.length - 1; i >= 0; i--) {
    const [a, b] = [left[i], right[i]];
    if (a === undefined || b === undefined) found[i] = a ?? b;
    else if (a.x === b.x) found[i] = exactSum(curve, a, b);
    else {
      const slope = ((((b.y - a.y) * inverse) % p) * before[i]!) % p;
      inverse = (inverse * (b.x - a.x)) % p;
      const x = (slope * slope - a.x - b.x) % p;
      const y = (slope * (a.x - x) - a.y) % p;
      found[i] = { x: x < 0n ? x + p : x, y: y < 0n ? y + p : y };
    }
  }
  return found;
}

/** Of a point and itself or its opposite: only a scalar made for it comes here. */
function exactSum(curve: Curve, a: Place, b: Place): Affine {
  const PointClass = curvePoint(curve);
  const sum = PointClass.fromAffine(a).add(PointClass.fromAffine(b));
  return sum.is0() ? undefined : sum.toAffine();
}
