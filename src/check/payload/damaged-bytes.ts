/**
 * What libraries make of bytes on their way into a field: texts taken for bytes, bytes taken for
 * text, a length or a message put around them. Each reading is certain or is not given.
 */
import { bytesOf, textOf, toBigInt } from '../../bytes.js';
import { encodeBase64url } from '../../codec/base64.js';
import { isPrintable, readableText } from './readable-text.js';
import { scanWire, WIRE_TYPES } from './wire.js';

/** The digits these bytes are the base64 reading of; undefined when they need not be. */
export function digitsReadAsBase64(value: Uint8Array): string | undefined {
  if (value.length < 6) return undefined;
  const text = encodeBase64url(value);
  // The last letter may have lost bits.
  return /^[0-9a-f]+.$/.test(text) ? text : undefined;
}

const REPLACED = Uint8Array.of(0xef, 0xbf, 0xbd);

/** How often a byte was replaced because it was no UTF-8. */
export function replacedBytes(value: Uint8Array): number {
  return textOf(value).split(textOf(REPLACED)).length - 1;
}

/** The bytes before each one above 7f became two of UTF-8; undefined when none did. */
export function beforeUtf8(value: Uint8Array): Uint8Array | undefined {
  const text = readableText(value);
  if (text.length === value.length || /[^\0-\xff]/.test(text)) return undefined;
  return bytesOf(text);
}

/** A list of bytes written as text: `53,10,234`, `[53, 10]`, a Node Buffer as JSON. */
export function bytesListed(value: Uint8Array): Uint8Array | undefined {
  if (!isPrintable(value)) return undefined;
  const list = /^(?:\{"type":"Buffer","data":)?\[?\s*(\d{1,3}(?:\s*,\s*\d{1,3})+)\s*\]?\}?$/.exec(
    textOf(value),
  );
  const numbers = list?.[1]?.split(',').map(Number);
  return numbers?.every((number) => number < 256) ? Uint8Array.from(numbers) : undefined;
}

/** What is left without a length in front, or inside a message of one field; most outer first. */
export function unwrapped(value: Uint8Array): { bytes: Uint8Array; says: string } | undefined {
  const [first] = value;
  if (value.length > 2 && first === value.length - 1) {
    return { bytes: value.subarray(1), says: `a length of ${first} stands in front` };
  }
  if (value.length > 5) {
    const size = toBigInt(value.subarray(0, 4));
    if (size === BigInt(value.length - 4)) {
      return {
        bytes: value.subarray(4),
        says: `a length of ${size} on four bytes stands in front`,
      };
    }
  }
  const { fields, problem } = scanWire(value);
  const [only] = fields;
  if (problem !== undefined || fields.length !== 1 || only === undefined || value.length < 3) {
    return undefined;
  }
  const says = `a message with one field, ${only.number}, stands around it`;
  if (only.wireType === WIRE_TYPES.sized) return { bytes: only.bytes, says };
  return undefined;
}

/** The number as each kind of float that has as many bytes. */
export function floats(value: Uint8Array): { number: number; says: string }[] {
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  if (value.length === 8) {
    return [
      { number: view.getFloat64(0, true), says: 'a little-endian double' },
      { number: view.getFloat64(0, false), says: 'a double' },
    ];
  }
  if (value.length === 4) {
    return [
      { number: view.getFloat32(0, true), says: 'a little-endian float' },
      { number: view.getFloat32(0, false), says: 'a float' },
    ];
  }
  return [];
}

export function reversed(value: Uint8Array): Uint8Array {
  return value.slice().reverse();
}
