/**
 * A drawing as pixels. Every pixel takes as much of a colour as the path covers of its square,
 * exactly, in sixteen steps: the shades the displays have. Only additions, multiplications,
 * divisions and square roots are used, which give the same bits on every machine. A device's screen
 * is not drawn but taken from the device's own pixels.
 */
import type { Colour, Drawing, Shape } from '../simulator/screens/draw/drawing.js';
import type { Raster } from '../simulator/screens/pixels/raster.js';
import { screenPixels } from '../simulator/screens/pixels/screen-pixels.js';
import { flatten } from './flatten.js';
import { resized } from './resized.js';

/** Part of the picture that may be painted: left, top, right, bottom; right and bottom excluded. */
interface Clip {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a drawing stands in the picture. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Shades between none and all of a colour. */
const SHADES = 15;

/** `scale` pixels for each of the drawing's own. */
export function rasterOf(drawing: Drawing, scale = 1): Raster {
  const width = Math.round(drawing.width * scale);
  const height = Math.round(drawing.height * scale);
  const raster = { width, height, pixels: new Uint32Array(width * height) };
  const painter = new Painter(raster);
  painter.drawing(
    drawing,
    { x: 0, y: 0, scale },
    { left: 0, top: 0, right: width, bottom: height },
  );
  return raster;
}

/** Width and height of a drawing in pixels of the picture. */
function sizeAt(drawing: Drawing, { x, y, scale }: Place): [number, number] {
  return [
    Math.round(x + drawing.width * scale) - Math.round(x),
    Math.round(y + drawing.height * scale) - Math.round(y),
  ];
}

class Painter {
  private readonly raster: Raster;
  /** Change of coverage from each pixel to the next, one path at a time; all zero in between. */
  private readonly changes: Float64Array;

  constructor(raster: Raster) {
    this.raster = raster;
    this.changes = new Float64Array((raster.width + 2) * raster.height);
  }

  drawing(drawing: Drawing, place: Place, outer: Clip): void {
    const clip: Clip = {
      left: Math.max(outer.left, Math.round(place.x)),
      top: Math.max(outer.top, Math.round(place.y)),
      right: Math.min(outer.right, Math.round(place.x + drawing.width * place.scale)),
      bottom: Math.min(outer.bottom, Math.round(place.y + drawing.height * place.scale)),
    };
    if (drawing.screen !== undefined) {
      this.screen(resized(screenPixels(drawing.screen), ...sizeAt(drawing, place)), place, clip);
      return;
    }
    const { width, pixels } = this.raster;
    for (let y = clip.top; y < clip.bottom; y++) {
      pixels.fill(drawing.background, y * width + clip.left, y * width + clip.right);
    }
    // Made smaller, pixel art needs its shades.
    const crisp = drawing.crisp === true && place.scale >= 1;
    for (const part of drawing.parts) {
      const x = place.x + (part.x ?? 0) * place.scale;
      const y = place.y + (part.y ?? 0) * place.scale;
      const scale = place.scale * (part.scale ?? 1);
      if ('path' in part) this.shape(part, { x, y, scale }, clip, crisp);
      else this.drawing(part.drawing, { x, y, scale }, clip);
    }
  }

  /** @param screen as large as it becomes. */
  private screen(screen: Raster, place: Place, clip: Clip): void {
    const [left, top] = [Math.round(place.x), Math.round(place.y)];
    for (let y = clip.top; y < clip.bottom; y++) {
      const row = (y - top) * screen.width - left;
      const part = screen.pixels.subarray(row + clip.left, row + clip.right);
      this.raster.pixels.set(part, y * this.raster.width + clip.left);
    }
  }

  private shape({ path, fill }: Shape, place: Place, clip: Clip, crisp: boolean): void {
    if (clip.left >= clip.right || clip.top >= clip.bottom) return;
    let top = clip.bottom;
    let bottom = clip.top;
    let left = clip.right;
    let right = clip.left;
    flatten(path, place.x, place.y, place.scale, (x0, y0, x1, y1) => {
      top = Math.min(top, Math.floor(Math.min(y0, y1)));
      bottom = Math.max(bottom, Math.ceil(Math.max(y0, y1)));
      left = Math.min(left, Math.floor(Math.min(x0, x1)));
      right = Math.max(right, Math.ceil(Math.max(x0, x1)));
      this.line(x0, y0, x1, y1, clip);
    });
    // A change lies one pixel further right than the line that made it.
    const box = {
      left: Math.max(clip.left, left),
      top: Math.max(clip.top, top),
      right: Math.min(clip.right, Math.max(clip.left, right + 1)),
      bottom: Math.min(clip.bottom, bottom),
    };
    this.fill(fill, box, crisp);
  }

  /** Adds a line: each row it crosses gains coverage to the right of it. */
  private line(x0: number, y0: number, x1: number, y1: number, clip: Clip): void {
    if (y0 === y1) return;
    const down = y0 < y1;
    const direction = down ? 1 : -1;
    const [topX, topY, bottomX, bottomY] = down ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (bottomX - topX) / (bottomY - topY);
    const first = Math.max(clip.top, Math.floor(topY));
    const last = Math.min(clip.bottom, Math.ceil(bottomY));
    for (let y = first; y < last; y++) {
      const from = Math.max(topY, y);
      const to = Math.min(bottomY, y + 1);
      if (to <= from) continue;
      const a = topX + (from - topY) * slope;
      const b = topX + (to - topY) * slope;
      this.crossing(y, Math.min(a, b), Math.max(a, b), direction * (to - from), clip);
    }
  }

  /** Within row `y` a line runs from `a` to `b` (a <= b) and covers `amount` of the row's height. */
  private crossing(y: number, a: number, b: number, amount: number, clip: Clip): void {
    const row = y * (this.raster.width + 2);
    const { changes } = this;
    const low = Math.min(Math.max(a, clip.left), clip.right);
    const high = Math.min(Math.max(b, clip.left), clip.right);
    const firstColumn = Math.floor(low);
    if (high - low < 1e-9 || b - a < 1e-9) {
      const share = low - firstColumn;
      changes[row + firstColumn] = (changes[row + firstColumn] ?? 0) + amount * (1 - share);
      changes[row + firstColumn + 1] = (changes[row + firstColumn + 1] ?? 0) + amount * share;
      return;
    }
    const perPixel = amount / (b - a);
    // What lies left and right of the clip counts as if at its edges.
    if (a < low) this.crossing(y, low, low, perPixel * (low - a), clip);
    if (b > high) this.crossing(y, high, high, perPixel * (b - high), clip);
    for (let column = firstColumn; column < high; column++) {
      const from = Math.max(low, column);
      const to = Math.min(high, column + 1);
      const part = perPixel * (to - from);
      const share = (from + to) / 2 - column;
      changes[row + column] = (changes[row + column] ?? 0) + part * (1 - share);
      changes[row + column + 1] = (changes[row + column + 1] ?? 0) + part * share;
    }
  }

  private fill(colour: Colour, box: Clip, crisp: boolean): void {
    const { width, pixels } = this.raster;
    const { changes } = this;
    for (let y = box.top; y < box.bottom; y++) {
      const row = y * (width + 2);
      let covered = 0;
      for (let x = box.left; x < box.right; x++) {
        covered += changes[row + x] ?? 0;
        changes[row + x] = 0;
        const share = Math.min(1, Math.abs(covered));
        const shade = crisp ? (share >= 0.5 ? SHADES : 0) : Math.round(share * SHADES);
        if (shade === 0) continue;
        const at = y * width + x;
        pixels[at] = shade === SHADES ? colour : mixed(pixels[at] ?? 0, colour, shade);
      }
      changes[row + box.right] = 0;
      changes[row + box.right + 1] = 0;
    }
  }
}

function mixed(below: Colour, above: Colour, shade: number): Colour {
  let colour = 0;
  for (let shift = 16; shift >= 0; shift -= 8) {
    const from = (below >> shift) & 0xff;
    const to = (above >> shift) & 0xff;
    colour = (colour << 8) | Math.round(from + ((to - from) * shade) / SHADES);
  }
  return colour;
}
