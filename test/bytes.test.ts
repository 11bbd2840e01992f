import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asciiCodes,
  bytesOf,
  concat,
  cString,
  EMPTY,
  equal,
  fromBigInt,
  fromHex,
  isHex,
  textOf,
  toBigInt,
  toHex,
  utf8,
} from '../src/bytes.js';

const bytes = fc.uint8Array({ maxLength: 80 });

describe('hex', () => {
  it('is that of Buffer, in both directions and in either case', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const hex = Buffer.from(value).toString('hex');
        expect(toHex(value)).toBe(hex);
        expect(fromHex(hex)).toEqual(value);
        expect(fromHex(hex.toUpperCase())).toEqual(value);
        expect(isHex(hex)).toBe(true);
      }),
    );
  });

  it.each(['0', 'abc', '0x00', ' 00', '00 ', '0 0', 'gg', '00\n', '٠٠'])('%j is none', (text) => {
    expect(isHex(text)).toBe(false);
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  it('of nothing is nothing', () => {
    expect(fromHex('')).toEqual(EMPTY);
    expect(toHex(EMPTY)).toBe('');
  });
});

describe('big-endian numbers', () => {
  it('come back from bytes of their size, leading zeros included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (value) => {
        expect(toBigInt(value)).toBe(BigInt(`0x${Buffer.from(value).toString('hex')}`));
        expect(fromBigInt(toBigInt(value), value.length)).toEqual(value);
      }),
    );
  });

  it('no bytes are zero', () => expect(toBigInt(EMPTY)).toBe(0n));

  it.each([
    [-1n, 4],
    [256n, 1],
    [1n << 256n, 32],
    [1n, 0],
  ])('%d does not fit in %d bytes', (value, size) => {
    expect(() => fromBigInt(value, size)).toThrow(RangeError);
  });

  it.each([
    [0n, 1, '00'],
    [255n, 1, 'ff'],
    [256n, 2, '0100'],
    [1n, 8, '0000000000000001'],
    [(1n << 256n) - 1n, 32, 'ff'.repeat(32)],
  ])('%d on %d bytes', (value, size, hex) => {
    expect(toHex(fromBigInt(value, size))).toBe(hex);
  });
});

describe('texts', () => {
  it('one character a byte, without loss', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(textOf(value)).toBe(Buffer.from(value).toString('latin1'));
        expect(bytesOf(textOf(value))).toEqual(value);
      }),
    );
  });

  it('bytesOf keeps the low byte, utf8 encodes', () => {
    expect(toHex(bytesOf('é€'))).toBe('e9ac');
    expect(toHex(utf8('é€'))).toBe('c3a9e282ac');
  });

  it('utf8 is that of Buffer, and asciiCodes knows no others than ASCII', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 90 }),
      fc.string({ unit: 'binary', maxLength: 90 }),
    );
    fc.assert(
      fc.property(texts, fc.nat(60), (text, times) => {
        const long = text.repeat(times);
        expect(utf8(long)).toEqual(Uint8Array.from(Buffer.from(long)));
        const codes = asciiCodes(long);
        const isAscii = [...long].every((character) => character.codePointAt(0)! < 0x80);
        expect(codes === undefined).toBe(!isAscii);
        if (codes !== undefined) expect(textOf(codes.subarray(0, long.length))).toBe(long);
      }),
    );
    expect(asciiCodes('a'.repeat(10_000))).toHaveLength(10_000);
  });

  it('cString cuts buffers of any size', () => {
    for (const size of [8, 64, 65, 300]) {
      const bytes = new Uint8Array(size).fill(0x41, 0, size - 2);
      const text = cString(bytes);
      expect(text).toEqual(new Uint8Array(size - 2).fill(0x41));
    }
  });

  it('cString ends in front of the first NUL', () => {
    expect(textOf(cString(bytesOf('abc\0def\0')))).toBe('abc');
    expect(textOf(cString(bytesOf('abc')))).toBe('abc');
    expect(cString(bytesOf('\0abc'))).toHaveLength(0);
    expect(cString(EMPTY)).toHaveLength(0);
  });
});

describe('concat and equal', () => {
  it('concat is Buffer.concat and shares no memory with its parts', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 6 }), (parts) => {
        const all = concat(...parts);
        expect(all).toEqual(Uint8Array.from(Buffer.concat(parts)));
        for (const part of parts) part.fill(0xa5);
        const again = concat(...parts);
        expect(again.every((byte) => byte === 0xa5)).toBe(true);
        expect(all.buffer).not.toBe(again.buffer);
      }),
    );
  });

  it('equal looks at every byte and at the length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (value, at) => {
        expect(equal(value, value.slice())).toBe(true);
        expect(equal(value, value.subarray(1))).toBe(false);
        const other = value.slice();
        other[at % other.length]! ^= 1 << (at % 8);
        expect(equal(value, other)).toBe(false);
      }),
    );
  });
});
