/**
 * Bitmaps as they are stored: a level for each pixel, 0 paper to 15 ink, row by row. As text a level
 * is a hexadecimal digit; a letter behind it says how often it stands: g 3 times, h 4, … z 22.
 */

/** Characters 0x20..0x7e, each filling the box that the device's font gives it; '' for the blank. */
export type GlyphLevels = readonly string[];

/** A bitmap and where it stands, told from its cell or from the corner of the display; pixels. */
export interface PieceData {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly levels: string;
}

const SHORTEST_RUN = 3;
const LETTER_G = 0x67;

export function levelsOf(text: string): Uint8Array {
  const levels: number[] = [];
  for (const [, digit = '0', letter] of text.matchAll(/([0-9a-f])([g-z]?)/g)) {
    const count = letter === '' ? 1 : letter!.charCodeAt(0) - LETTER_G + SHORTEST_RUN;
    for (let i = 0; i < count; i++) levels.push(Number.parseInt(digit, 16));
  }
  return Uint8Array.from(levels);
}

const known = new Map<string, Uint8Array>();

/** The same, remembered: a page draws few different letters many times. */
export function rememberedLevels(text: string): Uint8Array {
  let levels = known.get(text);
  if (levels === undefined) {
    levels = levelsOf(text);
    known.set(text, levels);
  }
  return levels;
}
