/** R‖S to DER and the strict DER of the crypto library (device-behaviour.md#signatures). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toBigInt, toHex } from '../../src/bytes.js';
import { derFromRs, rsFromStrictDer } from '../../src/payload/signature.js';

/** 32 bytes with any number of leading zeros and any first digit behind them. */
const integer = fc
  .tuple(
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 32 })),
    fc.constantFrom(undefined, 0x00, 0x01, 0x7f, 0x80, 0xff),
  )
  .map(([value, zeros, first]) => {
    value.fill(0, 0, zeros);
    if (first !== undefined && zeros < 32) value[zeros] = first;
    return value;
  });

/** The one minimal DER INTEGER of a number, from the number. */
function minimal(value: bigint): string {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) >= 0x80) hex = `00${hex}`;
  return `02${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
}

const problem = (hex: string) => {
  const result = rsFromStrictDer(fromHex(hex));
  return 'problem' in result ? result.problem : undefined;
};

describe('derFromRs', () => {
  it('is minimal, and strict reading gives R‖S back', () => {
    fc.assert(
      fc.property(integer, integer, (r, s) => {
        const body = minimal(toBigInt(r)) + minimal(toBigInt(s));
        const der = derFromRs(concat(r, s));
        expect(toHex(der)).toBe(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`);
        expect(rsFromStrictDer(der)).toEqual({ rs: concat(r, s) });
      }),
      { numRuns: 1000 },
    );
  });

  it('of zero is 02 01 00', () => {
    expect(toHex(derFromRs(new Uint8Array(64)))).toBe('3006020100020100');
  });

  it('has at most 72 bytes', () => {
    expect(derFromRs(new Uint8Array(64).fill(0xff))).toHaveLength(72);
    expect(derFromRs(new Uint8Array(64).fill(0x7f))).toHaveLength(70);
  });
});

describe('rsFromStrictDer', () => {
  it('takes nothing but minimal DER: what it reads, derFromRs writes', () => {
    const mutated = fc
      .tuple(integer, integer, fc.nat(), fc.nat(), fc.constantFrom('set', 'insert', 'drop'))
      .map(([r, s, at, byte, how]) => {
        const der = [...derFromRs(concat(r, s))];
        const index = at % der.length;
        if (how === 'set') der[index] = byte & 0xff;
        else if (how === 'insert') der.splice(index, 0, byte & 0xff);
        else der.splice(index, 1);
        return Uint8Array.from(der);
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 80 })), (der) => {
        const result = rsFromStrictDer(der);
        if ('rs' in result) expect(derFromRs(result.rs)).toEqual(der);
        else expect(result.problem).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  const r = '1f'.repeat(32);
  const s = '2e'.repeat(32);

  it('reads a good one', () => {
    expect(rsFromStrictDer(fromHex(`30440220${r}0220${s}`))).toEqual({ rs: fromHex(r + s) });
    const high = 'f0'.repeat(32);
    expect(rsFromStrictDer(fromHex(`30460221 00${high}022100${high}`.replace(' ', '')))).toEqual({
      rs: fromHex(high + high),
    });
    expect(problem('3006020101020101')).toBeUndefined();
  });

  // The recordings der-*, all 9D1A.
  it.each([
    ['nothing', ''],
    ['only a tag', '30'],
    ['an empty sequence', '3000'],
    ['sequence tag 31', `31440220${r}0220${s}`],
    ['sequence tag 00', `00440220${r}0220${s}`],
    ['integer tag 03 of r', `30440320${r}0220${s}`],
    ['integer tag 03 of s', `30440220${r}0320${s}`],
    ['sequence length too large', `30450220${r}0220${s}`],
    ['sequence length too small', `30430220${r}0220${s}`],
    ['sequence length zero', `30000220${r}0220${s}`],
    ['sequence length in the 81 form', `3081440220${r}0220${s}`],
    ['integer length in the 81 form', `3045028120${r}0220${s}`],
    ['superfluous zero in r', `3045022100${r}0220${s}`],
    ['superfluous zero in s', `30450220${r}022100${s}`],
    ['two zeros in front of a high digit', `304602220000${'f0'.repeat(32)}0220${s}`],
    ['r without its sign zero', `30440220${'f0'.repeat(32)}0220${s}`],
    ['s without its sign zero', `30440220${r}0220${'80'.padEnd(64, '0')}`],
    ['r of 33 bytes that does not start with zero', `3045022101${r}0220${s}`],
    ['r of no bytes', `302402000220${s}`],
    ['s of no bytes', `30240220${r}0200`],
    ['s too long for the sequence', `30440220${r}0221${s}`],
    ['s one byte short', `30440220${r}021f${s}`],
    ['a byte behind the sequence', `30440220${r}0220${s}00`],
    ['a byte inside, behind s', `30450220${r}0220${s}00`],
    ['s missing', `30220220${r}`],
    ['s without a length', `30230220${r}02`],
    ['zero on two bytes', `302602020000${'0220'}${s}`],
    ['all ff', 'ff'.repeat(67)],
  ])('refuses %s', (_, hex) => {
    expect(problem(hex)).toEqual(expect.any(String));
  });
});
