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
  const bytes = new Uint8Array(text.length >> 1);
  let all = text.length % 2 === 0 ? 0 : NO_DIGIT;
  for (let i = 0; i < bytes.length; i++) {
    const high = digit(text.charCodeAt(2 * i));
    const low = digit(text.charCodeAt(2 * i + 1));
    all |= high | low;
    bytes[i] = high * 16 + low;
  }
  if (all > 0xf) throw new RangeError(`not hex text: ${shownText(text)}`);
  return bytes;
}

/** A bit that no value of a digit has. */
const NO_DIGIT = 0x10;

/** Value of a hex digit: bit 5 tells the cases of a letter apart. */
function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : NO_DIGIT;
}

/** Zeroed bytes that share their `buffer` with no others: what anybody may keep or transfer. */
export function ownBytes(size: number): Uint8Array {
  return new Uint8Array(size);
}

/**
 * Zeroed bytes for what is soon forgotten, as parts of a block: for each array of more than
 * {@link IN_HEAP} bytes an engine asks the system for memory and gives it back, which takes longer
 * than most of what is done with it. Whoever keeps one keeps the block.
 */
export function briefBytes(size: number): Uint8Array {
  if (size <= IN_HEAP || size > BLOCK_SIZE / 4) return new Uint8Array(size);
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

const IN_HEAP = 64;
const BLOCK_SIZE = 4096;
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
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

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

/** Most texts are short and ASCII: an encoder costs more to ask than they do. */
function utf8Into(bytes: Uint8Array, text: string): Uint8Array {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return UTF8.encode(text);
    bytes[i] = code;
  }
  return bytes;
}

const UTF8 = new TextEncoder();

/** The bytes in front of the first NUL: what C string functions see of a buffer. */
export function cString(buffer: Uint8Array): Uint8Array {
  const end = buffer.indexOf(0);
  return end < 0 ? buffer : buffer.subarray(0, end);
}
