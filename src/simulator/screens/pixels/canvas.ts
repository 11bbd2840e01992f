/** A display's memory: levels from 0 (paper) to 15 (ink). What lies outside is not drawn. */
import type { Raster } from './raster.js';

export const INK = 15;
/** Lines, frames, and arrows that lead nowhere. */
export const LIGHT = 5;

/** How a bitmap is inked: as it is, in dark grey, or light on dark. */
export type Tone = 'ink' | 'aside' | 'on-button';

/** Dark grey of each level, measured: text that stands back. */
export const GREY: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10];

function toned(level: number, tone: Tone): number {
  if (tone === 'ink') return level;
  return tone === 'aside' ? (GREY[level] ?? level) : INK - level;
}

export class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly levels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.levels = new Uint8Array(width * height);
  }

  /** Every `step`th pixel of a rectangle, from its left top corner on. */
  rectangle(x: number, y: number, width: number, height: number, level: number, step = 1): void {
    for (let row = 0; row < height; row += step) {
      for (let column = 0; column < width; column += step) {
        this.put(x + column, y + row, level);
      }
    }
  }

  /** A whole box, ink and paper; `transparent`: its ink only. */
  bitmap(
    x: number,
    y: number,
    width: number,
    levels: Uint8Array,
    options: { readonly tone?: Tone; readonly transparent?: boolean } = {},
  ): void {
    const { tone = 'ink', transparent = false } = options;
    // Plain loops: a display has up to 288000 pixels.
    for (let i = 0, column = 0, row = y; i < levels.length; i++) {
      const level = levels[i] ?? 0;
      if (!transparent || level !== 0) this.put(x + column, row, toned(level, tone));
      if (++column === width) {
        column = 0;
        row++;
      }
    }
  }

  /** @param colours one 0xRRGGBB for each level. */
  raster(colours: readonly number[]): Raster {
    const { width, height, levels } = this;
    const pixels = new Uint32Array(levels.length).fill(colours[0] ?? 0);
    for (let i = 0; i < levels.length; i++) {
      const level = levels[i] ?? 0;
      if (level !== 0) pixels[i] = colours[level] ?? 0;
    }
    return { width, height, pixels };
  }

  private put(x: number, y: number, level: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.levels[y * this.width + x] = level;
  }
}
