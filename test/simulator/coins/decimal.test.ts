import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/bytes.js';
import {
  adjustDecimals,
  amount64,
  atMost19Digits,
  fitting,
  fixedDecimal,
  trimmedDecimal,
  withThousands,
} from '../../../src/simulator/coins/decimal.js';

const value = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
const decimals = fc.integer({ min: 0, max: 40 });

/** The value a decimal text stands for, in units of ten to the power of minus `places`. */
function unitsOf(text: string, places: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

describe('fixedDecimal', () => {
  it('keeps the value and all decimals', () => {
    fc.assert(
      fc.property(value, decimals, (amount, places) => {
        const text = fixedDecimal(amount, places);
        expect(text).toMatch(places === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${places}}$`));
        expect(unitsOf(text, places)).toBe(amount);
      }),
    );
  });
});

describe('trimmedDecimal', () => {
  it('keeps the value and no zero behind the point but those asked for', () => {
    fc.assert(
      fc.property(value, decimals, fc.integer({ min: 0, max: 1 }), (amount, places, keep) => {
        fc.pre(places >= keep);
        const text = trimmedDecimal(amount, places, keep);
        expect(unitsOf(text, places)).toBe(amount);
        expect(text).toMatch(keep === 0 ? /^(0|[1-9]\d*)(\.\d*[1-9])?$/ : /^\d+\.(\d|\d*[1-9])$/);
      }),
    );
  });
});

describe('adjustDecimals', () => {
  it('is the trimmed decimal where there is room', () => {
    fc.assert(
      fc.property(value, decimals, (amount, places) => {
        const text = trimmedDecimal(amount, places);
        expect(adjustDecimals(amount.toString(), places, 100)).toBe(text);
      }),
    );
  });

  it('asks for the room of the zeros it drops', () => {
    expect(adjustDecimals('1000', 3, 6)).toBe('1');
    expect(adjustDecimals('1000', 3, 5)).toBeNull();
    expect(adjustDecimals('1', 47, 50)).toBe(`0.${'0'.repeat(46)}1`);
    expect(adjustDecimals('1', 48, 50)).toBeNull();
    expect(adjustDecimals('0', 255, 50)).toBe('0');
  });

  it('writes no digits as zeros', () => {
    expect(adjustDecimals('', 6, 25)).toBe('0.000000');
    expect(adjustDecimals('', 0, 25)).toBe('0.');
  });
});

describe('withThousands', () => {
  it('only adds commas, each before three digits of the whole', () => {
    fc.assert(
      fc.property(value, decimals, (amount, places) => {
        const plain = fixedDecimal(amount, places);
        const text = withThousands(plain);
        expect(text.replaceAll(',', '')).toBe(plain);
        expect(text.split('.')[0]).toMatch(/^\d{1,3}(,\d{3})*$/);
        expect(text.split('.')[1]).toBe(plain.split('.')[1]);
      }),
    );
  });
});

describe('limits', () => {
  it('of 64 bits and of 19 digits', () => {
    expect(amount64(fromHex('ff'.repeat(8)))).toBe(2n ** 64n - 1n);
    expect(amount64(fromHex('00'.repeat(9)))).toBeNull();
    expect(amount64(fromHex(''))).toBe(0n);
    expect(atMost19Digits(fromHex(''))).toBe('');
    expect(atMost19Digits(fromHex('8ac7230489e7ffff'))).toBe('9999999999999999999');
    expect(atMost19Digits(fromHex('8ac7230489e80000'))).toBeNull();
  });

  it('of the buffer: 49 characters and a NUL', () => {
    expect(fitting('x'.repeat(49))).toBe('x'.repeat(49));
    expect(fitting('x'.repeat(50))).toBeNull();
  });
});
