/**
 * How a byte layout is described, and the one encoder and one decoder that read the description.
 * `layouts.ts` holds the descriptions themselves.
 */
import { EMPTY, ownBytes } from '../bytes.js';

/** One field; all values are byte strings. Sizes are in bytes, lengths are big-endian. */
export type Field =
  /** Exactly one byte, one of `values`, which name it. */
  | { name: string; kind: 'choice'; values: Readonly<Record<string, number>> }
  /** A length of `lengthSize` bytes, then that many bytes; the number must lie in min..max. */
  | { name: string; kind: 'sized'; lengthSize: 1 | 2; min?: number; max?: number }
  /** All the rest, which must be exactly `size` bytes. */
  | { name: string; kind: 'last'; size: number }
  /** All the rest, min..max bytes. */
  | { name: string; kind: 'rest'; min?: number; max?: number }
  /** A DER object: its tag byte is not looked at, its one-byte length is; min..max in all. */
  | { name: string; kind: 'der'; min: number; max: number };

/** The data of a command, field by field. */
export interface Layout {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** A decoded field and where it stands in the command data. */
export interface Span {
  /** Of its first byte, from 0. */
  readonly offset: number;
  /** Without the length in front, where there is one; DER with its header. */
  readonly bytes: Uint8Array;
}

/** Why command data does not fit a layout. */
export interface LayoutProblem {
  /** The field at which reading stopped; undefined for bytes left over at the end. */
  readonly field: string | undefined;
  /** Offset in the command data, bytes. */
  readonly offset: number;
  readonly expected: string;
  readonly actual: string;
}

/** The fields that were read, or where and why reading stopped. */
export type Decoded =
  | { readonly ok: true; readonly fields: Readonly<Record<string, Span>> }
  | {
      readonly ok: false;
      readonly problem: LayoutProblem;
      /** Fields read in front of the problem. */
      readonly fields: Readonly<Record<string, Span>>;
    };

/** Reads fields in order and stops at the first one that does not fit, as the firmware does. */
export function decode(layout: Layout, data: Uint8Array): Decoded {
  const fields: Record<string, Span> = {};
  let offset = 0;
  for (const field of layout.fields) {
    const read = readField(field, data, offset);
    if ('expected' in read) return { ok: false, problem: { field: field.name, ...read }, fields };
    fields[field.name] = { offset: read.start, bytes: data.subarray(read.start, read.end) };
    offset = read.end;
  }
  if (offset !== data.length) {
    const problem = {
      field: undefined,
      offset,
      expected: `nothing after byte ${offset}`,
      actual: `${data.length - offset} more`,
    };
    return { ok: false, problem, fields };
  }
  return { ok: true, fields };
}

type Read = { start: number; end: number } | { offset: number; expected: string; actual: string };

function readField(field: Field, data: Uint8Array, offset: number): Read {
  const left = data.length - offset;
  switch (field.kind) {
    case 'choice': {
      const value = data[offset];
      for (const name in field.values) {
        if (field.values[name] === value) return { start: offset, end: offset + 1 };
      }
      const names = Object.entries(field.values).map(([name, byte]) => `${byte} (${name})`);
      const expected = `one byte: ${names.join(' or ')}`;
      return { offset, expected, actual: `${value ?? 'nothing'}` };
    }
    case 'sized': {
      if (left < field.lengthSize) {
        return { offset, expected: `a ${field.lengthSize}-byte length`, actual: `${left} bytes` };
      }
      let size = 0;
      for (let i = 0; i < field.lengthSize; i++) size = size * 256 + data[offset + i]!;
      const start = offset + field.lengthSize;
      if (start + size > data.length) {
        const actual = `${data.length - start}`;
        return { offset, expected: `the ${size} bytes its length announces`, actual };
      }
      return inRange(field, offset, start, size);
    }
    case 'last': {
      if (left !== field.size) {
        return { offset, expected: `exactly ${field.size} bytes`, actual: `${left}` };
      }
      return { start: offset, end: data.length };
    }
    case 'rest':
      return inRange(field, offset, offset, left);
    case 'der': {
      const size = data[offset + 1];
      if (size === undefined) return { offset, expected: 'a DER header', actual: `${left} bytes` };
      if (offset + 2 + size > data.length) {
        const actual = `${data.length - offset - 2}`;
        return { offset, expected: `the ${size} bytes its DER length announces`, actual };
      }
      return inRange(field, offset, offset, 2 + size);
    }
  }
}

function inRange(
  field: { min?: number; max?: number },
  offset: number,
  start: number,
  size: number,
): Read {
  const min = field.min ?? 0;
  const max = field.max ?? Number.POSITIVE_INFINITY;
  if (size < min || size > max) {
    const expected = field.max === undefined ? `at least ${min} bytes` : `${min} to ${max} bytes`;
    return { offset, expected, actual: `${size}` };
  }
  return { start, end: start + size };
}

/**
 * Writes the fields in order. Sizes outside min..max are written all the same (a host may want to
 * see the device refuse them).
 * @throws RangeError when a length does not fit its length field.
 */
export function encode(
  layout: Layout,
  values: Readonly<Record<string, Uint8Array>>,
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array {
  let size = 0;
  for (const field of layout.fields) size += lengthSize(field) + (values[field.name]?.length ?? 0);
  const data = memory(size);
  let at = 0;
  for (const field of layout.fields) {
    const value = values[field.name] ?? EMPTY;
    if (field.kind === 'sized') {
      if (value.length >= (field.lengthSize === 1 ? 0x100 : 0x10000)) {
        throw new RangeError(
          `${layout.name}: ${field.name} has ${value.length} bytes, its length field holds at most ${256 ** field.lengthSize - 1}`,
        );
      }
      if (field.lengthSize === 2) data[at++] = value.length >> 8;
      data[at++] = value.length & 0xff;
    }
    data.set(value, at);
    at += value.length;
  }
  return data;
}

function lengthSize(field: Field): number {
  return field.kind === 'sized' ? field.lengthSize : 0;
}
