// Small letters of Stax and Flex that were only seen in dark grey, for scripts/build-pixels.mjs: two
// levels look the same there. Of the two, the one nearer to what Inter's outline covers is taken.
import { rasterOf } from '../build/picture/raster.js';
import { outlinePath } from '../build/simulator/screens/draw/glyph.js';
import { INTER_REGULAR } from '../build/simulator/screens/draw/glyphs/inter-regular.js';
import { GREY } from '../build/simulator/screens/pixels/canvas.js';

const FONTS = { stax: { size: 24, baseline: 24 }, flex: { size: 28, baseline: 27 } };

/** Rows of levels as they must have been before they were made grey. */
export function likelyLevels(display, font, char, rows, dx, dy) {
  if (font !== 'small' || FONTS[display] === undefined)
    throw new Error(`${display} ${font} is grey`);
  const [width, height] = [rows[0].length, rows.length];
  const covered = coverage(FONTS[display], char, dx, dy, width, height);
  return rows.map((row, y) =>
    [...row]
      .map((digit, x) => {
        const grey = Number.parseInt(digit, 16);
        const fit = GREY.flatMap((value, level) => (value === grey ? [level] : []));
        const distance = (level) => Math.abs(level - covered[y * width + x]);
        return fit.toSorted((a, b) => distance(a) - distance(b))[0].toString(16);
      })
      .join(''),
  );
}

/** Levels, 0..15, of a character drawn from its outline into its box. */
function coverage({ size, baseline }, char, dx, dy, width, height) {
  const path = outlinePath(INTER_REGULAR, size, char, () => 0);
  const scale = size / INTER_REGULAR.unitsPerEm;
  const shape = { path, fill: 0, x: -dx, y: baseline - dy, scale };
  const { pixels } = rasterOf({ width, height, background: 0xffffff, parts: [shape] });
  return Array.from(pixels, (pixel) => 15 - (pixel & 0xff) / 17);
}
