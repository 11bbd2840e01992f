/** Shapes of characters: outlines for displays with shades, pixels for those without. */
import { FIRST_CHAR, type Font, isDrawn } from '../font.js';

/** Characters 0x20..0x7e as outlines; paths are relative, y downwards, from the pen on the baseline. */
export interface Outlines {
  /** Font units for one em. */
  readonly unitsPerEm: number;
  /** The font's own advances, font units: for words that are ours and not the device's. */
  readonly advances: readonly number[];
  readonly paths: readonly string[];
}

/** Characters 0x20..0x7e as rows of bits (hexadecimal) that fill the boxes of the device's font. */
export type PixelGlyphs = readonly string[];

/**
 * A line of text as one path with the pen at its origin and the characters `advance` pixels apart,
 * in font units of `size` pixels the em.
 */
export function outlinePath(
  outlines: Outlines,
  size: number,
  text: string,
  advance: (code: number) => number,
): string {
  const unitsPerPixel = outlines.unitsPerEm / size;
  let path = '';
  let pen = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isDrawn(code)) continue;
    const glyph = outlines.paths[code - FIRST_CHAR] ?? '';
    // The path's first step is relative to where the pen stands on the baseline.
    if (glyph !== '') path += `M${Math.round(pen * unitsPerPixel * 100) / 100} 0${glyph}`;
    pen += advance(code);
  }
  return path;
}

/** A line of text as squares of one pixel, origin at the pen and the top of the line. */
export function pixelPath(glyphs: PixelGlyphs, font: Font, text: string): string {
  let path = '';
  let pen = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isDrawn(code)) continue;
    path += glyphSquares(glyphs, font, code - FIRST_CHAR, pen);
    pen += font.advances[code - FIRST_CHAR] ?? 0;
  }
  return path;
}

/** Rectangles as large as can be made of runs that are the same from row to row. */
function glyphSquares(glyphs: PixelGlyphs, font: Font, glyph: number, pen: number): string {
  const [dx = 0, dy = 0, width = 0] = font.boxes.slice(4 * glyph, 4 * glyph + 4);
  const rows = (glyphs[glyph] ?? '')
    .split(' ')
    .filter((row) => row !== '')
    .map((row) => Number.parseInt(row, 16).toString(2).padStart(width, '0'));
  return rectanglesOf(rows, '1', pen + dx, dy);
}

/** The cells of `rows` that hold `mark`, as rectangles. */
export function rectanglesOf(rows: readonly string[], mark: string, x: number, y: number): string {
  const runsOf = (row: string | undefined): Map<number, number> =>
    new Map(
      [...(row ?? '').matchAll(new RegExp(`${mark}+`, 'g'))].map((m) => [m.index, m[0].length]),
    );
  const runs = rows.map(runsOf);
  let path = '';
  for (const [top, row] of runs.entries()) {
    for (const [left, width] of row) {
      if (runs[top - 1]?.get(left) === width) continue;
      let height = 1;
      while (runs[top + height]?.get(left) === width) height++;
      path += `M${x + left} ${y + top}h${width}v${height}h-${width}z`;
    }
  }
  return path;
}
