/** Paths of simple figures, all drawn clockwise so that they may overlap within one path. */
import { decimal } from './drawing.js';

type Point = readonly [x: number, y: number];

/** How far the control points of a quarter circle stand off, in radii. */
const QUARTER = 0.5522847498;

function path(parts: readonly (string | number)[]): string {
  return parts.map((part) => (typeof part === 'number' ? decimal(part) : part)).join(' ');
}

export function rectangle(x: number, y: number, width: number, height: number): string {
  return path(['M', x, y, 'h', width, 'v', height, 'h', -width, 'z']);
}

export function roundedRectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): string {
  const r = Math.min(radius, width / 2, height / 2);
  const c = r * (1 - QUARTER);
  const k = r - c;
  return path([
    ...['M', x + r, y, 'h', width - 2 * r, 'c', k, 0, r, c, r, r],
    ...['v', height - 2 * r, 'c', 0, k, -c, r, -r, r],
    ...['h', 2 * r - width, 'c', -k, 0, -r, -c, -r, -r],
    ...['v', 2 * r - height, 'c', 0, -k, c, -r, r, -r, 'z'],
  ]);
}

export function disc(x: number, y: number, radius: number): string {
  return roundedRectangle(x - radius, y - radius, 2 * radius, 2 * radius, radius);
}

/** The same counter-clockwise: cuts a round hole into what it lies in. */
export function hole(x: number, y: number, radius: number): string {
  const r = radius;
  const c = r * (1 - QUARTER);
  const k = r - c;
  return path([
    ...['M', x, y - r, 'c', -k, 0, -r, c, -r, r, 'c', 0, k, c, r, r, r],
    ...['c', k, 0, r, -c, r, -r, 'c', 0, -k, -c, -r, -r, -r, 'z'],
  ]);
}

/** A circle drawn with a pen; `radius` is that of its outer edge. */
export function ring(x: number, y: number, radius: number, pen: number): string {
  return `${disc(x, y, radius)}${hole(x, y, radius - pen)}`;
}

export function polygon(...points: readonly Point[]): string {
  return `${points.map(([x, y], i) => path([i === 0 ? 'M' : 'L', x, y])).join('')}z`;
}

/** A straight stroke with square ends at its two points. */
export function bar([x1, y1]: Point, [x2, y2]: Point, pen: number): string {
  const length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
  const dx = (((x2 - x1) / length) * pen) / 2;
  const dy = (((y2 - y1) / length) * pen) / 2;
  return polygon([x1 + dy, y1 - dx], [x2 + dy, y2 - dx], [x2 - dy, y2 + dx], [x1 - dy, y1 + dx]);
}

/** Straight strokes from point to point; corners and ends are round or cut off square. */
export function stroke(points: readonly Point[], pen: number, ends: 'round' | 'square'): string {
  let all = '';
  for (const [i, point] of points.entries()) {
    const next = points[i + 1];
    if (next !== undefined) all += bar(point, next, pen);
    const isEnd = i === 0 || next === undefined;
    if (ends === 'round' || !isEnd) all += disc(point[0], point[1], pen / 2);
  }
  return all;
}
