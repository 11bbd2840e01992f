/** A raster in another size: every pixel is the mean of what it covers; whole multiples stay crisp. */
import type { Raster } from '../simulator/screens/pixels/raster.js';

/** What one new pixel takes of old ones along one side. */
interface Share {
  readonly at: number;
  readonly part: number;
}

export function resized(raster: Raster, width: number, height: number): Raster {
  if (width === raster.width && height === raster.height) return raster;
  const columns = sharesOf(raster.width, width);
  const rows = sharesOf(raster.height, height);
  const pixels = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[y * width + x] = mean(raster, columns[x] ?? [], rows[y] ?? []);
    }
  }
  return { width, height, pixels };
}

function sharesOf(from: number, to: number): Share[][] {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const start = i * step;
    const end = Math.min(from, (i + 1) * step);
    const shares: Share[] = [];
    for (let at = Math.floor(start); at < end; at++) {
      shares.push({ at, part: (Math.min(end, at + 1) - Math.max(start, at)) / step });
    }
    return shares;
  });
}

function mean(raster: Raster, columns: readonly Share[], rows: readonly Share[]): number {
  const { width, pixels } = raster;
  if (columns.length === 1 && rows.length === 1) {
    return pixels[(rows[0]?.at ?? 0) * width + (columns[0]?.at ?? 0)] ?? 0;
  }
  let [red, green, blue] = [0, 0, 0];
  for (const row of rows) {
    for (const column of columns) {
      const pixel = pixels[row.at * width + column.at] ?? 0;
      const part = row.part * column.part;
      red += part * (pixel >> 16);
      green += part * ((pixel >> 8) & 0xff);
      blue += part * (pixel & 0xff);
    }
  }
  return (shade(red) << 16) | (shade(green) << 8) | shade(blue);
}

/** One of the sixteen shades that displays have: more would only make files larger. */
function shade(value: number): number {
  return Math.round(value / 17) * 17;
}
