/** DER (X.690) as far as keys need it: one object after the other, definite lengths, bounded. */
import { concat, fromHex } from '../bytes.js';

export const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  /** Context specific, constructed: [0] and [1]. */
  context0: 0xa0,
  context1: 0xa1,
} as const;

export interface Der {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** No structure that holds a key has more members. */
const MAX_PARTS = 64;
const MAX_LENGTH_BYTES = 3;

/** The objects that lie side by side; undefined when a length does not fit. */
export function derParts(bytes: Uint8Array): Der[] | undefined {
  const parts: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at + 1];
    if (first === undefined || parts.length >= MAX_PARTS) return undefined;
    const extra = first < 0x80 ? 0 : first & 0x7f;
    if (extra > MAX_LENGTH_BYTES || first === 0x80) return undefined;
    let size = extra === 0 ? first : 0;
    for (let i = 0; i < extra; i++) size = size * 256 + (bytes[at + 2 + i] ?? 0);
    const start = at + 2 + extra;
    if (start + size > bytes.length) return undefined;
    parts.push({ tag: bytes[at]!, value: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return parts;
}

/** What is inside one object of that tag; undefined when it is another, or no DER. */
export function derInside(part: Der | undefined, tag: number): Der[] | undefined {
  return part?.tag === tag ? derParts(part.value) : undefined;
}

/** The members of the SEQUENCE that the bytes are, whole; undefined when they are something else. */
export function derSequence(bytes: Uint8Array): Der[] | undefined {
  const parts = bytes[0] === TAG.sequence ? derParts(bytes) : undefined;
  return parts?.length === 1 ? derInside(parts[0], TAG.sequence) : undefined;
}

/** The bytes of a BIT STRING of whole bytes. */
export function bitsOf(part: Der | undefined): Uint8Array | undefined {
  return part?.tag === TAG.bits && part.value[0] === 0 ? part.value.subarray(1) : undefined;
}

/** One object, its length written as short as it can be. */
export function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const value = concat(...content);
  const digits = value.length.toString(16);
  const size = fromHex(digits.padStart(digits.length + (digits.length % 2), '0'));
  const length =
    value.length < 0x80
      ? Uint8Array.of(value.length)
      : concat(Uint8Array.of(0x80 + size.length), size);
  return concat(Uint8Array.of(tag), length, value);
}
