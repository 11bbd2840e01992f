/**
 * SCALE, the encoding of Substrate chains, as far as the Polkadot app reads it. No recording: source
 * app-polkadot app/src/scale_helper.c, parser_impl_common.c.
 */
import { ByteReader } from '../byte-reader.js';

/** What the app answers with in front of its status, when it cannot go on. */
export const PROBLEM = {
  noData: 'No more data',
  empty: 'Initialized empty context',
  end: 'Unexpected buffer end',
  value: 'Unexpected value',
  range: 'Value out of range',
  more: 'Unexpected unparsed bytes',
  digest: 'wrong metadata digest',
  other: 'Unrecognized error code',
} as const;

/** Its message is one of the app's own texts, as it stands in the answer. */
export class PolkadotError extends Error {}

/** Sizes of a compact integer, by its two lowest bits; longer ones say theirs. */
const SINGLE = 0;
const DOUBLE = 1;
const FOUR = 2;
const SMALLEST_DOUBLE = 64n;
const SMALLEST_FOUR = 16383n;

export class ScaleReader extends ByteReader {
  /** A compact integer as it stands, with the bits that say its size. */
  compactBytes(): Uint8Array {
    const first = this.peek();
    const mode = first & 3;
    if (mode === SINGLE) return this.take(1);
    if (mode === DOUBLE) return this.take(2);
    return this.take(mode === FOUR ? 4 : (first >> 2) + 5);
  }

  /** A compact integer that is a size or a number of a type. @throws PolkadotError */
  compact(): number {
    return Number(compactValue(this.compactBytes()));
  }

  bytes(): Uint8Array {
    return this.take(this.compact());
  }

  /** Undefined when there is none. */
  optionalBytes(): Uint8Array | undefined {
    const flag = this.byte();
    if (flag > 1) throw new PolkadotError(PROBLEM.range);
    return flag === 1 ? this.bytes() : undefined;
  }

  list<T>(read: () => T): T[] {
    const all: T[] = [];
    for (let left = this.compact(); left > 0; left--) all.push(read());
    return all;
  }
}

/** Of one, two or four bytes; longer ones, and those that would fit fewer, are out of range. */
export function compactValue(bytes: Uint8Array): bigint {
  const value = new ByteReader(bytes).uintLe(bytes.length) >> 2n;
  const tooSmall =
    (bytes.length === 2 && value < SMALLEST_DOUBLE) ||
    (bytes.length === 4 && value < SMALLEST_FOUR);
  if (bytes.length > 4 || tooSmall) throw new PolkadotError(PROBLEM.range);
  return value;
}
