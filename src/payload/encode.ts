/**
 * Protobuf encoding of the messages a provider signs, with protobufjs' writer and the one table in
 * `messages.ts`. Only the writer is loaded: protobufjs' reflection would double the time to load.
 */

import protobuf from 'protobufjs/minimal.js';
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import type { Message, MessageField } from './messages.js';

/** A value of a field: text, bytes, or what a message in it is made of. */
export type FieldValue = string | Uint8Array | number | MessageValues;

/** Values by field name: text, bytes, a number, or the values of a nested message. */
export interface MessageValues {
  readonly [field: string]: FieldValue | undefined;
}

/**
 * Protobuf bytes, fields in the order of their numbers. As in proto3, absent and empty values are
 * not written.
 * @throws InputError for a field the message does not have, or a value of another type.
 */
export function encodeMessage(type: Message, values: MessageValues): Uint8Array {
  const unknown = Object.keys(values).find(
    (name) => !type.fields.some((field) => field.name === name),
  );
  if (unknown !== undefined) {
    const known = type.fields.map((field) => field.name).join(', ');
    throw new InputError(expected(type.name, `the fields ${known}`, shownText(unknown)));
  }
  const writer = protobuf.Writer.create();
  for (const field of type.fields) {
    const value = values[field.name];
    if (value !== undefined) writeField(writer, type, field, value);
  }
  return Uint8Array.from(writer.finish());
}

const WIRE_TYPE = { varint: 0, sized: 2 } as const;

function writeField(
  writer: protobuf.Writer,
  type: Message,
  field: MessageField,
  value: FieldValue,
): void {
  const wrong = (what: string) => {
    const came = value instanceof Uint8Array ? 'bytes' : typeof value;
    return new InputError(expected(`${type.name}.${field.name}`, what, came));
  };
  const tag = (wireType: number) => writer.uint32((field.number << 3) | wireType);
  switch (field.type) {
    case 'string':
      if (typeof value !== 'string') throw wrong('text');
      if (value !== '') tag(WIRE_TYPE.sized).string(value);
      return;
    case 'bytes':
      if (!(value instanceof Uint8Array)) throw wrong('bytes');
      if (value.length > 0) tag(WIRE_TYPE.sized).bytes(value);
      return;
    case 'uint32':
      if (typeof value !== 'number' || !isUint32(value)) {
        throw wrong('a whole number from 0 to 4294967295');
      }
      if (value !== 0) tag(WIRE_TYPE.varint).uint32(value);
      return;
    case 'message':
      if (typeof value !== 'object' || value instanceof Uint8Array) throw wrong('a message');
      tag(WIRE_TYPE.sized).bytes(encodeMessage(field.of, value));
  }
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}
