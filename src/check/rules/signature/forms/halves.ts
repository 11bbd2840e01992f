/** Bytes of a signature: r and s in them, whatever they were packed as. */

import { concat, toHex } from '../../../../bytes.js';
import { RS_SIZE } from '../../../../exchange/constants.js';
import type { FindingCode } from '../../../findings/codes.js';
import { hexOf } from '../../../findings/evidence.js';

export const HALF = RS_SIZE / 2;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** Fewest bytes that r and s without their leading zeros are looked for in. */
const SHORTEST = RS_SIZE - 8;
/** Buffers for DER have 72 bytes, those of larger curves 96 and 139, or whatever is round. */
const MAX_FILLING = 192;
/** Recovery bytes in use: 0..3, 27..34 with Bitcoin's compressed form, 35 and 36 of EIP-155. */
const RECOVERY = (byte: number) => byte <= 3 || (byte >= 27 && byte <= 36);

/** One layer of a signature that was looked through. */
export interface Step {
  /** Absent where the layer alone is no mistake. */
  readonly code?: FindingCode;
  /** Behind "read as" or "read with", such as "DER". */
  readonly what: string;
  /** What is to be seen of it, a sentence. */
  readonly evidence?: string;
}

/** R‖S that may have been meant, and how it was read. */
export interface Reading {
  /** 64 bytes. */
  readonly rs: Uint8Array;
  readonly steps: readonly Step[];
  /** A guess: nothing is said of it unless it verifies. */
  readonly guess?: boolean;
}

/**
 * @param wantsDer the host sends DER in this flow: it is no mistake.
 * @returns most likely first; nothing when the bytes are no signature.
 */
export function readingsOf(bytes: Uint8Array, wantsDer: boolean): Reading[] {
  const size = bytes.length;
  if (size === RS_SIZE) return [{ rs: bytes, steps: [] }, ...unevenHalves(bytes)];
  const der = rsOfDer(bytes);
  if (der !== undefined) {
    const evidence = `DER, ${size} bytes: ${hexOf(bytes)}.${looseDer(bytes)}`;
    return [{ rs: der, steps: wantsDer ? [] : [step('SIGNATURE_IS_DER', 'as DER', evidence)] }];
  }
  const filled = withoutFilling(bytes);
  // A last number may end in the bytes of a line end.
  if (filled !== undefined) return [filled, ...longer(bytes).map(guessed)];
  if (size >= SHORTEST && size < RS_SIZE) return splits(bytes);
  return longer(bytes);
}

/** One byte more than 64, or two. */
function longer(bytes: Uint8Array): Reading[] {
  if (bytes.length === RS_SIZE + 1) return withOneMore(bytes);
  if (bytes.length === RS_SIZE + 2) return signBytes(bytes, HALF + 1, HALF + 1);
  return [];
}

function step(code: FindingCode, what: string, evidence?: string): Step {
  return { code, what, ...(evidence === undefined ? {} : { evidence }) };
}

/** Zeros of a buffer that was larger, or the line end of a file, behind the 64 bytes. */
function withoutFilling(bytes: Uint8Array): Reading | undefined {
  const rest = bytes.subarray(RS_SIZE);
  // A single zero is a recovery id, and s may be longer than 32 bytes.
  const isZeros = rest.length > 1 && rest.length <= MAX_FILLING && rest.every((byte) => byte === 0);
  const isLineEnd = /^(?:0a|0d0a)$/.test(toHex(rest));
  if (!isZeros && !isLineEnd) return undefined;
  const found = isZeros ? 'zeros' : 'line end';
  const evidence = `${bytes.length} bytes: the last ${rest.length} are ${isZeros ? '' : 'a '}${found}.`;
  const what = `without the ${found} behind 64 bytes`;
  return {
    rs: bytes.subarray(0, RS_SIZE),
    steps: [step('SIGNATURE_WRONG_LENGTH', what, evidence)],
  };
}

/** A recovery id behind or in front, or the sign byte of one big integer. */
function withOneMore(bytes: Uint8Array): Reading[] {
  const last = RECOVERY(bytes[RS_SIZE]!);
  const front = RECOVERY(bytes[0]!);
  const recovery = (atEnd: boolean): Reading => {
    const rs = atEnd ? bytes.subarray(0, RS_SIZE) : bytes.subarray(1);
    const id = hexOf(atEnd ? bytes.subarray(RS_SIZE) : bytes.subarray(0, 1));
    const place = atEnd ? 'last' : 'first';
    const evidence = `65 bytes; the ${place} one, ${id}, looks like a recovery id.`;
    const what = `without the ${place} of 65 bytes`;
    return { rs, steps: [step('SIGNATURE_WRONG_LENGTH', what, evidence)] };
  };
  const found =
    last || !front ? [recovery(true), recovery(false)] : [recovery(false), recovery(true)];
  return [
    found[0]!,
    { ...found[1]!, guess: true },
    ...signBytes(bytes, HALF + 1, HALF).map(guessed),
    ...signBytes(bytes, HALF, HALF + 1).map(guessed),
  ];
}

const guessed = (reading: Reading): Reading => ({ ...reading, guess: true });

/** 64 bytes in which one number lost its leading zero and the other has a sign byte, as in Java. */
function unevenHalves(bytes: Uint8Array): Reading[] {
  const hasSign = (at: number) => bytes[at] === 0 && bytes[at + 1]! >= 0x80;
  return [
    ...(hasSign(HALF - 1) ? signBytes(bytes, HALF - 1, HALF + 1) : []),
    ...(hasSign(0) ? signBytes(bytes, HALF + 1, HALF - 1) : []),
  ].map(guessed);
}

/** r and s as signed big integers: 33 bytes where the first of 32 is 80 or more. */
function signBytes(bytes: Uint8Array, rSize: number, sSize: number): Reading[] {
  const [r, s] = [bytes.subarray(0, rSize), bytes.subarray(rSize)];
  const rs = joined(r, s);
  if (rs === undefined) return [];
  const evidence = `${bytes.length} bytes: r has ${rSize} and s has ${sSize}, each longer one with a zero in front.`;
  const what = `with ${rSize} bytes of r and ${sSize} of s`;
  return [{ rs, steps: [step('SIGNATURE_WRONG_LENGTH', what, evidence)] }];
}

/** Every way to share fewer than 64 bytes between r and s, zeros put back in front. */
function splits(bytes: Uint8Array): Reading[] {
  const found: Reading[] = [];
  for (let size = HALF; size >= bytes.length - HALF; size--) {
    const [r, s] = [bytes.subarray(0, size), bytes.subarray(size)];
    const what = `with zeros put back in front of r (${r.length} bytes) or s (${s.length} bytes)`;
    found.push({
      rs: joined(r, s)!,
      steps: [step('SIGNATURE_UNPADDED_RS', what)],
      guess: true,
    });
  }
  return found;
}

/** Two numbers as 64 bytes, zeros in front; undefined when one of them has more than 32 bytes. */
export function joined(r: Uint8Array, s: Uint8Array): Uint8Array | undefined {
  const halves = [r, s].map(padded);
  return halves.includes(undefined) ? undefined : concat(...(halves as Uint8Array[]));
}

function padded(value: Uint8Array): Uint8Array | undefined {
  let start = 0;
  while (start < value.length && value[start] === 0) start++;
  const digits = value.subarray(start);
  if (digits.length > HALF) return undefined;
  const whole = new Uint8Array(HALF);
  whole.set(digits, HALF - digits.length);
  return whole;
}

/** R‖S of a DER signature, strict or not; undefined for anything else. */
export function rsOfDer(bytes: Uint8Array): Uint8Array | undefined {
  const [r, s] = derIntegers(bytes) ?? [];
  return r === undefined || s === undefined ? undefined : joined(r, s);
}

/** The two numbers of a DER signature on any curve; lengths may be written longer than they need. */
export function derIntegers(bytes: Uint8Array): readonly [Uint8Array, Uint8Array] | undefined {
  if (bytes[0] !== SEQUENCE || bytes.length < 8) return undefined;
  let at = lengthAt(bytes, 1).next;
  const parts: Uint8Array[] = [];
  for (let i = 0; i < 2; i++) {
    if (bytes[at] !== INTEGER || at + 1 >= bytes.length) return undefined;
    const { size, next } = lengthAt(bytes, at + 1);
    const value = bytes.subarray(next, next + size);
    if (size === 0 || value.length !== size) return undefined;
    parts.push(value);
    at = next + size;
  }
  return [parts[0]!, parts[1]!];
}

/** A length of BER: one byte, or the number of bytes and then those. */
function lengthAt(bytes: Uint8Array, at: number): { size: number; next: number } {
  const first = bytes[at]!;
  const more = first > 0x80 && first <= 0x84 ? first & 0x7f : 0;
  if (more === 0) return { size: first, next: at + 1 };
  const size = bytes.subarray(at + 1, at + 1 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  return { size, next: at + 1 + more };
}

/** What is not as DER has it, though everybody sees what was meant. */
function looseDer(bytes: Uint8Array): string {
  const numbers = derIntegers(bytes) ?? [];
  const hasZeros = numbers.some((one) => one.length > 1 && one[0] === 0 && one[1]! < 0x80);
  const isNegative = numbers.some(([first]) => first! >= 0x80);
  const zeros = ' A number in it has zeros in front that DER does not allow.';
  const negative = ' A number in it lacks the zero in front that keeps it positive.';
  return `${hasZeros ? zeros : ''}${isNegative ? negative : ''}`;
}

/** How many orders of r and s there are beside the right one. */
export const TURNS = 3;

/** The reading with halves exchanged (0), the bytes of each turned round (1), or both (2). */
export function turnedBy({ rs, steps }: Reading, turn: number): Reading {
  const [r, s] = [rs.subarray(0, HALF), rs.subarray(HALF)];
  const back = (value: Uint8Array) => value.slice().reverse();
  const swapped = (what: string) => step('SIGNATURE_S_R_SWAPPED', what);
  const little = (what: string) => step('SIGNATURE_LITTLE_ENDIAN', what);
  if (turn === 0) {
    return { rs: concat(s, r), steps: [...steps, swapped('with s and r exchanged')] };
  }
  if (turn === 1) {
    return {
      rs: concat(back(r), back(s)),
      steps: [...steps, little('with r and s backwards')],
    };
  }
  return {
    rs: concat(back(s), back(r)),
    steps: [...steps, little('with all 64 bytes backwards'), swapped('with s in front of r')],
  };
}
