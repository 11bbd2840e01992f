/**
 * Fonts as the device measures them. Widths are pixels; there is no pair kerning.
 * Texts are byte strings: one character (U+0000..U+00FF) for each byte.
 */

/** One font as stored in `fonts/`. */
export interface FontData {
  /** From one line to the next, pixels. */
  readonly lineHeight: number;
  /** Height of a character cell, for centring, pixels. On Flex the large font has 44 for a line of 40. */
  readonly height: number;
  /** How far the pen moves, for 0x20..0x7e. */
  readonly advances: readonly number[];
  /** Bitmap of each of the same characters: dx from the pen, dy from the line's top, width, height. */
  readonly boxes: readonly number[];
}

/** Fonts have names, so that pages stay plain data. */
export type FontName = 'small' | 'bold' | 'large';

export interface Font extends FontData {
  readonly name: FontName;
  /** The font that a `\b` in a text changes to; Nano only, null elsewhere. */
  readonly twin: Font | null;
}

export const FIRST_CHAR = 0x20;
const LAST_CHAR = 0x7e;

export function font(name: FontName, data: FontData): Font {
  return { ...data, name, twin: null };
}

/** Regular and bold font of a Nano: `\b` toggles between them. */
export function twins(regular: FontData, bold: FontData): { small: Font; bold: Font } {
  const small = { ...font('small', regular), twin: null as Font | null };
  const heavy = { ...font('bold', bold), twin: small as Font | null };
  small.twin = heavy;
  return { small, bold: heavy };
}

/** True for what the device can draw: printable ASCII, the blank included. */
export function isDrawn(code: number): boolean {
  return code >= FIRST_CHAR && code <= LAST_CHAR;
}

/** Pixels the pen moves for one byte; 0 for all that is not drawn. */
export function advanceOf(font: Font, code: number): number {
  return isDrawn(code) ? (font.advances[code - FIRST_CHAR] ?? 0) : 0;
}

/** Width of a text without line breaks and without `\b`, such as the device's own words. */
export function widthOf(font: Font, text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) width += advanceOf(font, text.charCodeAt(i));
  return width;
}

/**
 * Bytes of the character at `at`, when the text ends at `end`. Lead bytes 0xC2 and up take the
 * length of a UTF-8 sequence without a look at the bytes that follow; where too few are left the
 * next shorter form is tried.
 */
export function sizeOfChar(text: string, at: number, end: number): number {
  const lead = text.charCodeAt(at);
  if (lead < 0xc2) return 1;
  const left = end - at;
  if (lead >= 0xf0 && left >= 4) return 4;
  if (lead >= 0xe0 && left >= 3) return 3;
  return left >= 2 ? 2 : 1;
}

/**
 * What the device takes a character for: the byte itself, or the number its UTF-8 bytes carry.
 * Overlong forms are not refused: E0 80 8A is a line break, and so is E0 40 4A.
 */
export function codeOfChar(text: string, at: number, size: number): number {
  const lead = text.charCodeAt(at);
  if (size === 1) return lead;
  let code = lead & (size === 2 ? 0x1f : size === 3 ? 0x0f : 0x07);
  for (let i = 1; i < size; i++) code = (code << 6) | (text.charCodeAt(at + i) & 0x3f);
  return code;
}
