/**
 * Protobuf as coin apps read it: nanopb 0.4.5, stricter than the one of Exchange. A field with
 * another wire type than declared, a zero tag or a cut value is an error; unknown fields are skipped.
 */
import { EMPTY } from '../../bytes.js';
import { NanopbError, NanopbStream } from '../../payload/nanopb-stream.js';

/** How a field is declared. */
export type FieldKind =
  /** Any integer of 64 bits, and signed ones of 32: what does not fit is cut off there. */
  | 'number'
  | 'uint32'
  /** sint64: the sign is the lowest bit. */
  | 'zigzag'
  | 'bool'
  /** Bytes the app looks at itself, which may come with any wire type. */
  | 'raw'
  /** Bytes of one size or none. */
  | { readonly size: number }
  /** Bytes, or a text, of this size at most. */
  | { readonly max: number }
  /**
   * A nested message; several are read as one. `oneOf` lists the fields of which only one can be
   * set: it makes the app forget the others.
   */
  | { readonly message: FieldKinds; readonly oneOf?: readonly number[] }
  /** Nested messages, so many at most. */
  | { readonly repeated: FieldKinds; readonly atMost: number };

/** A message: its fields by number. */
export type FieldKinds = Readonly<Record<number, FieldKind>>;

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const LONGEST_VARINT = 10;

/** A message as it was read. */
export class Fields {
  private readonly kinds: FieldKinds;
  private readonly numbers = new Map<number, bigint>();
  private readonly values = new Map<number, Uint8Array>();
  private readonly nested = new Map<number, Fields[]>();
  private readonly seen = new Set<number>();

  constructor(kinds: FieldKinds) {
    this.kinds = kinds;
  }

  /** 0 when the field did not come. */
  number(field: number): bigint {
    return this.numbers.get(field) ?? 0n;
  }

  /** Empty when the field did not come. */
  bytes(field: number): Uint8Array {
    return this.values.get(field) ?? EMPTY;
  }

  /** Without a field in it when it did not come. */
  message(field: number): Fields {
    return this.nested.get(field)?.[0] ?? NO_FIELDS;
  }

  messages(field: number): readonly Fields[] {
    return this.nested.get(field) ?? [];
  }

  has(field: number): boolean {
    return this.seen.has(field);
  }

  /** Which of these fields came last. */
  lastOf(fields: readonly number[]): number | undefined {
    return [...this.seen].findLast((field) => fields.includes(field));
  }

  private forget(field: number): void {
    this.nested.delete(field);
    this.seen.delete(field);
  }

  /** @throws NanopbError */
  read(stream: NanopbStream): this {
    while (stream.left > 0) {
      const key = varint32(stream);
      const [field, wireType] = [key >>> 3, key & 7];
      if (field === 0) stream.fail('a field without a number');
      const kind = this.kinds[field];
      if (kind === undefined) rawValue(stream, wireType, true);
      else this.readField(stream, field, kind, wireType);
    }
    return this;
  }

  private readField(stream: NanopbStream, field: number, kind: FieldKind, wireType: number): void {
    // The order is kept: the last one counts.
    this.seen.delete(field);
    this.seen.add(field);
    if (kind === 'raw') {
      this.values.set(field, rawValue(stream, wireType));
      return;
    }
    const expected = typeof kind === 'string' ? VARINT : LENGTH_DELIMITED;
    if (wireType !== expected) stream.fail(`field ${field} with wire type ${wireType}`);
    if (typeof kind === 'string') this.numbers.set(field, numberOf(stream, kind));
    else this.readBytes(stream, field, kind);
  }

  private readBytes(stream: NanopbStream, field: number, kind: Exclude<FieldKind, string>): void {
    const value = stream.take(varint32(stream));
    if ('size' in kind || 'max' in kind) {
      const fits = 'max' in kind ? value.length <= kind.max : [0, kind.size].includes(value.length);
      if (!fits) stream.fail(`field ${field} has ${value.length} bytes`);
      this.values.set(field, value);
      return;
    }
    const inner = new NanopbStream(value, 0, value.length);
    const all = this.nested.get(field) ?? [];
    if ('message' in kind) {
      for (const other of kind.oneOf ?? []) if (other !== field) this.forget(other);
      this.nested.set(field, [(all[0] ?? new Fields(kind.message)).read(inner)]);
    } else if (all.length < kind.atMost) {
      this.nested.set(field, [...all, new Fields(kind.repeated).read(inner)]);
    } else stream.fail(`field ${field} more than ${kind.atMost} times`);
  }
}

const NO_FIELDS = new Fields({});

/** The declared fields of a message, or null where the app's decoder gives up. */
export function readFields(data: Uint8Array, kinds: FieldKinds): Fields | null {
  try {
    return new Fields(kinds).read(new NanopbStream(data, 0, data.length));
  } catch (error) {
    if (error instanceof NanopbError) return null;
    throw error;
  }
}

/** Unlike Exchange's nanopb it takes no more bytes than a number of 64 bits has. */
function varint32(stream: NanopbStream): number {
  const start = stream.offset;
  const value = stream.varint32();
  if (stream.offset - start > LONGEST_VARINT) stream.fail('a varint too long');
  return value;
}

function numberOf(stream: NanopbStream, kind: 'number' | 'uint32' | 'zigzag' | 'bool'): bigint {
  if (kind === 'bool') return varint32(stream) === 0 ? 0n : 1n;
  const value = stream.varint64();
  if (kind === 'zigzag') return (value & 1n) === 0n ? value >> 1n : -(value >> 1n) - 1n;
  if (kind === 'uint32' && value > 0xffffffffn) stream.fail('a number above 32 bits');
  return value;
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
      return stream.take(varint32(stream));
    case 5:
      return stream.take(4);
    default:
      return stream.fail(`wire type ${wireType}`);
  }
}
