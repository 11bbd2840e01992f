/** Bytes of a file that should be text: UTF-8 or UTF-16, whatever the editor wrote in front. */

const BOM = /^\uFEFF/;

/**
 * The text without its byte order mark. UTF-16 is known by its mark or by the NULs beside ASCII
 * characters; bytes that are no UTF-8 become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes).replace(BOM, '');
}

const LOOKED_AT = 64;

/** By mark or by NULs beside ASCII characters; of two bytes or more. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const size = Math.min(bytes.length, LOOKED_AT) & ~1;
  if (size < 4 || bytes.length % 2 !== 0) return 'utf-8';
  const allNul = (first: number) => {
    for (let at = first; at < size; at += 2) if (bytes[at] !== 0) return false;
    for (let at = 1 - first; at < size; at += 2) if (bytes[at] === 0) return false;
    return true;
  };
  if (allNul(1)) return 'utf-16le';
  return allNul(0) ? 'utf-16be' : 'utf-8';
}

/**
 * The text; undefined for binary data. Text that is not quite UTF-8 (a comment in Latin-1) around PEM
 * is read all the same.
 */
export function textIn(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  // Sooner than a decoder that throws: most of what is asked about is binary.
  if (encoding === 'utf-8' && bytes.some(isControl)) return undefined;
  try {
    return withoutControls(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    const text = new TextDecoder('latin1').decode(bytes);
    return text.includes('-----BEGIN ') ? withoutControls(text) : undefined;
  }
}

function withoutControls(text: string): string | undefined {
  for (let at = 0; at < text.length; at++) if (isControl(text.charCodeAt(at))) return undefined;
  return text;
}

/** Control characters that no text has; tabs, line ends and terminal colours are fine. */
export function isControl(code: number): boolean {
  const isBlank = (code >= 0x09 && code <= 0x0d) || code === 0x1b;
  return (code < 0x20 && !isBlank) || code === 0x7f;
}
