/** Hex texts as people write them. Plain ones, which programs write, are read by `bytes.ts`. */
import { fromHex, isHex } from '../bytes.js';

/** The digits of a hex text: without blanks around it and without `0x`. */
export function hexDigits(text: string): string {
  return text.trim().replace(/^0x/i, '');
}

/**
 * Bytes of a hex text, either case, with or without `0x`, blanks around it or not; no digits are no
 * bytes. Undefined when it is anything else.
 */
export function decodeHex(text: string): Uint8Array | undefined {
  const digits = hexDigits(text);
  return isHex(digits) ? fromHex(digits) : undefined;
}
