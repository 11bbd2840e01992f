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
  for (let i = 0; i < pixels.length; i++) pixels[i] = rows.readUIntBE(BYTES * i, BYTES);
  return { width, height, pixels };
}

function unfiltered(data: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x < BYTES ? 0 : out[y * stride + x - BYTES]!;
      const up = y === 0 ? 0 : out[(y - 1) * stride + x]!;
      const corner = x < BYTES || y === 0 ? 0 : out[(y - 1) * stride + x - BYTES]!;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      out[y * stride + x] = data[y * (stride + 1) + 1 + x]! + guesses[filter!]!;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
