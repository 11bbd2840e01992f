/**
 * Base64 texts (RFC 4648), written and read. How the device itself decodes is another matter:
 * `payload/device-base64.ts`.
 */
import { base64, base64url, base64urlnopad } from '@scure/base';
import { asciiCodes, ownBytes } from '../bytes.js';

/** Standard alphabet, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/** URL alphabet without padding: what a provider should send. */
export function encodeBase64url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** Strict base64url, padded or not; undefined when the text is anything else. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  try {
    return text.endsWith('=') ? base64url.decode(text) : base64urlnopad.decode(text);
  } catch {
    return undefined;
  }
}

/**
 * Bytes of a text in either alphabet, padded rightly or not at all, unused bits at the end whatever
 * they are; undefined for anything else.
 */
export function decodeBase64(
  text: string,
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const size = text.length - padding;
  if (padding > 0 && text.length !== Math.ceil(size / 4) * 4) return undefined;
  return decodeLoose(text, size, memory);
}

/**
 * As a host decodes what it is given: either alphabet, everything else is skipped, and so is a
 * single character that is left over.
 */
export function decodeBase64AsHost(text: string): Uint8Array {
  return decodeLoose(text) ?? decodeLoose(text.replace(/[^\w+/-]/g, ''))!;
}

/** The same text in the URL alphabet. */
export function urlAlphabet(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** The same text in the standard alphabet. */
export function standardAlphabet(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** More than any value, and a bit that no value has. */
const NO_VALUE = 0xff;
/** By the code of a character; what is in neither alphabet has none. */
const VALUES = new Uint8Array(256).fill(NO_VALUE);
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value;
VALUES['+'.charCodeAt(0)] = 62;
VALUES['/'.charCodeAt(0)] = 63;

/**
 * The first `size` characters, in either alphabet. Unused bits at the end need not be zero; a single
 * leftover character is dropped. Undefined for any other character.
 */
function decodeLoose(
  text: string,
  size: number = text.length,
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array | undefined {
  const codes = asciiCodes(text);
  return codes && decodeBase64Codes(codes, size, memory);
}

/** As {@link decodeBase64}, of the codes of characters, of which all count. */
export function decodeBase64Codes(
  codes: Uint8Array,
  size: number,
  memory: (size: number) => Uint8Array,
): Uint8Array | undefined {
  const out = memory((size * 3) >> 2);
  let end = 0;
  let at = 0;
  for (; at + 4 <= size; at += 4) {
    const a = VALUES[codes[at]!]!;
    const b = VALUES[codes[at + 1]!]!;
    const c = VALUES[codes[at + 2]!]!;
    const d = VALUES[codes[at + 3]!]!;
    if ((a | b | c | d) > 63) return undefined;
    out[end++] = (a << 2) | (b >> 4);
    out[end++] = (b << 4) | (c >> 2);
    out[end++] = (c << 6) | d;
  }
  let held = 0;
  for (let bits = 0; at < size; at++) {
    const value = VALUES[codes[at]!]!;
    if (value > 63) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[end++] = held >> bits;
  }
  return out;
}
