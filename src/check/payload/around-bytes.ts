/**
 * What may stand around a protobuf message once base64 is taken off: each form that libraries and
 * transports add, told by its own bytes and by the message that must remain.
 */
import { bytesOf, textOf } from '../../bytes.js';
import { decodeBase64 } from '../../codec/base64.js';
import { cut } from '../../shown.js';
import { type Compression, decompressed } from './decompress.js';
import { isPrintable, readableText } from './readable-text.js';
import { isMessage, scanWire, WIRE_TYPES } from './wire.js';

/** The message inside, as far as it can be had, and what was around it. */
export interface Unwrapped {
  readonly code: 'PAYLOAD_WRAPPED' | 'PAYLOAD_IS_PROTO_TEXT' | 'PAYLOAD_UTF8_DAMAGED';
  readonly evidence: string;
  readonly protobuf?: Uint8Array;
}

/** Undefined when the bytes are a message, or nothing that is known. */
export function payloadWrapping(bytes: Uint8Array): Unwrapped | undefined {
  if (isMessage(bytes)) return undefined;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return compressed('gzip', 'RFC 1952', bytes);
  if (isProtoText(bytes)) {
    return { code: 'PAYLOAD_IS_PROTO_TEXT', evidence: 'They are lines of names and values.' };
  }
  if (isZlib(bytes)) return compressed('zlib', 'RFC 1950', bytes);
  return (
    grpcFrame(bytes) ??
    lengthPrefix(bytes) ??
    fixedPrefix(bytes) ??
    registryFrame(bytes) ??
    outerMessage(bytes) ??
    utf8Damage(bytes) ??
    // Nothing tells these but what comes out.
    ifMessage(compressed('deflate', 'RFC 1951, no header', bytes)) ??
    ifMessage(compressed('Brotli', 'RFC 7932', bytes))
  );
}

function wrapped(evidence: string, protobuf?: Uint8Array): Unwrapped {
  return { code: 'PAYLOAD_WRAPPED', evidence, ...(protobuf === undefined ? {} : { protobuf }) };
}

/** The message, or the base64 text of it, was compressed. */
function compressed(kind: Compression, norm: string, bytes: Uint8Array): Unwrapped {
  const plain = decompressed(kind, bytes);
  const text = plain !== undefined && isPrintable(plain) ? decodeBase64(textOf(plain)) : undefined;
  const message = [plain, text].find((one) => one !== undefined && isMessage(one));
  const of = message !== undefined && message === text ? ', and were base64 text before' : '';
  return wrapped(`They are compressed with ${kind} (${norm})${of}.`, message);
}

function ifMessage(found: Unwrapped): Unwrapped | undefined {
  return found.protobuf === undefined ? undefined : found;
}

/** Text format of protobuf: `name: value` in lines, `name { … }` for what is nested. */
function isProtoText(bytes: Uint8Array): boolean {
  const text = readableText(bytes).trim();
  return /^[a-z_][a-z0-9_.]*\s*(?::\s*\S|\{)/i.test(text) && /^[\x20-\x7e\s]+$/.test(text);
}

/** One flag byte and four of length (gRPC over HTTP/2). */
function grpcFrame(bytes: Uint8Array): Unwrapped | undefined {
  if (bytes.length < 6 || bytes[0]! > 1) return undefined;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  const message = bytes.subarray(5);
  if (size !== message.length || !isMessage(message)) return undefined;
  return wrapped(`Five bytes of a gRPC frame stand in front: a length of ${size}.`, message);
}

/** A varint of the size, as `encodeDelimited` and `writeDelimitedTo` put it. */
function lengthPrefix(bytes: Uint8Array): Unwrapped | undefined {
  for (let size = 1; size <= 3 && size < bytes.length; size++) {
    const message = bytes.subarray(size);
    const prefix = varint(message.length);
    if (prefix.length !== size || !prefix.every((byte, at) => bytes[at] === byte)) continue;
    if (isMessage(message)) {
      return wrapped(`The length ${message.length} stands in front as a varint.`, message);
    }
  }
  return undefined;
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)];
}

function isZlib(bytes: Uint8Array): boolean {
  return bytes[0] === 0x78 && ((bytes[0] << 8) | (bytes[1] ?? 0)) % 31 === 0;
}

/** The size on two or four bytes, either end first. */
function fixedPrefix(bytes: Uint8Array): Unwrapped | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const width of [4, 2] as const) {
    if (bytes.length <= width) continue;
    const message = bytes.subarray(width);
    for (const little of [false, true]) {
      const size = width === 4 ? view.getUint32(0, little) : view.getUint16(0, little);
      if (size !== message.length || !isMessage(message)) continue;
      const order = little ? 'low byte first' : 'high byte first';
      return wrapped(`The length ${size} stands in front on ${width} bytes, ${order}.`, message);
    }
  }
  return undefined;
}

/** A zero, four bytes of a schema id, and message indexes (Confluent's wire format). */
function registryFrame(bytes: Uint8Array): Unwrapped | undefined {
  if (bytes[0] !== 0) return undefined;
  for (let at = 6; at <= 9 && at < bytes.length; at++) {
    const message = bytes.subarray(at);
    if (isMessage(message)) {
      return wrapped(`${at} bytes of a schema registry stand in front, an id among them.`, message);
    }
  }
  return undefined;
}

/** google.protobuf.Any, or a message whose only field holds the message. */
function outerMessage(bytes: Uint8Array): Unwrapped | undefined {
  const { fields, problem } = scanWire(bytes);
  if (problem !== undefined || fields.some(({ wireType }) => wireType !== WIRE_TYPES.sized)) {
    return undefined;
  }
  const [first, second] = fields;
  const type = first === undefined ? '' : textOf(first.bytes);
  if (
    fields.length === 2 &&
    second !== undefined &&
    isPrintable(first!.bytes) &&
    type.includes('/')
  ) {
    if (!isMessage(second.bytes)) return undefined;
    return wrapped(`They are a google.protobuf.Any of type ${cut(type)}.`, second.bytes);
  }
  if (fields.length !== 1 || !isMessage(first!.bytes)) return undefined;
  return wrapped(
    `They are a message whose only field, ${first!.number}, holds the message.`,
    first!.bytes,
  );
}

const REPLACED = '\xef\xbf\xbd';

/** Bytes that were made into text and back: recoverable only where every byte became a character. */
function utf8Damage(bytes: Uint8Array): Unwrapped | undefined {
  if (scanWire(bytes).problem === undefined) return undefined;
  const code = 'PAYLOAD_UTF8_DAMAGED' as const;
  const lost = textOf(bytes).split(REPLACED).length - 1;
  if (lost > 0) {
    return {
      code,
      evidence: `${lost} times ef bf bd (U+FFFD): bytes that were no UTF-8 are lost.`,
    };
  }
  const text = readableText(bytes);
  if (text.length === bytes.length || /[^\0-\xff]/.test(text)) return undefined;
  const protobuf = bytesOf(text);
  if (!isMessage(protobuf)) return undefined;
  const evidence = `${bytes.length - protobuf.length} bytes above 7f stand as two bytes of UTF-8.`;
  return { code, evidence, protobuf };
}
