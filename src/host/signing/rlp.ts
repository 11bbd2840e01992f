/** RLP: how Ethereum writes bytes and lists of them. Reading is for transactions of the user's own. */
import { concat, EMPTY, fromBigInt, toBigInt } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';

export type Rlp = Uint8Array | readonly Rlp[];

export function encodeRlp(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) {
    if (item.length === 1 && item[0]! < 0x80) return item;
    return concat(header(item.length, 0x80), item);
  }
  return listOfEncoded(item.map(encodeRlp));
}

/** A list of items that are encoded already. */
export function listOfEncoded(items: readonly Uint8Array[]): Uint8Array {
  const body = concat(...items);
  return concat(header(body.length, 0xc0), body);
}

function header(size: number, base: number): Uint8Array {
  if (size < 56) return Uint8Array.of(base + size);
  const length = integer(BigInt(size));
  return concat(Uint8Array.of(base + 55 + length.length), length);
}

/** Big-endian without leading zeros; no bytes are zero. */
export function integer(value: bigint): Uint8Array {
  if (value === 0n) return EMPTY;
  return fromBigInt(value, Math.ceil(value.toString(16).length / 2));
}

/** The encoded items of a list. @throws InputError for bytes that end too early. */
export function itemsOf(list: Uint8Array): Uint8Array[] {
  const { start, end } = extent(list, 0);
  const items: Uint8Array[] = [];
  for (let at = start; at < end; ) {
    const item = extent(list, at);
    items.push(list.subarray(at, item.end));
    at = item.end;
  }
  return items;
}

/** The bytes of an encoded item, without its header. */
export function contentOf(item: Uint8Array): Uint8Array {
  const { start, end } = extent(item, 0);
  return item.subarray(start, end);
}

function extent(bytes: Uint8Array, at: number): { start: number; end: number } {
  const first = bytes[at] ?? 0;
  const base = first >= 0xc0 ? 0xc0 : 0x80;
  if (first < 0x80) return checked(bytes, at, 1);
  const size = first - base;
  if (size < 56) return checked(bytes, at + 1, size);
  const start = at + 1 + size - 55;
  return checked(bytes, start, Number(toBigInt(bytes.subarray(at + 1, start))));
}

function checked(bytes: Uint8Array, start: number, size: number): { start: number; end: number } {
  if (start + size <= bytes.length) return { start, end: start + size };
  throw new InputError(expected('transaction', 'RLP', 'a length beyond its end'));
}
