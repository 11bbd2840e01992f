/** The texts of the review's amounts (device-behaviour.md#fiat-amounts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, fromBigInt, fromHex, textOf } from '../../src/bytes.js';
import { AmountTexts } from '../../src/simulator/amount-texts.js';

/** What the screen shows as "Receive", with 1 ETH to send; undefined is 6A85. */
function fiat(currency: string, coefficient: Uint8Array, exponent: number): string | undefined {
  const texts = AmountTexts.EMPTY.with('send', bytesOf('1 ETH')).withFiat(
    bytesOf(currency),
    coefficient,
    exponent,
  );
  if (texts !== undefined) expect(textOf(texts.read('send'))).toBe('1 ETH');
  return texts && textOf(texts.read('receive'));
}

const number = (value: number) => fromBigInt(BigInt(value), 8);

describe('fiat texts', () => {
  it.each([
    ['3039', 2, 'EUR 123.45'],
    ['3039', 0, 'EUR 12345.'],
    ['3039', 5, 'EUR 0.12345'],
    ['3039', 4, 'EUR 1.2345'],
    ['3039', 6, 'EUR 0.012345'],
    ['', 0, 'EUR 0.'],
    ['', 2, 'EUR 0.00'],
    ['00', 1, 'EUR 0.0'],
    ['01', 2, 'EUR 0.01'],
    ['ffffffffffffffff', 2, 'EUR 0.-1'],
    ['8000000000000000', 2, 'EUR -92233720368547758.08'],
    ['7fffffffffffffff', 2, 'EUR 92233720368547758.07'],
    ['ffffffffffffff85', 2, 'EUR -1.23'],
    // Right-padded to 16 bytes: only the last eight count.
    ['00000000000030390000000000000000', 2, 'EUR 0.00'],
    ['ffffffffffffffff0000000000003039', 2, 'EUR 123.45'],
    ['ffffffffffffffffff', 2, 'EUR 0.-1'],
  ])('coefficient %s, exponent %i: %s', (hex, exponent, text) => {
    expect(fiat('EUR', fromHex(hex), exponent)).toBe(text);
  });

  it('the currency is shown as given, also in lower case, up to a NUL, or not at all', () => {
    expect(fiat('eur', number(5), 0)).toBe('eur 5.');
    expect(fiat('', number(5), 0)).toBe(' 5.');
    expect(fiat('EU\0R', number(5), 0)).toBe('EU 5.');
    expect(fiat('ABCDEFGHI', number(5), 0)).toBe('ABCDEFGHI 5.');
  });

  it.each([
    [256, 'EUR 123456.'],
    [258, 'EUR 1234.56'],
    [65_536, 'EUR 123456.'],
    [2 ** 31, 'EUR 123456.'],
    [2 ** 32 - 256, 'EUR 123456.'],
    [2 ** 32 - 1, undefined],
    [254, undefined],
    [255, undefined],
    [127, undefined],
  ])('the exponent %i counts modulo 256', (exponent, text) => {
    expect(fiat('EUR', number(123_456), exponent)).toBe(text);
  });

  it('a text that does not quite fit runs on into the send text and loses digits', () => {
    const zeros = (count: number) => '0'.repeat(count);
    const at = (exponent: number) => fiat('EUR', number(123_456), exponent);
    expect(at(43)).toBe(`EUR 0.${zeros(37)}123456`);
    expect(at(44)).toBe(`EUR 0.${zeros(38)}1234561 ETH`);
    expect(at(45)).toBe(`EUR 0.${zeros(39)}123451 ETH`);
    expect(at(49)).toBe(`EUR 0.${zeros(43)}11 ETH`);
    expect(at(50)).toBeUndefined();
  });

  it.each([
    ['EUR', 43],
    ['E', 45],
    ['ABCDEFGHI', 37],
  ])('with %s it fits up to exponent %i', (currency, fits) => {
    const text = (exponent: number) => fiat(currency, number(123_456), exponent)!;
    expect(text(fits)).toMatch(/123456$/);
    expect(text(fits)).toHaveLength(49);
    expect(text(fits + 1)).toMatch(/1234561 ETH$/);
  });

  it('one digit and three letters fit to 44, without a NUL, not to 45', () => {
    expect(fiat('EUR', number(1), 44)).toBe(`EUR 0.${'0'.repeat(43)}11 ETH`);
    expect(fiat('EUR', number(1), 45)).toBeUndefined();
  });

  it('digits in front of the point: the room is counted with the decimals twice', () => {
    // fpuint64_to_str: refused when 46 <= digits + 1 + decimals, though 21 characters are written.
    const most = fromHex('7fffffffffffffff');
    expect(fiat('EUR', most, 18)).toBe('EUR 9.223372036854775807');
    expect(fiat('EUR', fromHex('8000000000000000'), 19)).toBe('EUR -.9223372036854775808');
    expect(fiat('ABCDEFGHI', most, 18)).toBe('ABCDEFGHI 9.223372036854775807');
    expect(fiat('ABCDEFGHI', fromHex('8000000000000000'), 19)).toBeUndefined();
  });

  it('is the decimal number wherever it fits', () => {
    const value = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n });
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 18 }), (coefficient, exponent) => {
        const digits = coefficient.toString().padStart(exponent + 1, '0');
        const point = digits.length - exponent;
        const expected = `EUR ${digits.slice(0, point)}.${digits.slice(point)}`;
        expect(fiat('EUR', fromBigInt(coefficient, 8), exponent)).toBe(expected);
      }),
    );
  });

  it('any input fits its three times 50 bytes or is refused', () => {
    const text = fc.uint8Array({ maxLength: 9 });
    const coefficient = fc.uint8Array({ maxLength: 16 });
    const exponent = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(
      fc.property(text, coefficient, exponent, (currency, bytes, decimals) => {
        const start = AmountTexts.EMPTY.with('send', bytesOf('S')).with('fees', bytesOf('F'));
        const result = start.withFiat(currency, bytes, decimals);
        expect(textOf(start.read('receive'))).toBe('');
        if (result === undefined) return;
        expect(textOf(result.read('send'))).toBe('S');
        expect(textOf(result.read('fees'))).toBe('F');
        expect(result.read('receive').length).toBeLessThanOrEqual(51);
      }),
    );
  });
});

describe('other texts', () => {
  const WHICH = ['receive', 'send', 'fees'] as const;

  it('stand beside each other, are cut to 49 bytes and end at a NUL', () => {
    const any = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(any, any, any, (receive, send, fees) => {
        const values = { receive, send, fees };
        let texts = AmountTexts.EMPTY;
        for (const which of WHICH) texts = texts.with(which, values[which]);
        for (const which of WHICH) {
          const [visible = ''] = textOf(values[which]).split('\0');
          expect(textOf(texts.read(which))).toBe(visible.slice(0, 49));
        }
      }),
    );
  });

  it.each([0, 1, 48, 49, 50, 51, 200])('of %i bytes', (size) => {
    const text = 'x'.repeat(size);
    for (const which of WHICH) {
      const shown = AmountTexts.EMPTY.with(which, bytesOf(text)).read(which);
      expect(textOf(shown)).toBe(text.slice(0, 49));
    }
  });

  it('a shorter one replaces a longer one, and the old object stays as it was', () => {
    const long = AmountTexts.EMPTY.with('send', bytesOf('123456789 ETH'));
    const short = long.with('send', bytesOf('1 ETH'));
    expect(textOf(short.read('send'))).toBe('1 ETH');
    expect(textOf(long.read('send'))).toBe('123456789 ETH');
    for (const which of WHICH) expect(AmountTexts.EMPTY.read(which)).toHaveLength(0);
  });
});
