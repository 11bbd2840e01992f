/** Fields of protobuf messages, with numbers of 64 bits: protobufjs' writer knows no bigint. */
import { concat } from '../../bytes.js';

const WIRE_TYPE = { varint: 0, sized: 2 } as const;

/** @param value not negative. */
export function numberField(field: number, value: bigint): Uint8Array {
  return concat(tag(field, WIRE_TYPE.varint), varint(value));
}

/** Bytes, text or a nested message. */
export function bytesField(field: number, value: Uint8Array): Uint8Array {
  return concat(tag(field, WIRE_TYPE.sized), varint(BigInt(value.length)), value);
}

function tag(field: number, wireType: number): Uint8Array {
  return varint(BigInt(field * 8 + wireType));
}

/** Seven bits a byte, the lowest first. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7n) {
    if (left < 0x80n) return Uint8Array.from([...bytes, Number(left)]);
    bytes.push(Number(left & 0x7fn) | 0x80);
  }
}
