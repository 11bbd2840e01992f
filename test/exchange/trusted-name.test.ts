/** The trusted-name descriptor as the firmware parses it (device-behaviour.md#trusted-names). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, EMPTY, fromHex } from '../../src/bytes.js';
import {
  parseTrustedName,
  SIGNATURE_TAG,
  tlvNumber,
  trustedNameTags,
} from '../../src/exchange/trusted-name.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';

const TAGS = trustedNameTags(V4_4_2.trustedName!);
const parse = (data: Uint8Array) => parseTrustedName(TAGS, data);
const ok = (data: Uint8Array) => parse(data).ok;

/** A number in DER form: as short as it goes, or 81..84 and that many bytes. */
function derForm(value: number, size: number): number[] {
  if (size === 0) return [value];
  const bytes = Array.from(
    { length: size },
    (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256,
  );
  return [0x80 | size, ...bytes];
}

function record(tag: number, value: Uint8Array, tagForm = 0, lengthForm = -1): Uint8Array {
  const form = lengthForm >= 0 ? lengthForm : value.length < 0x80 ? 0 : 1;
  return Uint8Array.of(...derForm(tag, tagForm), ...derForm(value.length, form), ...value);
}

/** A second time: tag, smallest and largest size. */
const SIZES: readonly (readonly [string, number, number, number])[] = [
  ['structureType', 0x01, 1, 8],
  ['version', 0x02, 1, 8],
  ['trustedNameType', 0x70, 1, 8],
  ['trustedNameSource', 0x71, 1, 8],
  ['trustedName', 0x20, 1, 64],
  ['chainId', 0x23, 1, 8],
  ['address', 0x22, 1, 240],
  ['challenge', 0x12, 1, 8],
  ['signerKeyId', 0x13, 1, 8],
  ['signerAlgorithm', 0x14, 1, 8],
  ['signature', 0x15, 64, 72],
  ['notValidAfter', 0x10, 4, 4],
  ['nftId', 0x72, 32, 32],
  ['sourceContract', 0x73, 1, 240],
];

const descriptor = fc.shuffledSubarray([...SIZES]).chain((chosen) =>
  fc.tuple(
    ...chosen.map(([name, tag, min, max]) =>
      fc.record({
        name: fc.constant(name),
        tag: fc.constant(tag),
        // Any number of leading zeros is fine: only one byte counts.
        value: fc
          .tuple(fc.integer({ min, max: Math.min(max, 80) }), fc.integer({ min: 0, max: 255 }))
          .map(([size, last]) => new Uint8Array(size).fill(last, size - 1)),
        tagForm: fc.integer({ min: 0, max: 4 }),
        lengthForm: fc.integer({ min: 0, max: 4 }),
      }),
    ),
  ),
);

describe('a descriptor', () => {
  it('may have its tags in any order and its numbers in any form; all but the signature is signed', () => {
    fc.assert(
      fc.property(descriptor, (records) => {
        const raw = records.map(({ tag, value, tagForm, lengthForm }) =>
          record(tag, value, tagForm, lengthForm),
        );
        const result = parse(concat(...raw));
        if (!result.ok) throw new Error(result.what);
        expect(result.values).toEqual(
          Object.fromEntries(records.map(({ name, value }) => [name, value])),
        );
        const signed = raw.filter((_, index) => records[index]!.tag !== SIGNATURE_TAG);
        expect(result.signed).toEqual(concat(...signed));
      }),
    );
  });

  it('cut inside a record is refused', () => {
    fc.assert(
      fc.property(descriptor, fc.nat(), (records, at) => {
        const raw = records.map(({ tag, value }) => record(tag, value));
        const whole = concat(...raw);
        const ends = new Set([0]);
        let end = 0;
        for (const one of raw) {
          end += one.length;
          ends.add(end);
        }
        const cut = at % (whole.length + 1);
        expect(ok(whole.subarray(0, cut))).toBe(ends.has(cut));
      }),
    );
  });

  it('of any bytes is never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 255 }), (data) => {
        const result = parse(data);
        if (result.ok) expect(result.signed.length).toBeLessThanOrEqual(data.length);
        else expect(result.what).not.toBe('');
      }),
    );
  });

  it('empty is fine for the parser: what is missing is found out later (02)', () => {
    expect(parse(EMPTY)).toEqual({ ok: true, values: {}, signed: EMPTY });
  });

  it('with an unknown tag or one twice is refused (tlv-unknown-tag, tlv-duplicate-*)', () => {
    for (const tag of [0x00, 0x03, 0x11, 0x24, 0x51, 0x74, 0x7f]) {
      expect(ok(record(tag, Uint8Array.of(1)))).toBe(false);
    }
    for (const [, tag, min] of SIZES) {
      const one = record(tag, new Uint8Array(min));
      expect(ok(one)).toBe(true);
      expect(ok(concat(one, one))).toBe(false);
    }
  });

  it('a tag or length on no or more than four bytes, or a length above 65535, is refused', () => {
    for (const hex of [
      '80',
      '8500000000010101',
      '0180',
      '018500000000010a',
      '018300ffff',
      '0183010000',
    ])
      expect(ok(fromHex(hex)), hex).toBe(false);
    expect(ok(fromHex('8400000001840000000103'))).toBe(true);
  });
});

describe('sizes', () => {
  it.each(SIZES)('%s', (_, tag, min, max) => {
    const of = (size: number) => ok(record(tag, new Uint8Array(size)));
    expect([of(min - 1), of(min), of(max)]).toEqual([false, true, true]);
    if (max < 240) expect(of(max + 1)).toBe(false);
  });

  it.each([
    [0x01, 'ff', '0100'],
    [0x02, '00ff', '000100'],
    [0x70, 'ff', '0100'],
    [0x71, 'ff', '0100'],
    [0x14, 'ff', '0100'],
    [0x13, 'ffff', '010000'],
    [0x12, '00000000ffffffff', '0000000100000000'],
  ])('the number of tag %i fits up to %s, not %s', (tag, good, bad) => {
    expect(ok(record(tag, fromHex(good)))).toBe(true);
    expect(ok(record(tag, fromHex(bad)))).toBe(false);
  });

  it('the chain id takes all 64 bits', () => {
    const result = parse(record(0x23, new Uint8Array(8).fill(0xff)));
    expect(result.ok && tlvNumber(result.values.chainId)).toBe(0xffffffffffffffffn);
    expect(tlvNumber(undefined)).toBe(0n);
  });
});
