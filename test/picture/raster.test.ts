import { describe, expect, test } from 'vitest';
import { rasterOf } from '../../src/picture/raster.js';
import type { Drawing, Inset, Shape } from '../../src/simulator/screens/draw/drawing.js';
import { disc, rectangle, ring } from '../../src/simulator/screens/draw/shapes.js';

function drawing(width: number, height: number, ...parts: (Shape | Inset)[]): Drawing {
  return { width, height, background: 0xffffff, parts, title: '', description: [] };
}

/** One hexadecimal digit for each pixel: f is white. */
function rows(of: Drawing, scale = 1): string[] {
  const { width, height, pixels } = rasterOf(of, scale);
  return Array.from({ length: height }, (_, y) =>
    Array.from(pixels.slice(y * width, (y + 1) * width), (c) =>
      ((c & 0xff) / 17).toString(16),
    ).join(''),
  );
}

describe('coverage', () => {
  test('whole pixels', () => {
    expect(rows(drawing(4, 3, { path: rectangle(1, 1, 2, 1), fill: 0 }))).toEqual([
      'ffff',
      'f00f',
      'ffff',
    ]);
  });

  test('parts of pixels, in sixteenths', () => {
    expect(rows(drawing(3, 1, { path: rectangle(0.4, 0, 2, 1), fill: 0 }))).toEqual(['609']);
    expect(rows(drawing(1, 1, { path: 'M0 0h1v1z', fill: 0 }))[0]).toMatch(/^[78]$/);
  });

  test('a slanted edge over several pixels', () => {
    expect(rows(drawing(4, 1, { path: 'M0 1L4 0V1z', fill: 0 }))).toEqual(['d962']);
  });

  test('a hole, and what overlaps, once', () => {
    const hole = rows(drawing(12, 12, { path: ring(6, 6, 6, 2), fill: 0 }));
    expect(hole[6]).toMatch(/^[01]0[ef]f{6}[ef]0[01]$/);
    const twice = `${rectangle(0, 0, 2, 1)}${rectangle(1, 0, 2, 1)}`;
    expect(rows(drawing(3, 1, { path: twice, fill: 0 }))).toEqual(['000']);
  });

  test('curves are round', () => {
    const { pixels } = rasterOf(drawing(100, 100, { path: disc(50, 50, 40), fill: 0 }));
    const black = pixels.reduce((sum, colour) => sum + (255 - (colour & 0xff)) / 255, 0);
    expect(black / (Math.PI * 40 * 40)).toBeCloseTo(1, 2);
  });

  test('crisp drawings have no shades, unless made smaller', () => {
    const crisp = { ...drawing(4, 1, { path: rectangle(0.4, 0, 2, 1), fill: 0 }), crisp: true };
    expect(rows(crisp)).toEqual(['00ff']);
    expect(rows(crisp, 0.5)[0]).toMatch(/[1-9a-e]/);
  });
});

describe('edges', () => {
  const outside = [
    rectangle(-5, -5, 3, 3),
    rectangle(9, 1, 3, 1),
    rectangle(1, 9, 1, 3),
    rectangle(-9, 1, 3, 1),
    '',
  ];

  test.each(outside)('what lies outside leaves no trace: %s', (path) => {
    const blank = rows(drawing(4, 4));
    expect(rows(drawing(4, 4, { path, fill: 0 }, { path: '', fill: 0 }))).toEqual(blank);
    // Nor in the paths that follow.
    const after = rows(drawing(4, 4, { path, fill: 0 }, { path: rectangle(1, 1, 1, 1), fill: 0 }));
    expect(after).toEqual(['ffff', 'f0ff', 'ffff', 'ffff']);
  });

  test('what sticks out is cut', () => {
    const all = drawing(2, 2, { path: rectangle(-3, -3, 9, 9), fill: 0 });
    expect(rows(all)).toEqual(['00', '00']);
  });

  test('an inset is cut at its own edges', () => {
    const inner = {
      ...drawing(2, 2, { path: rectangle(-9, 0, 30, 1), fill: 0 }),
      background: 0x888888,
    };
    expect(rows(drawing(4, 4, { drawing: inner, x: 1, y: 1, scale: 1 }))).toEqual([
      'ffff',
      'f00f',
      'f88f',
      'ffff',
    ]);
  });

  test('unknown path data is refused', () => {
    expect(() => rasterOf(drawing(1, 1, { path: 'M0 0A1 1 0 0 0 1 1', fill: 0 }))).toThrow(
      RangeError,
    );
  });
});
