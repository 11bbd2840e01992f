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
    for (const [i, level] of levels.entries()) {
      if (transparent && level === 0) continue;
      this.put(x + (i % width), y + Math.floor(i / width), toned(level, tone));
    }
  }

  /** @param colours one 0xRRGGBB for each level. */
  raster(colours: readonly number[]): Raster {
    const { width, height } = this;
    return { width, height, pixels: Uint32Array.from(this.levels, (level) => colours[level] ?? 0) };
  }

  private put(x: number, y: number, level: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.levels[y * this.width + x] = level;
  }
}
