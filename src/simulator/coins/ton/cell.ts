/**
 * Cells of the TON blockchain: up to 1023 bits and four references, known by their hash and depth.
 * An ordinary cell's hash is the SHA-256 of two descriptor bytes, its bits, and depths and hashes of
 * what it refers to. Source: TON whitepaper 3.1, app-ton src/common/cell.c and bits.c.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY, fromBigInt, toBigInt } from '../../../bytes.js';

/** A cell as others refer to it. */
export interface CellRef {
  /** 32 bytes. */
  readonly hash: Uint8Array;
  readonly depth: number;
}

/** Bits as a number and how many there are of them. */
export interface Bits {
  readonly value: bigint;
  readonly size: number;
}

export const bit = (set: boolean): Bits => ({ value: set ? 1n : 0n, size: 1 });

export const uint = (value: bigint | number, size: number): Bits => ({
  value: BigInt(value),
  size,
});

export const bytes = (value: Uint8Array): Bits => uint(toBigInt(value), 8 * value.length);

/** An amount: its bytes behind their number on four bits. Empty for zero, if they are. */
export const coins = (amount: Uint8Array = EMPTY): Bits =>
  joined([uint(amount.length, 4), bytes(amount)]);

/** A standard address: tag, no anycast, workchain, account. */
export const address = ({ chain, hash }: TonAddress): Bits =>
  joined([uint(0b100, 3), uint(chain, 8), bytes(hash)]);

export interface TonAddress {
  readonly chain: number;
  readonly hash: Uint8Array;
}

function joined(parts: readonly Bits[]): Bits {
  return parts.reduce((all, { value, size }) => ({
    value: (all.value << BigInt(size)) | value,
    size: all.size + size,
  }));
}

export function cellOf(parts: readonly Bits[], refs: readonly CellRef[] = []): CellRef {
  const { value, size } = joined(parts);
  const fullBytes = Math.floor(size / 8);
  const allBytes = Math.ceil(size / 8);
  const padding = 8 * allBytes - size;
  // Behind the last bit of an unfinished byte stand a one and zeros.
  const padded = padding === 0 ? value : ((value << 1n) | 1n) << BigInt(padding - 1);
  const hash = sha256(
    concat(
      Uint8Array.of(refs.length, fullBytes + allBytes),
      allBytes === 0 ? EMPTY : fromBigInt(padded, allBytes),
      ...refs.map(({ depth }) => Uint8Array.of(depth >> 8, depth & 0xff)),
      ...refs.map((ref) => ref.hash),
    ),
  );
  return { hash, depth: refs.length === 0 ? 0 : 1 + Math.max(...refs.map(({ depth }) => depth)) };
}
