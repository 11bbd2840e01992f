/**
 * Compression for PNG files. Node's zlib packs differently from version to version and from one
 * processor to another; pictures that people commit must not. Source: RFC 1951.
 */
import { codeLengths, codesOf } from './huffman.js';

const MIN_MATCH = 3;
const MAX_MATCH = 258;
const WINDOW = 32768;
/** Earlier places looked at for each match. */
const MAX_TRIES = 32;
/** A match this long ends the search. */
const GOOD_MATCH = 128;
/** Symbols of one block; each block has its own codes. */
const BLOCK = 32768;

const END = 256;
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const LENGTH_EXTRA = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const distanceExtra = (code: number): number => (code < 2 ? 0 : (code >> 1) - 1);
/** In which order a block tells the lengths of the codes for code lengths. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Index of the last base that is not above `value`. */
function codeFor(bases: readonly number[], value: number): number {
  let low = 0;
  let high = bases.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bases[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Raw deflate data. */
export function deflate(data: Uint8Array): Uint8Array {
  const out = new BitWriter();
  const symbols = symbolsOf(data);
  for (let at = 0; at === 0 || at < symbols.length; at += BLOCK) {
    writeBlock(out, symbols.subarray(at, at + BLOCK), at + BLOCK >= symbols.length);
  }
  return out.bytes();
}

/** Literals as themselves; matches as length * 65536 + distance, lengths from 3. */
function symbolsOf(data: Uint8Array): Uint32Array {
  const symbols = new Uint32Array(data.length);
  const heads = new Int32Array(1 << 15).fill(-1);
  const before = new Int32Array(data.length);
  let count = 0;
  const hashAt = (at: number): number =>
    (((data[at] ?? 0) << 10) ^ ((data[at + 1] ?? 0) << 5) ^ (data[at + 2] ?? 0)) & 0x7fff;
  const remember = (at: number): void => {
    if (at + MIN_MATCH > data.length) return;
    const hash = hashAt(at);
    before[at] = heads[hash] ?? -1;
    heads[hash] = at;
  };
  for (let at = 0; at < data.length; ) {
    let best = 0;
    let distance = 0;
    const limit = Math.min(MAX_MATCH, data.length - at);
    let candidate = limit >= MIN_MATCH ? (heads[hashAt(at)] ?? -1) : -1;
    for (let tries = 0; candidate >= 0 && at - candidate <= WINDOW && tries < MAX_TRIES; tries++) {
      if (data[candidate + best] === data[at + best]) {
        let length = 0;
        while (length < limit && data[candidate + length] === data[at + length]) length++;
        if (length > best) {
          best = length;
          distance = at - candidate;
          if (length >= Math.min(limit, GOOD_MATCH)) break;
        }
      }
      candidate = before[candidate] ?? -1;
    }
    const length = best >= MIN_MATCH ? best : 1;
    symbols[count++] = best >= MIN_MATCH ? best * 65536 + distance : (data[at] ?? 0);
    for (let i = 0; i < length; i++) remember(at + i);
    at += length;
  }
  return symbols.subarray(0, count);
}

function writeBlock(out: BitWriter, symbols: Uint32Array, isLast: boolean): void {
  const literalCounts = new Array<number>(286).fill(0);
  const distanceCounts = new Array<number>(30).fill(0);
  literalCounts[END] = 1;
  for (const symbol of symbols) {
    if (symbol < 65536) {
      literalCounts[symbol]!++;
      continue;
    }
    literalCounts[257 + codeFor(LENGTH_BASE, symbol >>> 16)]!++;
    distanceCounts[codeFor(DISTANCE_BASE, symbol & 0xffff)]!++;
  }
  const literalLengths = codeLengths(literalCounts, 15);
  const distanceLengths = codeLengths(distanceCounts, 15);
  out.write(isLast ? 1 : 0, 1);
  out.write(2, 2);
  writeLengths(out, literalLengths, distanceLengths);

  const literals = codesOf(literalLengths);
  const distances = codesOf(distanceLengths);
  for (const symbol of symbols) {
    if (symbol < 65536) {
      out.write(literals[symbol]!, literalLengths[symbol]!);
      continue;
    }
    const length = symbol >>> 16;
    const distance = symbol & 0xffff;
    const l = codeFor(LENGTH_BASE, length);
    out.write(literals[257 + l]!, literalLengths[257 + l]!);
    out.write(length - LENGTH_BASE[l]!, LENGTH_EXTRA[l]!);
    const d = codeFor(DISTANCE_BASE, distance);
    out.write(distances[d]!, distanceLengths[d]!);
    out.write(distance - DISTANCE_BASE[d]!, distanceExtra(d));
  }
  out.write(literals[END]!, literalLengths[END]!);
}

/** The code lengths of a block, which are themselves packed: runs, then codes. */
function writeLengths(
  out: BitWriter,
  literals: readonly number[],
  distances: readonly number[],
): void {
  const literalCount = Math.max(257, lastUsed(literals) + 1);
  const distanceCount = Math.max(1, lastUsed(distances) + 1);
  const all = [...literals.slice(0, literalCount), ...distances.slice(0, distanceCount)];
  const runs = runsOf(all);
  const counts = new Array<number>(19).fill(0);
  for (const { code } of runs) counts[code]!++;
  const lengths = codeLengths(counts, 7);
  const codes = codesOf(lengths);
  let told = LENGTH_ORDER.length;
  while (told > 4 && lengths[LENGTH_ORDER[told - 1]!] === 0) told--;

  out.write(literalCount - 257, 5);
  out.write(distanceCount - 1, 5);
  out.write(told - 4, 4);
  for (const code of LENGTH_ORDER.slice(0, told)) out.write(lengths[code]!, 3);
  for (const { code, extra, bits } of runs) {
    out.write(codes[code]!, lengths[code]!);
    out.write(extra, bits);
  }
}

function lastUsed(lengths: readonly number[]): number {
  return lengths.findLastIndex((length) => length > 0);
}

interface Run {
  readonly code: number;
  readonly extra: number;
  readonly bits: number;
}

function runsOf(lengths: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < lengths.length; ) {
    const value = lengths[at]!;
    let end = at;
    while (end < lengths.length && lengths[end] === value) end++;
    let left = end - at;
    at = end;
    if (value !== 0) {
      runs.push({ code: value, extra: 0, bits: 0 });
      left--;
    }
    while (left > 0) {
      if (value === 0 && left >= 11) {
        const taken = Math.min(138, left);
        runs.push({ code: 18, extra: taken - 11, bits: 7 });
        left -= taken;
      } else if (left >= 3) {
        const taken = Math.min(value === 0 ? 10 : 6, left);
        runs.push({ code: value === 0 ? 17 : 16, extra: taken - 3, bits: value === 0 ? 3 : 2 });
        left -= taken;
      } else {
        runs.push({ code: value, extra: 0, bits: 0 });
        left--;
      }
    }
  }
  return runs;
}

/** Bits from the lowest of each byte on. */
class BitWriter {
  private out = new Uint8Array(4096);
  private length = 0;
  private pending = 0;
  private count = 0;

  /** At most 15 bits. */
  write(value: number, bits: number): void {
    this.pending |= value << this.count;
    this.count += bits;
    while (this.count >= 8) {
      this.push(this.pending & 0xff);
      this.pending >>>= 8;
      this.count -= 8;
    }
  }

  bytes(): Uint8Array {
    if (this.count > 0) this.push(this.pending & 0xff);
    this.count = 0;
    this.pending = 0;
    return this.out.slice(0, this.length);
  }

  private push(byte: number): void {
    if (this.length === this.out.length) {
      const larger = new Uint8Array(2 * this.length);
      larger.set(this.out);
      this.out = larger;
    }
    this.out[this.length++] = byte;
  }
}
