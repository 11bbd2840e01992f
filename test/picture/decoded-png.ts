/** Reads RGB pictures of eight bits, as emulators give them. Source: RFC 2083. */
import { inflateSync } from 'node:zlib';
import type { Raster } from '../../src/simulator/screens/pixels/raster.js';

const BYTES = 3;

export function decodedPng(png: Buffer): Raster {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(png.subarray(at + 8, at + 8 + length));
    }
    at += 12 + length;
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, colours, , , interlace] = png.subarray(24, 29);
  if (bits !== 8 || colours !== 2 || interlace !== 0) {
    throw new Error(`expected 8 bits of RGB, found ${bits} bits of colour type ${colours}`);
  }
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * BYTES, height);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const [red, green, blue] = [rows[3 * i]!, rows[3 * i + 1]!, rows[3 * i + 2]!];
    pixels[i] = (red << 16) | (green << 8) | blue;
  }
  return { width, height, pixels };
}

function unfiltered(data: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    const filter = data[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x < BYTES ? 0 : out[row + x - BYTES]!;
      const up = y === 0 ? 0 : out[row - stride + x]!;
      const corner = x < BYTES || y === 0 ? 0 : out[row - stride + x - BYTES]!;
      out[row + x] = data[row + y + 1 + x]! + guess(filter, left, up, corner);
    }
  }
  return out;
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  return filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
}

function paeth(left: number, up: number, corner: number): number {
  const middle = left + up - corner;
  const [a, b, c] = [Math.abs(middle - left), Math.abs(middle - up), Math.abs(middle - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
