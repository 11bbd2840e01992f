/** How bytes and texts are shown in evidence: short, exact, safe on a terminal. */
import { toHex } from '../../bytes.js';
import { privateFormIn, privateFormOf } from '../../keys/holds-private.js';
import { readableText } from '../payload/readable-text.js';

const SHOWN_BYTES = 40;
const ZEROS_OF_NO_KEY = 8;
const SHOWN_CHARACTERS = 60;

/** Hex of at most 40 bytes, with the true size; of what may be a private key the size alone. */
export function hexOf(bytes: Uint8Array): string {
  // A small number on 32 bytes begins with zeros, and no key does.
  const isSmall = bytes.subarray(0, ZEROS_OF_NO_KEY).every((byte) => byte === 0);
  if (!isSmall && privateFormOf(bytes) === 'bare') return `${bytes.length} bytes`;
  return hexOfNumber(bytes);
}

/** As {@link hexOf}, of a nonce or half a signature, which have the size of a private key. */
export function hexOfNumber(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'no bytes';
  if (privateFormOf(bytes) === 'whole') return `a private key (${bytes.length} bytes)`;
  const shown = toHex(bytes.subarray(0, SHOWN_BYTES));
  const size = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`;
  return `${shown}${bytes.length > SHOWN_BYTES ? '…' : ''} (${size})`;
}

/** As {@link hexOf}; a single number where a signature belongs may be a private key: its size alone. */
export function hexOfSignature(bytes: Uint8Array): string {
  if (bytes.length > 0 && bytes.length <= SHOWN_BYTES) return `${bytes.length} bytes`;
  // The digits of a decimal number may have been read as hex.
  const isNumber = [bytes, toHex(bytes)].some((form) => privateFormOf(form) !== undefined);
  return isNumber ? `${bytes.length} bytes` : hexOf(bytes);
}

/**
 * A text in quotes; control characters are escaped, long ones cut. What is or may be a private key
 * is not repeated, only named.
 */
export function quoted(text: string): string {
  const form = privateFormIn(text);
  if (form === undefined) return quotedNumber(text);
  return `${form === 'whole' ? 'a private key' : 'what may be a private key'} (${text.length} characters)`;
}

/** As {@link quoted}, of a nonce, which has the size of a private key. */
export function quotedNumber(text: string): string {
  if (privateFormOf(text) === 'whole') return quoted(text);
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return JSON.stringify(shown);
}

/** Bytes of a text field in quotes; UTF-8 where it is valid. */
export function quotedBytes(bytes: Uint8Array): string {
  return quoted(readableText(bytes));
}
