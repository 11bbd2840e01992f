/** Bytes of a field as text. */

/** UTF-8 text of the bytes; one character a byte where they are not UTF-8. */
export function readableText(bytes: Uint8Array): string {
  let text = '';
  let isAscii = true;
  for (const byte of bytes) {
    if (byte > 0x7f) isAscii = false;
    text += String.fromCharCode(byte);
  }
  if (isAscii) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/** True when every byte is a printable ASCII character (blank included). */
export function isPrintable(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 || byte > 0x7e) return false;
  return true;
}
