/**
 * PNG files of rasters, the same bytes on every machine: palette when 256 colours are enough, no
 * row filters (flat areas pack better without). Source: RFC 2083.
 */

import { zlibSync } from 'fflate';
import { crc32 } from '../codec/crc32.js';
import type { Raster } from '../simulator/screens/pixels/raster.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Colour types of the header. */
const TRUECOLOUR = 2;
const INDEXED = 3;

/**
 * Not Node's zlib, which packs differently from version to version and from one processor to another.
 * `mem` is said because the default is worked out with a logarithm.
 */
const PACKING = { level: 8, mem: 12 } as const;

export interface PngOptions {
  /** Eight bits each of red, green and blue, however few colours there are. */
  readonly truecolour?: boolean;
}

export function pngOf(raster: Raster, { truecolour = false }: PngOptions = {}): Uint8Array {
  const { width, height } = raster;
  const palette = truecolour ? null : paletteOf(raster);
  const bits = palette === null ? 8 : bitsFor(palette.size);
  const header = [
    ...bytes32(width),
    ...bytes32(height),
    ...[bits, palette === null ? TRUECOLOUR : INDEXED, 0, 0, 0],
  ];
  const rows = palette === null ? trueRows(raster) : indexedRows(raster, palette, bits);
  const chunks = [chunk('IHDR', Uint8Array.from(header))];
  if (palette !== null) chunks.push(chunk('PLTE', paletteBytes(palette)));
  chunks.push(chunk('IDAT', zlibSync(rows, PACKING)), chunk('IEND', new Uint8Array(0)));
  return joined([Uint8Array.from(SIGNATURE), ...chunks]);
}

/** Colours in the order of their first pixel, or null when there are more than 256. */
function paletteOf({ pixels }: Raster): Map<number, number> | null {
  const palette = new Map<number, number>();
  let last = -1;
  for (let i = 0; i < pixels.length; i++) {
    const colour = pixels[i] ?? 0;
    if (colour === last) continue;
    last = colour;
    if (palette.has(colour)) continue;
    if (palette.size === 256) return null;
    palette.set(colour, palette.size);
  }
  return palette;
}

function bitsFor(colours: number): number {
  if (colours <= 2) return 1;
  if (colours <= 4) return 2;
  return colours <= 16 ? 4 : 8;
}

function paletteBytes(palette: ReadonlyMap<number, number>): Uint8Array {
  return Uint8Array.from([...palette.keys()].flatMap((c) => [c >> 16, (c >> 8) & 0xff, c & 0xff]));
}

/** Each row begins with its filter, 0 for none. */
function indexedRows(
  { width, height, pixels }: Raster,
  palette: ReadonlyMap<number, number>,
  bits: number,
): Uint8Array {
  const stride = 1 + Math.ceil((width * bits) / 8);
  const rows = new Uint8Array(stride * height);
  let last = -1;
  let index = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = pixels[y * width + x] ?? 0;
      if (colour !== last) {
        last = colour;
        index = palette.get(colour) ?? 0;
      }
      const bit = x * bits;
      const at = y * stride + 1 + (bit >> 3);
      rows[at] = (rows[at] ?? 0) | (index << (8 - bits - (bit & 7)));
    }
  }
  return rows;
}

function trueRows({ width, height, pixels }: Raster): Uint8Array {
  const stride = 1 + 3 * width;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * stride + 1; x < width; x++) {
      const colour = pixels[y * width + x] ?? 0;
      rows[at++] = colour >> 16;
      rows[at++] = (colour >> 8) & 0xff;
      rows[at++] = colour & 0xff;
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([Uint8Array.from(type, (char) => char.charCodeAt(0)), data]);
  return joined([
    Uint8Array.from(bytes32(data.length)),
    body,
    Uint8Array.from(bytes32(crc32(body))),
  ]);
}

function bytes32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
