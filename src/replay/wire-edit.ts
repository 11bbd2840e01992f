/** Protobuf bytes with other values in some fields, and everything else as it was written. */
import { concat, equal } from '../bytes.js';
import { scanWire, WIRE_TYPES } from '../check/wire.js';
import type { Message } from '../payload/messages.js';

/**
 * @param edit asked for each string and bytes field of the message; what it answers takes the place of
 * the value. Unknown fields, nested messages and numbers stay.
 * @returns the bytes as they are when they are no readable message.
 */
export function withFieldBytes(
  type: Message,
  protobuf: Uint8Array,
  edit: (field: string, value: Uint8Array) => Uint8Array,
): Uint8Array {
  const scan = scanWire(protobuf, type);
  if (scan.problem !== undefined) return protobuf;
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { number, wireType, offset, valueOffset, bytes } of scan.fields) {
    const field = type.fields.find((known) => known.number === number);
    const isBytes = field?.type === 'string' || field?.type === 'bytes';
    if (!isBytes || wireType !== WIRE_TYPES.sized) continue;
    const value = edit(field.name, bytes);
    if (equal(value, bytes)) continue;
    const tagEnd = endOfVarint(protobuf, offset);
    parts.push(protobuf.subarray(at, tagEnd));
    parts.push(
      value.length === bytes.length ? protobuf.subarray(tagEnd, valueOffset) : varint(value.length),
    );
    parts.push(value);
    at = valueOffset + bytes.length;
  }
  return concat(...parts, protobuf.subarray(at));
}

function endOfVarint(bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at]! & 0x80) !== 0) at++;
  return at + 1;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, rest);
}
