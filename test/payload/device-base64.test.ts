/** The device's base64url decoder (device-behaviour.md#base64) and the strict one for hosts. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, EMPTY, textOf, toHex } from '../../src/bytes.js';
import { decodeBase64url, encodeBase64url } from '../../src/codec/base64.js';
import { decodeAsDevice } from '../../src/payload/device-base64.js';

const device = (text: string, maxSize = 512) => {
  const decoded = decodeAsDevice(bytesOf(text), maxSize);
  return decoded === undefined ? 'refused' : toHex(decoded);
};

describe('the device', () => {
  it('reads valid text as Node does, with and without padding, and up to the buffer size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 512 }), (value) => {
        const text = Buffer.from(value).toString('base64url');
        const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
        expect(device(text)).toBe(toHex(value));
        expect(device(padded)).toBe(toHex(value));
        expect(device(text, value.length)).toBe(toHex(value));
        if (value.length > 0) expect(device(text, value.length - 1)).toBe('refused');
      }),
    );
  });

  it('refuses by length alone, never by character, and gives three bytes for four', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.nat({ max: 600 }), (text, maxSize) => {
        const copy = text.slice();
        const decoded = decodeAsDevice(text, maxSize);
        expect(text).toEqual(copy);
        let length = text.length;
        if (text[length - 1] === 0x3d) length--;
        if (text[length - 1] === 0x3d) length--;
        const size = Math.floor((length * 3) / 4);
        const refused = text.length % 4 === 1 || size > maxSize;
        expect(decoded?.length).toBe(refused ? undefined : size);
      }),
      { numRuns: 500 },
    );
  });

  // By the app's sources, row by row.
  it.each([
    ['', ''],
    ['A', 'refused'],
    ['AAAAA', 'refused'],
    ['AAAA=', 'refused'],
    ['AA', '00'],
    ['AA==', '00'],
    ['AAA', '0000'],
    ['AAA=', '0000'],
    ['-_-_', 'fbffbf'],
    ['_/_/', 'ffffff'],
    ['++++', '041040'],
    ['A+AA', '040000'],
    ['AA+A', '001000'],
    ['AAA+', '000040'],
    ['+AAA', '000000'],
    ['A.AA', '040000'],
    ['A AA', '040000'],
    ['A=AA', '040000'],
    ['A\0AA', '040000'],
    ['A\x80AA', '040000'],
    ['A\xffAA', '040000'],
    ['A\nAA', '040000'],
    ['=', 'refused'],
    ['A=', ''],
    ['==', ''],
    ['===', ''],
    ['A===', '04'],
    ['AAEC====', '00010204'],
    // Unused bits at the end are ignored.
    ['AB', '00'],
    ['AP==', '00'],
    ['AAD', '0000'],
  ])('%j → %s', (text, hex) => {
    expect(device(text)).toBe(hex);
  });

  it('+ changes an address of > into >@>>@', () => {
    // As in base64-plus-changes-an-address: the address starts one byte into a group of three.
    const standard = Buffer.from('x>>>>>').toString('base64');
    expect(standard).toBe('eD4+Pj4+');
    expect(textOf(decodeAsDevice(bytesOf(standard), 512)!)).toBe('x>@>>@');
  });

  it('N equals signs too many are fine or not, by the length of it all', () => {
    const verdicts = (text: string) =>
      [0, 1, 2, 3, 4, 5].map((count) => device(text + '='.repeat(count)) !== 'refused');
    expect(verdicts('AAAA')).toEqual([true, false, true, true, true, false]);
    expect(verdicts('AAAAAA')).toEqual([true, true, true, false, true, true]);
    expect(verdicts('AAAAAAA')).toEqual([true, true, false, true, true, true]);
  });

  it('fills its buffer to the last byte and not beyond', () => {
    for (const size of [510, 511, 512, 513, 514]) {
      const text = Buffer.alloc(size, 7).toString('base64url');
      expect(device(text) !== 'refused', `${size}`).toBe(size <= 512);
    }
    expect(device('AAAA', 2)).toBe('refused');
    expect(device('AAAA', 0)).toBe('refused');
    expect(device('', 0)).toBe('');
  });
});

describe('hosts', () => {
  it('encode as Node does and decode what they encode, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (value) => {
        const text = encodeBase64url(value);
        expect(text).toBe(Buffer.from(value).toString('base64url'));
        expect(decodeBase64url(text)).toEqual(value);
        expect(decodeBase64url(text.padEnd(Math.ceil(text.length / 4) * 4, '='))).toEqual(value);
        expect(device(text)).toBe(toHex(value));
      }),
    );
    expect(encodeBase64url(EMPTY)).toBe('');
    expect(decodeBase64url('')).toEqual(EMPTY);
  });

  it.each(['A', 'AB', 'AAD', 'A+AA', 'A/AA', 'AA=', 'AAAA=', 'AA===', 'A A', 'AA\n', '=', 'é€AA'])(
    'refuse %j',
    (text) => {
      expect(decodeBase64url(text)).toBeUndefined();
    },
  );
});
