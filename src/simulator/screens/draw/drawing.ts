/**
 * A picture as plain data: filled paths, and smaller drawings set into it. `svg.ts` writes it as
 * SVG, `src/picture` turns it into pixels; both take it as it is, so they cannot disagree.
 */

import type { Ui } from '../state.js';

/** A colour as 0xRRGGBB. */
export type Colour = number;

/**
 * A filled path. Data is SVG's, with M m L l H h V v Q q C c Z z only; what overlaps is filled once
 * (the nonzero rule), so all outer contours of a path must run the same way round.
 */
export interface Shape {
  readonly path: string;
  readonly fill: Colour;
  /** Where the path's origin goes, pixels; 0 when absent. */
  readonly x?: number;
  readonly y?: number;
  /** Pixels for one unit of the path; 1 when absent. */
  readonly scale?: number;
}

/** A drawing within a drawing, cut at its own edges. */
export interface Inset {
  readonly drawing: Drawing;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Shapes on a ground, pixels. */
export interface Drawing {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly background: Colour;
  /** Two colours and nothing between them, as on a display of one bit per pixel. */
  readonly crisp?: boolean;
  /**
   * What the device shows, when the whole drawing is one screen of it: as pixels it is the device's
   * own, and `parts` are for those who draw shapes.
   */
  readonly screen?: Ui;
  /** In order: later parts lie over earlier ones. */
  readonly parts: readonly (Shape | Inset)[];
  /** The text beside the picture, for those who cannot see it. */
  readonly title: string;
  readonly description: readonly string[];
}

/** Rounded to thousandths, which no display resolves: keeps files short and alike everywhere. */
export function decimal(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  // No minus in front of a zero.
  return String(rounded === 0 ? 0 : rounded);
}
