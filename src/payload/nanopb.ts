/**
 * The device's protobuf decoder: nanopb 0.3.9 with static buffers, its tolerances included
 * (facts: app-exchange `src/pb_decode.c`, recordings `pb-*`). Not a general protobuf library: hosts
 * encode with protobufjs, and anything protobufjs would refuse or repair is decided here exactly as
 * on the device.
 */
import { briefBytes, EMPTY } from '../bytes.js';
import { rememberedForTwo } from '../remembered.js';
import type { Message, MessageField } from './messages.js';
import { type DecodeProblem, NanopbError, NanopbStream } from './nanopb-stream.js';

export type { DecodeProblem } from './nanopb-stream.js';

/**
 * Usable sizes by message name, then field name, in bytes. A string's buffer has one byte more for
 * its terminating NUL. A field that is absent does not exist for this firmware and is skipped.
 */
export type FieldLimits = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A decoded message: for each field of its type, what the device's memory holds afterwards. */
export interface DecodedMessage {
  [field: string]: DecodedValue;
}

/**
 * - string: its whole fixed-size buffer. The text ends at the first NUL; bytes of an earlier,
 *   longer occurrence of the field may still stand behind it.
 * - bytes: the value. - uint32: the number. - message: nested.
 */
export type DecodedValue = Uint8Array | number | DecodedMessage;

export type NanopbResult =
  | { readonly ok: true; readonly message: DecodedMessage }
  | { readonly ok: false; readonly problem: DecodeProblem };

/** Decodes `data` as the device would into zeroed memory. */
export function decodeMessage(type: Message, limits: FieldLimits, data: Uint8Array): NanopbResult {
  const fields = fieldsKnownBy(limits, type);
  const message = blank(fields);
  try {
    readMessage(new NanopbStream(data, 0, data.length), fields, message, '');
    return { ok: true, message };
  } catch (error) {
    if (error instanceof NanopbError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** The message with every field zero or empty, as in zeroed device memory. */
export function emptyMessage(type: Message, limits: FieldLimits): DecodedMessage {
  const message = blank(fieldsKnownBy(limits, type));
  for (const [name, value] of Object.entries(message)) {
    if (value instanceof Uint8Array) message[name] = value.slice();
  }
  return message;
}

/** A field, and how many bytes of it are usable. */
interface KnownField {
  readonly field: MessageField;
  readonly size: number;
  /** What a string has before it is read. */
  readonly blank: Uint8Array;
}

/** What a release knows of a message: worked out once. */
interface KnownFields {
  readonly byNumber: readonly (KnownField | undefined)[];
  /** Every field zero or empty, without the nested ones. */
  readonly zeroed: DecodedMessage;
  readonly nested: readonly { readonly name: string; readonly fields: KnownFields }[];
}

const fieldsKnownBy = rememberedForTwo((limits: FieldLimits, type: Message): KnownFields => {
  const byNumber: (KnownField | undefined)[] = [];
  const zeroed: DecodedMessage = {};
  const nested: { name: string; fields: KnownFields }[] = [];
  for (const field of type.fields) {
    const size = sizeOf(type, field, limits);
    if (size === undefined) continue;
    const zero = field.type === 'string' ? zeros(size + 1) : EMPTY;
    byNumber[field.number] = { field, size, blank: zero };
    if (field.type === 'string') zeroed[field.name] = zero;
    else if (field.type === 'bytes') zeroed[field.name] = EMPTY;
    else if (field.type === 'message') {
      // Its place; each message gets one of its own.
      zeroed[field.name] = {};
      nested.push({ name: field.name, fields: fieldsKnownBy(limits, field.of) });
    } else zeroed[field.name] = 0;
  }
  return { byNumber, zeroed, nested };
});

/** The message as it is before anything was read. */
function blank({ zeroed, nested }: KnownFields): DecodedMessage {
  const message = { ...zeroed };
  for (const { name, fields } of nested) message[name] = blank(fields);
  return message;
}

/**
 * Most fields of a message that was decoded are absent: they share the memory they would have, which
 * nobody writes to. A field that is there gets its own.
 */
const blanks = new Map<number, Uint8Array>();

function zeros(size: number): Uint8Array {
  let bytes = blanks.get(size);
  if (bytes === undefined) {
    bytes = new Uint8Array(size);
    blanks.set(size, bytes);
  }
  return bytes;
}

/** Usable bytes of a field; undefined when this firmware does not know the field. */
function sizeOf(type: Message, field: MessageField, limits: FieldLimits): number | undefined {
  if (field.type === 'uint32') return 4;
  if (field.type === 'message') return 0;
  return limits[type.name]?.[field.name];
}

function readMessage(
  stream: NanopbStream,
  { byNumber, nested }: KnownFields,
  into: DecodedMessage,
  path: string,
): void {
  while (stream.left > 0) {
    const key = stream.varint32();
    // A zero tag ends the message; whatever follows is ignored (nanopb feature).
    if (key === 0) return;
    const number = key >>> 3;
    const one = byNumber[number];
    if (one === undefined) skip(stream, key & 7, number);
    else readField(stream, one, nested, into, path === '' ? one.field.name : path + one.field.name);
  }
}

/** The wire type is not looked at: the declared type alone decides how the bytes are read. */
function readField(
  stream: NanopbStream,
  { field, size, blank: zero }: KnownField,
  nested: KnownFields['nested'],
  into: DecodedMessage,
  name: string,
): void {
  switch (field.type) {
    case 'string':
    case 'bytes': {
      const length = stream.varint32(name);
      if (length > size) {
        stream.fail(`${length} bytes, at most ${size} fit`, name, { limit: size, actual: length });
      }
      if (field.type === 'bytes') {
        const value = briefBytes(Math.min(length, stream.left));
        stream.copyTo(value, length, name);
        into[field.name] = value;
      } else {
        const before = into[field.name] as Uint8Array;
        const buffer = before === zero ? briefBytes(size + 1) : before;
        stream.copyTo(buffer, length, name);
        buffer[length] = 0;
        into[field.name] = buffer;
      }
      return;
    }
    case 'uint32': {
      const value = stream.varint64(name);
      if (value > 0xffffffffn) stream.fail(`${value} does not fit in 32 bits`, name);
      into[field.name] = Number(value);
      return;
    }
    case 'message': {
      const length = stream.varint32(name);
      if (length > stream.left) {
        stream.fail(`${length} bytes announced, ${stream.left} are there`, name);
      }
      const inner = new NanopbStream(stream.data, stream.offset, stream.offset + length);
      const { fields } = nested.find((one) => one.name === field.name)!;
      readMessage(inner, fields, into[field.name] as DecodedMessage, `${name}.`);
      stream.offset += length;
    }
  }
}

/** Skips an unknown field by its wire type. */
function skip(stream: NanopbStream, wireType: number, number: number): void {
  switch (wireType) {
    case 0:
      while ((stream.byte() & 0x80) !== 0);
      return;
    case 1:
      stream.skip(8);
      return;
    case 2:
      stream.skip(stream.varint32());
      return;
    case 5:
      stream.skip(4);
      return;
    default:
      stream.fail(`unknown field ${number} with wire type ${wireType}, which cannot be skipped`);
  }
}
