/** Words around the pictures, which no device shows: set in Inter with its own advances. */
import { FIRST_CHAR } from '../font.js';
import type { Colour, Shape } from './drawing.js';
import { type Outlines, outlinePath } from './glyph.js';

export interface Caption {
  readonly text: string;
  readonly outlines: Outlines;
  /** Pixels of an em. */
  readonly size: number;
  readonly fill: Colour;
  /** Left end of the baseline. */
  readonly x: number;
  readonly y: number;
}

/** Characters without an outline are shown as `?`. */
export function captionText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, '?');
}

export function captionShape({ text, outlines, size, fill, x, y }: Caption): Shape {
  const scale = size / outlines.unitsPerEm;
  const advance = (code: number): number => (outlines.advances[code - FIRST_CHAR] ?? 0) * scale;
  return { path: outlinePath(outlines, size, captionText(text), advance), fill, x, y, scale };
}
