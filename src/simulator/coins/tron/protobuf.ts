/**
 * Protobuf as the Tron app reads it: nanopb 0.4.5, stricter than the one of Exchange. A field with
 * another wire type than declared, a zero tag or a cut value is an error; unknown fields are skipped.
 */
import { concat, EMPTY } from '../../../bytes.js';
import { NanopbError, NanopbStream } from '../../../payload/nanopb-stream.js';

/**
 * How a field is declared: a number, bytes of one size or none, a nested message (several are read
 * as one), or bytes the app looks at itself, which may come with any wire type.
 */
export type FieldKind = 'number' | { readonly size: number } | 'message' | 'once' | 'raw';

export interface Fields {
  number(field: number): bigint;
  /** Empty when the field did not come. */
  bytes(field: number): Uint8Array;
  has(field: number): boolean;
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const LONGEST_VARINT = 10;

/** The declared fields of a message, or null where the app's decoder gives up. */
export function readFields(
  data: Uint8Array,
  kinds: Readonly<Record<number, FieldKind>>,
): Fields | null {
  const found = new Map<number, bigint | Uint8Array>();
  const stream = new NanopbStream(data, 0, data.length);
  try {
    while (stream.left > 0) {
      const key = stream.varint32();
      const [field, wireType] = [key >>> 3, key & 7];
      if (field === 0) return null;
      const kind = kinds[field];
      if (kind === undefined) rawValue(stream, wireType, true);
      else if (kind === 'raw') found.set(field, rawValue(stream, wireType));
      else if (kind === 'number') {
        if (wireType !== VARINT) return null;
        found.set(field, stream.varint64());
      } else {
        if (wireType !== LENGTH_DELIMITED) return null;
        const value = stream.take(stream.varint32());
        const earlier = found.get(field) as Uint8Array | undefined;
        if (kind === 'once' && earlier !== undefined) return null;
        if (typeof kind === 'object' && value.length !== 0 && value.length !== kind.size) {
          return null;
        }
        found.set(field, kind === 'message' ? concat(earlier ?? EMPTY, value) : value);
      }
    }
  } catch (error) {
    if (error instanceof NanopbError) return null;
    throw error;
  }
  return {
    number: (field) => (found.get(field) as bigint | undefined) ?? 0n,
    bytes: (field) => (found.get(field) as Uint8Array | undefined) ?? EMPTY,
    has: (field) => found.has(field),
  };
}

/** The bytes of a value as they stand. Only in skipping may a varint be of any length. */
function rawValue(stream: NanopbStream, wireType: number, skipping = false): Uint8Array {
  switch (wireType) {
    case VARINT: {
      const start = stream.offset;
      while ((stream.byte() & 0x80) !== 0) {
        if (!skipping && stream.offset - start >= LONGEST_VARINT) stream.fail('a varint too long');
      }
      return stream.data.subarray(start, stream.offset);
    }
    case 1:
      return stream.take(8);
    case LENGTH_DELIMITED:
      return stream.take(stream.varint32());
    case 5:
      return stream.take(4);
    default:
      return stream.fail(`wire type ${wireType}`);
  }
}
