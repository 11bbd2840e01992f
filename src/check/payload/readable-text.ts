/** Bytes of a field as text. */
import { textOf } from '../../bytes.js';

/** UTF-8 text of the bytes; one character a byte where they are not UTF-8. */
export function readableText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return textOf(bytes);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** True when every byte is a printable ASCII character (blank included). */
export function isPrintable(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 || byte > 0x7e) return false;
  return true;
}
