import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pngOf } from '../../src/picture/png.js';
import { sixelOf } from '../../src/picture/sixel.js';
import type { Raster } from '../../src/simulator/screens/pixels/raster.js';

/** Reads back what `pngOf` writes. */
function decoded(png: Uint8Array): {
  width: number;
  height: number;
  colours: number[];
  bits: number;
} {
  const buffer = Buffer.from(png);
  expect(buffer.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < buffer.length; ) {
    const length = buffer.readUInt32BE(at);
    chunks.set(buffer.toString('latin1', at + 4, at + 8), buffer.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = chunks.get('IHDR')!;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bits, type] = [header[8]!, header[9]!];
  const rows = inflateSync(chunks.get('IDAT')!);
  const palette = chunks.get('PLTE');
  const stride = 1 + Math.ceil((width * bits * (type === 2 ? 3 : 1)) / 8);
  const colours: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (type === 2) {
        colours.push(rows.readUIntBE(y * stride + 1 + 3 * x, 3));
        continue;
      }
      const byte = rows[y * stride + 1 + ((x * bits) >> 3)]!;
      const index = (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
      colours.push(palette!.readUIntBE(3 * index, 3));
    }
  }
  return { width, height, colours, bits };
}

describe('PNG', () => {
  test.each([
    [1, 1],
    [2, 1],
    [4, 2],
    [16, 4],
    [200, 8],
    [300, 8],
  ])('%i colours in %i bits', (count, bits) => {
    const pixels = Uint32Array.from({ length: 31 * 17 }, (_, i) => (i % count) * 0x000b0d);
    const raster: Raster = { width: 31, height: 17, pixels };
    const png = decoded(pngOf(raster));
    expect(png).toEqual({ width: 31, height: 17, colours: [...pixels], bits });
  });
});

test('sixels name each colour and cover each band', () => {
  const pixels = Uint32Array.from({ length: 5 * 7 }, (_, i) => (i < 5 ? 0xffffff : 0));
  const sixel = sixelOf({ width: 5, height: 7, pixels });
  expect(sixel).toBe('\u001bP0;1;0q"1;1;5;7#0;2;100;100;100#1;2;0;0;0#0!5@$#1!5}$-#1!5@$-\u001b\\');
});
