/**
 * Small helpers on `Uint8Array`. Everything below works in a browser: no `Buffer`.
 */
import { shownText } from './shown.js';

export const EMPTY = new Uint8Array(0);

/** Lower-case hex text of `bytes`, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) text += HEX[bytes[at]!]!;
  return text;
}

const DIGITS = '0123456789abcdef';
/** Of each byte. */
const HEX: string[] = [];
for (const high of DIGITS) for (const low of DIGITS) HEX.push(high + low);

/** True for an even number of hex digits, either case, nothing else. */
export function isHex(text: string): boolean {
  return text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text);
}

/**
 * Bytes of a hex text. Upper or lower case, no prefix, no blanks.
 * @throws RangeError when the text is not an even number of hex digits.
 */
export function fromHex(text: string): Uint8Array {
  const bytes = hexBytes(text);
  if (bytes === undefined) throw new RangeError(`not hex text: ${shownText(text)}`);
  return bytes;
}

/** As {@link fromHex}; undefined for what is no hex text. */
export function hexBytes(text: string): Uint8Array | undefined {
  const codes = text.length % 2 === 0 ? asciiCodes(text) : undefined;
  if (codes === undefined) return undefined;
  const bytes = new Uint8Array(text.length >> 1);
  let all = 0;
  for (let at = 0; at < bytes.length; at++) {
    const high = DIGIT_VALUES[codes[2 * at]!]!;
    const low = DIGIT_VALUES[codes[2 * at + 1]!]!;
    all |= high | low;
    bytes[at] = high * 16 + low;
  }
  return all > 0xf ? undefined : bytes;
}

/** A bit that no value of a digit has. */
const NO_DIGIT = 0x10;
/** By the code of a character. */
const DIGIT_VALUES = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of [...DIGITS].entries()) {
  DIGIT_VALUES[digit.charCodeAt(0)] = value;
  DIGIT_VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Zeroed bytes that share their `buffer` with no others: what anybody may keep or transfer. */
export function ownBytes(size: number): Uint8Array {
  return new Uint8Array(size);
}

/**
 * Zeroed bytes for what is soon forgotten, as parts of a block: for an array of its own an engine
 * asks the system for memory and gives it back, or fills its heap, which takes longer than most of
 * what is done with it. Whoever keeps one keeps the block.
 */
export function briefBytes(size: number): Uint8Array {
  if (size > BLOCK_SIZE / 16) return new Uint8Array(size);
  if (used + size > block.byteLength) {
    block = new ArrayBuffer(BLOCK_SIZE);
    used = 0;
  }
  used += size;
  return new Uint8Array(block, used - size, size);
}

/** A copy, as {@link briefBytes}. */
export function briefCopy(bytes: Uint8Array): Uint8Array {
  const copy = briefBytes(bytes.length);
  copy.set(bytes);
  return copy;
}

const BLOCK_SIZE = 16 * 1024;
let block = new ArrayBuffer(0);
let used = 0;

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += part.length;
  const all = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Unsigned big-endian integer of any length; no bytes are zero. */
export function toBigInt(bytes: Uint8Array): bigint {
  let at = 0;
  while (bytes[at] === 0) at++;
  let value = 0n;
  while (at < bytes.length) {
    // As many bytes as a number holds exactly.
    const end = Math.min(at + 6, bytes.length);
    const bits = 8 * (end - at);
    let part = 0;
    for (; at < end; at++) part = part * 256 + bytes[at]!;
    value = value === 0n ? BigInt(part) : (value << BigInt(bits)) + BigInt(part);
  }
  return value;
}

/**
 * Unsigned big-endian integer on exactly `size` bytes.
 * @throws RangeError when the value is negative or does not fit.
 */
export function fromBigInt(value: bigint, size: number): Uint8Array {
  const hex = value.toString(16);
  if (value < 0n || hex.length > 2 * size) {
    throw new RangeError(`${value} does not fit in ${size} unsigned bytes`);
  }
  return fromHex(hex.padStart(2 * size, '0'));
}

/**
 * Bytes as a text with one character for each byte (Latin-1). Lossless: device strings are byte
 * strings and need not be UTF-8. `bytesOf` is the inverse.
 */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length <= AT_ONCE) return charactersOf(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += charactersOf(bytes.subarray(at, at + AT_ONCE));
  }
  return text;
}

/** Several times as fast as one character after the other; spread out they would be slower. */
function charactersOf(bytes: Uint8Array): string {
  const list = LISTS[bytes.length];
  if (list === undefined) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  for (let at = 0; at < list.length; at++) list[at] = bytes[at]!;
  return String.fromCharCode.apply(null, list);
}

/** Of each short length one, written anew each time: plain lists are spread in half the time. */
const LISTS = Array.from({ length: 65 }, (_, length) => new Array<number>(length).fill(0));

/** Arguments a call may well have; engines give up at some ten thousands. */
const AT_ONCE = 4096;

/** Inverse of {@link textOf}: characters above U+00FF are cut to their low byte. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** UTF-8 bytes of a text a person or a JSON file gave us. */
export function utf8(text: string): Uint8Array {
  return utf8Into(new Uint8Array(text.length), text);
}

/** The same, as {@link briefBytes}. */
export function briefUtf8(text: string): Uint8Array {
  return utf8Into(briefBytes(text.length), text);
}

/** Most texts are ASCII: `bytes`, one for each character, are all they need. */
function utf8Into(bytes: Uint8Array, text: string): Uint8Array {
  if (text.length <= SHORT_TEXT) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return UTF8.encode(text);
      bytes[i] = code;
    }
    return bytes;
  }
  const { read, written } = UTF8.encodeInto(text, bytes);
  return read === text.length && written === text.length ? bytes : UTF8.encode(text);
}

/** An encoder costs more to ask than such a text does. */
const SHORT_TEXT = 32;

const UTF8 = new TextEncoder();

/**
 * The codes of the characters, and behind them what was there; undefined for a text that is not
 * ASCII alone. To be read at once: the next call writes over them. An engine reads bytes three times
 * as fast as characters.
 */
export function asciiCodes(text: string): Uint8Array | undefined {
  const memory = text.length <= CODES.length ? CODES : new Uint8Array(text.length);
  const { read, written } = UTF8.encodeInto(text, memory);
  return read === text.length && written === text.length ? memory : undefined;
}

const CODES = new Uint8Array(4096);

/** The bytes in front of the first NUL: what C string functions see of a buffer. */
export function cString(buffer: Uint8Array): Uint8Array {
  const end = buffer.indexOf(0);
  return end < 0 ? buffer : briefPart(buffer, 0, end);
}

/**
 * Bytes `start` to `end` to be read, not written to: a copy where there are few. To share the memory
 * of a short array of its own an engine has to move it out of its heap first.
 */
export function briefPart(bytes: Uint8Array, start: number, end = bytes.length): Uint8Array {
  if (start >= end) return EMPTY;
  return bytes.length <= IN_HEAP ? bytes.slice(start, end) : bytes.subarray(start, end);
}

/** Bytes of an array that V8 keeps in its heap. */
const IN_HEAP = 64;
