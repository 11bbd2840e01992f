/** A nonce (device transaction id) as text: from a request, an option or a file. */
import { hexBytes, utf8 } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
import { hexDigits } from '../codec/hex.js';
import type { Flow } from '../exchange/flows.js';

/** Size of a nonce in bytes: letters in legacy SWAP, random bytes everywhere else. */
export function nonceSize({ nonce }: Flow): number {
  return nonce === 'letters' ? 10 : 32;
}

/** What is expected of a nonce given as text, for error messages. */
export function nonceForm({ nonce }: Flow): string {
  return nonce === 'letters'
    ? 'ten upper-case letters'
    : '32 bytes as 64 hex digits, base64 or base64url';
}

/**
 * Bytes of a nonce: hex with or without `0x`, base64 in either alphabet, or in legacy SWAP its ten
 * letters. Hex first: 64 hex digits are valid base64 as well. Undefined for anything else.
 */
export function parseNonce(text: string, flow: Flow): Uint8Array | undefined {
  const size = nonceSize(flow);
  const bare = text.length === 2 * size ? hexBytes(text) : undefined;
  if (bare !== undefined) return bare;
  const plain = text.trim();
  const digits = hexDigits(plain);
  if (flow.nonce === 'letters' && plain.length === size) return utf8(plain);
  const given = digits.length === 2 * size ? hexBytes(digits) : undefined;
  if (given !== undefined) return given;
  // Not the digits: base64 may begin with 0x as well.
  const bytes = decodeBase64(plain);
  return bytes?.length === size ? bytes : undefined;
}
