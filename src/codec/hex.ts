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

const GROUPS = /^(?:0x)?[0-9a-f]+(?:[\s:,_-]+(?:0x)?[0-9a-f]+)*:?$/i;

/**
 * As {@link decodeHex}, in groups between colons, blanks, commas or dashes too, each perhaps with
 * `0x`: the groups have whole bytes. At least one digit.
 */
export function decodeSpacedHex(text: string): Uint8Array | undefined {
  const plain = text.trim();
  if (!GROUPS.test(plain)) return undefined;
  const groups = plain.split(/[\s:,_-]+/).map((group) => group.replace(/^0x/i, ''));
  return groups.every((group) => group.length % 2 === 0) ? decodeHex(groups.join('')) : undefined;
}
