/** What transactions of the TON app are made of. */
import { ByteReader, Unreadable } from '../byte-reader.js';
import type { CellRef, TonAddress } from './cell.js';

/** Most bytes of an amount. */
export const MAX_AMOUNT_SIZE = 15;

export class TonReader extends ByteReader {
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
