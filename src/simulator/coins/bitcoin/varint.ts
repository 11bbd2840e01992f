/** Bitcoin's compact sizes and little-endian numbers, and a reader of bytes that runs out quietly. */
import { concat, fromBigInt, toBigInt } from '../../../bytes.js';

export function littleEndian(value: number | bigint, size: number): Uint8Array {
  return fromBigInt(BigInt(value), size).reverse();
}

export function fromLittleEndian(bytes: Uint8Array): bigint {
  return toBigInt(bytes.slice().reverse());
}

export function varint(value: number | bigint): Uint8Array {
  const number = BigInt(value);
  if (number < 0xfdn) return littleEndian(number, 1);
  if (number <= 0xffffn) return concat(Uint8Array.of(0xfd), littleEndian(number, 2));
  if (number <= 0xffff_ffffn) return concat(Uint8Array.of(0xfe), littleEndian(number, 4));
  return concat(Uint8Array.of(0xff), littleEndian(number, 8));
}

/** Length in front of the bytes. */
export function withVarint(bytes: Uint8Array): Uint8Array {
  return concat(varint(bytes.length), bytes);
}

/** Reads from the front; every method gives undefined, and stays where it is, when bytes are missing. */
export class ByteReader {
  private at = 0;
  private readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  get left(): number {
    return this.data.length - this.at;
  }

  bytes(count: number): Uint8Array | undefined {
    if (count > this.left) return undefined;
    this.at += count;
    return this.data.slice(this.at - count, this.at);
  }

  byte(): number | undefined {
    return this.bytes(1)?.[0];
  }

  /** In any form, also one longer than needed, as the app reads it. */
  varint(): bigint | undefined {
    const first = this.data[this.at];
    if (first === undefined) return undefined;
    const size = first < 0xfd ? 0 : 2 ** (first - 0xfc);
    if (1 + size > this.left) return undefined;
    this.at += 1 + size;
    if (size === 0) return BigInt(first);
    return fromLittleEndian(this.data.subarray(this.at - size, this.at));
  }
}
