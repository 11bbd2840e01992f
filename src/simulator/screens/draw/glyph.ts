/** Shapes of characters: outlines for displays with shades, pixels for those without. */
import { FIRST_CHAR, type Font, isDrawn } from '../font.js';
import { type GlyphLevels, levelsOf, type PieceData } from '../pixels/bitmap.js';

/** Characters 0x20..0x7e as outlines; paths are relative, y downwards, from the pen on the baseline. */
export interface Outlines {
  /** Font units for one em. */
  readonly unitsPerEm: number;
  /** The font's own advances, font units: for words that are ours and not the device's. */
  readonly advances: readonly number[];
  readonly paths: readonly string[];
}

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
export function pixelPath(glyphs: GlyphLevels, font: Font, text: string): string {
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

function glyphSquares(glyphs: GlyphLevels, font: Font, glyph: number, pen: number): string {
  const [dx = 0, dy = 0, width = 0] = font.boxes.slice(4 * glyph, 4 * glyph + 4);
  return squares({ x: pen + dx, y: dy, width, levels: glyphs[glyph] ?? '' });
}

/** A bitmap of one bit per pixel as rectangles, as large as can be made of runs that repeat. */
export function squares(piece: Omit<PieceData, 'height'>): string {
  const { x, y, width, levels } = piece;
  const marks = Array.from(levelsOf(levels), (level) => (level > 0 ? '#' : '.')).join('');
  const rows = marks.match(new RegExp(`.{${width}}`, 'g')) ?? [];
  const runs = rows.map(
    (row) => new Map([...row.matchAll(/#+/g)].map((m) => [m.index, m[0].length])),
  );
  let path = '';
  for (const [top, row] of runs.entries()) {
    for (const [left, length] of row) {
      if (runs[top - 1]?.get(left) === length) continue;
      let height = 1;
      while (runs[top + height]?.get(left) === length) height++;
      path += `M${x + left} ${y + top}h${length}v${height}h-${length}z`;
    }
  }
  return path;
}
