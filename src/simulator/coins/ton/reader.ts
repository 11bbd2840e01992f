/** Reads a command of the TON app, front to back; every read past the end is one error. */
import { toBigInt } from '../../../bytes.js';
import type { CellRef, TonAddress } from './cell.js';

/** The bytes end, or one of them must not be. The message says which field. */
export class Unreadable extends Error {}

/** Most bytes of an amount. */
export const MAX_AMOUNT_SIZE = 15;

export class TonReader {
  private readonly data: Uint8Array;
  private offset = 0;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  get left(): number {
    return this.data.length - this.offset;
  }

  take(size: number, field: string): Uint8Array {
    if (size > this.left) throw new Unreadable(`${field} is cut`);
    this.offset += size;
    return this.data.subarray(this.offset - size, this.offset);
  }

  byte(field: string): number {
    return this.take(1, field)[0]!;
  }

  /** Big-endian. */
  uint(size: number, field: string): bigint {
    return toBigInt(this.take(size, field));
  }

  flag(field: string): boolean {
    const value = this.byte(field);
    if (value > 1) throw new Unreadable(`${field} is neither 0 nor 1`);
    return value === 1;
  }

  /** One byte of length, then the number, big-endian. */
  amount(field: string): Uint8Array {
    const size = this.byte(field);
    if (size > MAX_AMOUNT_SIZE)
      throw new Unreadable(`${field} has more than ${MAX_AMOUNT_SIZE} bytes`);
    return this.take(size, field);
  }

  address(field: string): TonAddress {
    return { chain: this.byte(field), hash: this.take(32, field) };
  }

  cell(field: string): CellRef {
    return { depth: Number(this.uint(2, field)), hash: this.take(32, field) };
  }

  cellIfAny(field: string): CellRef | undefined {
    return this.flag(field) ? this.cell(field) : undefined;
  }

  end(what: string): void {
    if (this.left > 0) throw new Unreadable(`bytes are left over behind ${what}`);
  }
}
