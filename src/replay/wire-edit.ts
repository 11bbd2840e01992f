/** Protobuf bytes with other values in some fields, and everything else as it was written. */
import { concat, equal } from '../bytes.js';
import { scanWire, WIRE_TYPES } from '../check/payload/wire.js';
import type { Message } from '../payload/messages.js';

/**
 * @param edit asked for each string and bytes field of the message, and with no name for each unknown
 * field; what it answers takes the place of the value. Nested messages stay but for their unknown fields;
 * numbers of known fields stay.
 * @returns undefined when they are no readable message.
 */
export function withFieldBytes(
  type: Message,
  protobuf: Uint8Array,
  edit: (field: string | undefined, value: Uint8Array) => Uint8Array,
): Uint8Array | undefined {
  const scan = scanWire(protobuf, type);
  if (scan.problem !== undefined) return undefined;
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [index, { number, wireType, offset, valueOffset }] of scan.fields.entries()) {
    const end = scan.fields[index + 1]?.offset ?? protobuf.length;
    const bytes = protobuf.subarray(valueOffset, end);
    const field = type.fields.find((known) => known.number === number);
    let value = bytes;
    if (field === undefined) {
      value = edit(undefined, bytes);
      // Numbers keep the bits that say where they end.
      if (wireType === WIRE_TYPES.varint) value = endedAlike(value, bytes);
    } else if (field.type === 'message') {
      value = withFieldBytes(field.of, bytes, innerEdit(edit)) ?? edit(undefined, bytes);
    } else if (field.type !== 'uint32') {
      value = edit(field.name, bytes);
    }
    if (equal(value, bytes)) continue;
    const tagEnd = endOfVarint(protobuf, offset);
    parts.push(protobuf.subarray(at, tagEnd));
    parts.push(
      value.length === bytes.length ? protobuf.subarray(tagEnd, valueOffset) : varint(value.length),
    );
    parts.push(value);
    at = end;
  }
  return concat(...parts, protobuf.subarray(at));
}

type Edit = (field: string | undefined, value: Uint8Array) => Uint8Array;

/** Known fields of a nested message are no texts of anybody. */
function innerEdit(edit: Edit): Edit {
  return (field, value) => (field === undefined ? edit(undefined, value) : value);
}

function endedAlike(value: Uint8Array, before: Uint8Array): Uint8Array {
  return value.map((byte, at) => (byte & 0x7f) | (before[at]! & 0x80));
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
