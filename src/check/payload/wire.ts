/**
 * Protobuf bytes as the sender wrote them: fields with their wire types and places, no message type
 * and no size limits. For findings only; what the device reads is decided by `payload/nanopb.ts`.
 */
import { fieldNumbered, type Message } from '../../payload/messages.js';

export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Offset of the field's tag in the protobuf bytes. */
  readonly offset: number;
  /** Offset of the value behind tag and length. */
  readonly valueOffset: number;
  /** Bytes of a length-delimited or fixed-size value; empty for a varint. */
  readonly bytes: Uint8Array;
  /** Value of a varint, 64 bits. */
  readonly varint: bigint;
}

export interface WireScan {
  readonly fields: readonly WireField[];
  /** Where and why reading had to stop before the end. */
  readonly problem?: { readonly offset: number; readonly reason: string };
}

const NO_BYTES = new Uint8Array(0);

export const WIRE_TYPES = { varint: 0, fixed64: 1, sized: 2, fixed32: 5 } as const;

/**
 * @param declared the message the device takes the bytes for: fields of it are then read as the
 * device reads them, by their declared type and not by the wire type they are sent with.
 */
export function scanWire(data: Uint8Array, declared?: Message): WireScan {
  const fields: WireField[] = [];
  let at = 0;
  const stop = (offset: number, reason: string): WireScan => ({
    fields,
    problem: { offset, reason },
  });
  while (at < data.length) {
    const offset = at;
    // Most tags and lengths are one byte.
    let tag = data[at]!;
    let number = tag >> 3;
    if (tag < MANY_BYTES) at++;
    else {
      const long = varintAt(data, at);
      if (long === undefined) {
        const cut = isCutOff(data, at);
        return stop(offset, cut ? 'the bytes end in the middle of a tag' : `a tag ${TOO_LONG}`);
      }
      tag = long.small;
      number = Math.floor(tag / 8);
      at = long.end;
    }
    const wireType = tag & 7;
    if (tag === 0) {
      return stop(offset, `a zero tag ends the message, ${data.length - at} bytes follow it`);
    }
    if (number === 0 || number > 0x1fffffff) {
      return stop(offset, `${number} is no field number`);
    }
    const readAs = wireTypeOf(declared, number) ?? wireType;
    if (readAs === WIRE_TYPES.varint) {
      const value = varintAt(data, at);
      if (value === undefined) return stop(at, `the number of field ${number} ${unread(data, at)}`);
      const varint = bigVarint(data, at);
      fields.push({ number, wireType, offset, valueOffset: at, bytes: NO_BYTES, varint });
      at = value.end;
      continue;
    }
    let size: number;
    if (readAs === WIRE_TYPES.sized && data[at]! < MANY_BYTES) {
      size = data[at++]!;
    } else if (readAs === WIRE_TYPES.sized) {
      const length = varintAt(data, at);
      if (length === undefined) {
        return stop(at, `the length of field ${number} ${unread(data, at)}`);
      }
      at = length.end;
      size = length.small;
    } else if (readAs === WIRE_TYPES.fixed64) {
      size = 8;
    } else if (readAs === WIRE_TYPES.fixed32) {
      size = 4;
    } else {
      return stop(
        offset,
        `field ${number} has wire type ${wireType}, which the device cannot skip`,
      );
    }
    if (size > data.length - at) {
      return stop(at, `field ${number} announces ${size} bytes, ${data.length - at} are there`);
    }
    const bytes = data.subarray(at, at + size);
    fields.push({ number, wireType, offset, valueOffset: at, bytes, varint: 0n });
    at += size;
  }
  return { fields };
}

/** A message that may be an order: read to its end, with several fields. */
export function isMessage(bytes: Uint8Array): boolean {
  return isWhole(scanWire(bytes));
}

/** As {@link isMessage}, of bytes that were read. */
export function isWhole({ fields, problem }: WireScan): boolean {
  return problem === undefined && fields.length >= 3;
}

/** How the device reads a field it knows; undefined for any other. */
function wireTypeOf(declared: Message | undefined, number: number): number | undefined {
  const field = declared && fieldNumbered(declared, number);
  if (field === undefined) return undefined;
  return field.type === 'uint32' ? WIRE_TYPES.varint : WIRE_TYPES.sized;
}

/** From here on a byte of a varint says that another follows. */
const MANY_BYTES = 0x80;
const MAX_VARINT = 10;
const TOO_LONG = `is longer than the ${MAX_VARINT} bytes a number may have`;

/** Whether the bytes end before the varint does. */
function isCutOff(data: Uint8Array, start: number): boolean {
  return data.length - start < MAX_VARINT;
}

function unread(data: Uint8Array, start: number): string {
  return isCutOff(data, start) ? 'is cut off' : TOO_LONG;
}

/** Value as a JavaScript number (exact below 2^53) and the offset behind it. */
function varintAt(data: Uint8Array, start: number): { small: number; end: number } | undefined {
  let small = 0;
  let factor = 1;
  for (let at = start; at < data.length && at < start + MAX_VARINT; at++) {
    const byte = data[at]!;
    small += (byte & 0x7f) * factor;
    if (byte < 0x80) return { small, end: at + 1 };
    factor *= 128;
  }
  return undefined;
}

function bigVarint(data: Uint8Array, start: number): bigint {
  let value = 0n;
  for (let at = start, shift = 0n; at < data.length; at++, shift += 7n) {
    value |= BigInt(data[at]! & 0x7f) << shift;
    if (data[at]! < 0x80) break;
  }
  return BigInt.asUintN(64, value);
}
