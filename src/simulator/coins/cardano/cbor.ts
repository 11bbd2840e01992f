/** CBOR (RFC 8949) as a transaction body needs it: each head in as few bytes as it can. */
import { concat, fromBigInt } from '../../../bytes.js';

const MAJOR = { unsigned: 0, bytes: 2, array: 4, map: 5, tag: 6 } as const;

function head(major: number, value: bigint): Uint8Array {
  const lead = major << 5;
  if (value < 24n) return Uint8Array.of(lead | Number(value));
  const log = value < 1n << 8n ? 0 : value < 1n << 16n ? 1 : value < 1n << 32n ? 2 : 3;
  return concat(Uint8Array.of(lead | (24 + log)), fromBigInt(value, 1 << log));
}

export const unsigned = (value: bigint | number) => head(MAJOR.unsigned, BigInt(value));

export const byteString = (content: Uint8Array) =>
  concat(head(MAJOR.bytes, BigInt(content.length)), content);

export const tagged = (tag: number, item: Uint8Array) => concat(head(MAJOR.tag, BigInt(tag)), item);

export const array = (items: readonly Uint8Array[]) =>
  concat(head(MAJOR.array, BigInt(items.length)), ...items);

/** Keys and values as they come: the app leaves the order to its host. */
export const map = (entries: readonly (readonly [key: Uint8Array, value: Uint8Array])[]) =>
  concat(head(MAJOR.map, BigInt(entries.length)), ...entries.flat());
