/** A raster as sixels, the oldest way to put pixels into a terminal. Source: DEC STD 070, chapter 9. */
import type { Raster } from '../simulator/screens/pixels/raster.js';

const ESC = '\u001b';

export function sixelOf({ width, height, pixels }: Raster): string {
  const colours = [...new Set(pixels)];
  const parts = [`${ESC}P0;1;0q"1;1;${width};${height}`];
  for (const [index, colour] of colours.entries()) {
    parts.push(`#${index};2;${percent(colour >> 16)};${percent(colour >> 8)};${percent(colour)}`);
  }
  for (let top = 0; top < height; top += 6) {
    for (const [index, colour] of colours.entries()) {
      const row = band(pixels, width, height, top, colour);
      if (row !== '') parts.push(`#${index}${row}$`);
    }
    parts.push('-');
  }
  return `${parts.join('')}${ESC}\\`;
}

/** Colours are told in percent. */
function percent(byte: number): number {
  return Math.round(((byte & 0xff) * 100) / 255);
}

/** Six rows in one colour, each character a column of six bits, lowest bit on top; '' when empty. */
function band(
  pixels: Uint32Array,
  width: number,
  height: number,
  top: number,
  colour: number,
): string {
  let text = '';
  let last = -1;
  let count = 0;
  let empty = true;
  const flush = (): void => {
    if (count === 0) return;
    const char = String.fromCharCode(63 + last);
    text += count > 3 ? `!${count}${char}` : char.repeat(count);
  };
  for (let x = 0; x < width; x++) {
    let bits = 0;
    for (let row = 0; row < 6 && top + row < height; row++) {
      if (pixels[(top + row) * width + x] === colour) bits |= 1 << row;
    }
    if (bits !== 0) empty = false;
    if (bits === last) {
      count++;
      continue;
    }
    flush();
    last = bits;
    count = 1;
  }
  flush();
  return empty ? '' : text;
}
