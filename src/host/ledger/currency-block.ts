/**
 * Rows that are packed together: column by column, a line for each row, then a zero and the addresses
 * of those rows that have one. Columns pack a quarter better than rows.
 */
import { concat, utf8 } from '../../bytes.js';
import { ADDRESS_SIZE, COLUMNS, hasAddress, isSignedText, type RowText } from './row-text.js';

/** Rows of a block: one is unpacked in a millisecond. */
export const BLOCK = 2048;

const BETWEEN = '\n';
const END = 0;

export function blockBytes(rows: readonly RowText[], addresses: readonly Uint8Array[]): Uint8Array {
  const text = COLUMNS.flatMap((column) => rows.map((row) => row[column])).join(BETWEEN);
  return concat(utf8(text), Uint8Array.of(END), ...addresses);
}

export class CurrencyBlock {
  /** Rows. */
  readonly size: number;
  private readonly columns: Readonly<Record<keyof RowText, readonly string[]>>;
  private readonly addresses: Uint8Array;
  /** Of each row: how many in front of it have an address. */
  private readonly addressed: readonly number[];

  constructor(bytes: Uint8Array) {
    const end = bytes.indexOf(END);
    const texts = new TextDecoder().decode(bytes.subarray(0, end)).split(BETWEEN);
    const size = texts.length / COLUMNS.length;
    const columns = COLUMNS.map((name, i) => [name, texts.slice(i * size, (i + 1) * size)]);
    this.columns = Object.fromEntries(columns);
    this.size = size;
    this.addresses = bytes.subarray(end + 1);
    let before = 0;
    this.addressed = this.columns.last.map((last) => (hasAddress(last) ? before++ : before));
  }

  text(column: keyof RowText, at: number): string {
    return this.columns[column][at]!;
  }

  /** 20 bytes; undefined where the id ends otherwise. */
  address(at: number): Uint8Array | undefined {
    if (!hasAddress(this.text('last', at))) return undefined;
    const from = ADDRESS_SIZE * this.addressed[at]!;
    return this.addresses.subarray(from, from + ADDRESS_SIZE);
  }

  addressesBefore(at: number): number {
    return this.addressed[at]!;
  }

  /** The row that is the `n`th without an address; -1 where there are fewer. */
  withoutAddress(n: number): number {
    return this.addressed.findIndex(
      (before, at) => at - before === n && !hasAddress(this.text('last', at)),
    );
  }

  /** Signatures of its own in front of a row: it may have that of an earlier one. */
  signaturesBefore(at: number): number {
    const { configuration, signature } = this.columns;
    const own = (text: string, i: number) => isSignedText(text) && signature[i] === '';
    return configuration.slice(0, at).filter(own).length;
  }
}
