/**
 * Rows that are packed together: column by column, a line for each row, then a zero and the addresses
 * of those rows that have one. Columns pack a quarter better than rows.
 */
import { concat, utf8 } from '../../bytes.js';
import { BETWEEN_LINES, Lines } from './lines.js';
import { ADDRESS, ADDRESS_SIZE, COLUMNS, NOT_SIGNED, type RowText } from './row-text.js';

/** Rows of a block: one is unpacked in a millisecond. */
export const BLOCK = 2048;

const END = 0;

export function blockBytes(rows: readonly RowText[], addresses: readonly Uint8Array[]): Uint8Array {
  const text = COLUMNS.flatMap((column) => rows.map((row) => row[column])).join(BETWEEN_LINES);
  return concat(utf8(text), Uint8Array.of(END), ...addresses);
}

export class CurrencyBlock {
  /** Rows. */
  readonly size: number;
  private readonly lines: Lines;
  private readonly addresses: Uint8Array;
  /** Of each row: how many in front of it have an address. */
  private addressed: Uint16Array | undefined;

  /** @param size rows in it. */
  constructor(bytes: Uint8Array, size: number) {
    const end = bytes.indexOf(END);
    const text = new TextDecoder().decode(bytes.subarray(0, end));
    this.lines = new Lines(text, COLUMNS.length * size);
    this.size = size;
    this.addresses = bytes.subarray(end + 1);
  }

  text(column: keyof RowText, at: number): string {
    return this.lines.at(this.line(column, at));
  }

  /** 20 bytes; undefined where the id ends otherwise. */
  address(at: number): Uint8Array | undefined {
    if (!this.hasAddress(at)) return undefined;
    const from = ADDRESS_SIZE * this.addressesBefore(at);
    return this.addresses.subarray(from, from + ADDRESS_SIZE);
  }

  addressesBefore(at: number): number {
    if (this.addressed === undefined) {
      this.addressed = new Uint16Array(this.size);
      for (let row = 1; row < this.size; row++) {
        this.addressed[row] = this.addressed[row - 1]! + (this.hasAddress(row - 1) ? 1 : 0);
      }
    }
    return this.addressed[at]!;
  }

  /** The row that is the `n`th without an address; -1 where there are fewer. */
  withoutAddress(n: number): number {
    for (let at = 0; at < this.size; at++) {
      if (at - this.addressesBefore(at) === n && !this.hasAddress(at)) return at;
    }
    return -1;
  }

  /** Signatures of its own in front of a row: it may have that of an earlier one. */
  signaturesBefore(at: number): number {
    let own = 0;
    for (let row = 0; row < at; row++) {
      const isSigned = !this.lines.is(this.line('configuration', row), NOT_SIGNED);
      if (isSigned && this.lines.is(this.line('signature', row), '')) own++;
    }
    return own;
  }

  private line(column: keyof RowText, at: number): number {
    return COLUMNS.indexOf(column) * this.size + at;
  }

  private hasAddress(at: number): boolean {
    return this.lines.endsWith(this.line('last', at), ADDRESS);
  }
}
