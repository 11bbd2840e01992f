import fc from 'fast-check';
import { expect, it } from 'vitest';
import { baseMultiples } from '../../../../src/check/rules/signature/diagnosis/base-multiples.js';
import { curvePoint } from '../../../../src/check/rules/signature/diagnosis/points.js';
import type { Curve } from '../../../../src/exchange/constants.js';

const one = (curve: Curve, scalar: bigint) =>
  scalar === 0n ? undefined : curvePoint(curve).BASE.multiply(scalar).toAffine();

it.each(['secp256k1', 'secp256r1'] as const)('multiples on %s are those of noble', (curve) => {
  const { ORDER } = curvePoint(curve).Fn;
  // The last ones meet a summand on their way, which takes another formula.
  const small = [0n, 1n, 2n, 3n, 511n, 512n, 1023n, 1024n, 1025n, 2047n, 2048n, 2049n];
  const edges = [...small, 1n << 44n, (1n << 44n) - 1n, ORDER - 1n, ORDER - 2n];
  const hard = [(1n << 256n) % ORDER, (1n << 257n) % ORDER, (1n << 264n) % ORDER];
  const scalars = fc.array(
    fc.oneof(fc.constantFrom(...edges, ...hard), fc.bigInt({ min: 0n, max: ORDER - 1n })),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(scalars, (list) => {
      expect(baseMultiples(curve, list)).toEqual(list.map((scalar) => one(curve, scalar)));
    }),
    { numRuns: 25 },
  );
  const all = [...edges, ...hard];
  expect(baseMultiples(curve, all)).toEqual(all.map((scalar) => one(curve, scalar)));
});
