import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compareDecimals,
  decimalsOf,
  isWithin,
  plain,
  scaledDecimal,
} from '../../../src/provider/decimal-text.js';

it('compares without floating point', () => {
  expect(compareDecimals('0.1', '0.10')).toBe(0);
  expect(compareDecimals('0.300000000000000000001', '0.3')).toBe(1);
  expect(compareDecimals('9', '10')).toBe(-1);
  expect(compareDecimals('1e3', '1')).toBeUndefined();
});

it('halves and doubles', () => {
  expect(scaledDecimal('0.0002', 1, 2)).toBe('0.0001');
  expect(scaledDecimal('0.001', 1, 2)).toBe('0.0005');
  expect(scaledDecimal('5', 2)).toBe('10');
  expect(scaledDecimal('123456789012345678901234.5', 2)).toBe('246913578024691357802469');
  expect(scaledDecimal('-1', 2)).toBeUndefined();
});

it('limits include themselves; what is absent does not limit', () => {
  expect(isWithin('1', '1', '2')).toBe(true);
  expect(isWithin('0.999', '1')).toBe(false);
  expect(isWithin('2.1', undefined, '2')).toBe(false);
  expect(isWithin('abc')).toBe(false);
});

it('numbers become plain digits', () => {
  expect([plain(1e-7), plain(1e21), plain(0.05), plain(50), plain('0.10')]).toEqual([
    '0.0000001',
    '1000000000000000000000',
    '0.05',
    '50',
    '0.10',
  ]);
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(plain(value)).toMatch(/^\d+(\.\d+)?$/);
      expect(Number(plain(value))).toBe(value);
    }),
  );
  expect([decimalsOf('1.2300'), decimalsOf('7')]).toEqual([2, 0]);
});
