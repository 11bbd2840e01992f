import { expect, test } from 'vitest';
import { resized } from '../../src/picture/resized.js';

const raster = (width: number, height: number, ...pixels: number[]) => ({
  width,
  height,
  pixels: Uint32Array.from(pixels),
});

test('whole multiples repeat pixels', () => {
  const small = raster(2, 1, 0x000000, 0xdddddd);
  expect(resized(small, 4, 2)).toEqual(
    raster(4, 2, 0, 0, 0xdddddd, 0xdddddd, 0, 0, 0xdddddd, 0xdddddd),
  );
  expect(resized(small, 2, 1)).toBe(small);
});

test('smaller ones have the mean of what they cover, in sixteen shades', () => {
  expect(resized(raster(2, 2, 0, 0xffffff, 0xffffff, 0xffffff), 1, 1)).toEqual(
    raster(1, 1, 0xbbbbbb),
  );
  // Two thirds of the first pixel's width go to the first, one third to the second.
  expect(resized(raster(3, 1, 0xff0000, 0x000000, 0x0000ff), 2, 1)).toEqual(
    raster(2, 1, 0xaa0000, 0x0000aa),
  );
});
