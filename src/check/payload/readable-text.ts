/** Bytes of a field as text. */
import { textOf } from '../../bytes.js';

/** UTF-8 text of the bytes; one character a byte where they are not UTF-8. */
export function readableText(bytes: Uint8Array): string {
  if (bytes.length <= SHORT && isAscii(bytes)) return textOf(bytes);
  try {
    return UTF8.decode(bytes);
  } catch {
    return textOf(bytes);
  }
}

/** A decoder costs more to ask than such a text does. */
const SHORT = 128;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! > 0x7f) return false;
  return true;
}

/** True when every byte is a printable ASCII character (blank included). */
export function isPrintable(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0x20 || bytes[at]! > 0x7e) return false;
  }
  return true;
}
