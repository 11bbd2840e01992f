import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBigInt, toHex } from '../../src/bytes.js';
import { InputError } from '../../src/errors.js';
import { amountBytes, formatAmount, parseAmount, shortestBytes } from '../../src/payload/amount.js';

const ETH = { field: '--amount', decimals: 18, unit: 'ETH' };
const MAX = 2n ** 128n - 1n;

function refused(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof InputError) return error.message;
  }
  return 'not refused';
}

describe('amounts', () => {
  it.each([
    ['1', 18, 10n ** 18n],
    ['0.05', 18, 5n * 10n ** 16n],
    ['0', 8, 0n],
    ['00.10', 2, 10n],
    ['0.100000', 2, 10n],
    [' 7 ', 0, 7n],
    ['340282366920938463463374607431768211455', 0, MAX],
  ])('%s with %i decimals', (text, decimals, units) => {
    expect(parseAmount(text, { field: 'x', decimals })).toBe(units);
  });

  it('text and units are each other back, at any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX }), fc.nat(40), (units, decimals) => {
        const text = formatAmount(units, decimals);
        expect(parseAmount(text, { field: 'x', decimals })).toBe(units);
        expect(text).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(toBigInt(amountBytes(units))).toBe(units);
        expect(toBigInt(shortestBytes(units))).toBe(units);
      }),
    );
  });

  it('message amounts have 16 bytes, fees as few as they need', () => {
    expect(toHex(amountBytes(600n))).toBe('00000000000000000000000000000258');
    expect(toHex(shortestBytes(600n))).toBe('0258');
    expect(toHex(shortestBytes(0n))).toBe('00');
  });

  it.each([
    ['-1', '--amount: expected an amount of ETH of zero or more, found "-1"'],
    ['1e3', '--amount: expected a decimal number of ETH such as 0.5, found "1e3"'],
    ['1,5', '--amount: expected a decimal number of ETH such as 0.5, found "1,5"'],
    ['', '--amount: expected a decimal number of ETH such as 0.5, found ""'],
    ['.5', '--amount: expected a decimal number of ETH such as 0.5, found ".5"'],
    ['0x10', '--amount: expected a decimal number of ETH such as 0.5, found "0x10"'],
    ['NaN', '--amount: expected a decimal number of ETH such as 0.5, found "NaN"'],
    [
      '0.1234567890123456789',
      '--amount: expected at most 18 decimals of ETH, found 19 in "0.1234567890123456789"',
    ],
    [
      '340282366920938463464',
      '--amount: expected an amount that fits in 16 bytes of base units, found "340282366920938463464"',
    ],
  ])('%s is refused in one sentence', (text, message) => {
    expect(refused(() => parseAmount(text, ETH))).toBe(message);
  });
});
