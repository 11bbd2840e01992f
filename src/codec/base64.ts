/**
 * Base64 texts (RFC 4648), written and read. How the device itself decodes is another matter:
 * `payload/device-base64.ts`.
 */
import { base64, base64url, base64urlnopad } from '@scure/base';

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
export function decodeBase64(text: string): Uint8Array | undefined {
  const body = text.replace(/={1,2}$/, '');
  const padded = body.padEnd(Math.ceil(body.length / 4) * 4, '=');
  if (text !== body && text.length !== padded.length) return undefined;
  const url = urlAlphabet(body);
  return decodeBase64url(url) ?? decodeLoose(url);
}

/**
 * As a host decodes what it is given: either alphabet, everything else is skipped, and so is a
 * single character that is left over.
 */
export function decodeBase64AsHost(text: string): Uint8Array {
  return decodeLoose(urlAlphabet(text).replace(/[^\w-]/g, ''))!;
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
const VALUES = new Map(Array.from(ALPHABET, (character, value) => [character, value] as const));

/** Unused bits at the end need not be zero; a single leftover character is dropped. */
function decodeLoose(text: string): Uint8Array | undefined {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let size = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[size++] = (held >> bits) & 0xff;
  }
  return out.subarray(0, size);
}
