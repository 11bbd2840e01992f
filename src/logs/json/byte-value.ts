/**
 * Bytes as JSON logs spell them: hex with or without `0x`, `{ hex, readableHex, value }` of Ledger Wallet's
 * exporters, a typed array `{ "0": 224, "1": 3 }`, Node's `{ type: "Buffer", data: [224, 3] }`, `[224, 3]`.
 */
import { decodeSpacedHex } from '../../codec/hex.js';

const DEEPEST = 2;
const EMPTY_TEXT = /^(?:0x)?$/i;

/** Undefined for what holds no bytes, as "[Circular]" or "[Object]". */
export function bytesIn(value: unknown, depth = 0): Uint8Array | undefined {
  if (typeof value === 'string') {
    return EMPTY_TEXT.test(value.trim()) ? new Uint8Array(0) : decodeSpacedHex(value);
  }
  if (Array.isArray(value)) return byteList(value);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return undefined;
  if ('hex' in value) return bytesIn(value.hex, depth + 1);
  if ('data' in value && 'type' in value) return bytesIn(value.data, depth + 1);
  return typedArray(value);
}

function byteList(values: readonly unknown[]): Uint8Array | undefined {
  const isByte = (one: unknown) => Number.isInteger(one) && Number(one) >= 0 && Number(one) <= 255;
  return values.every(isByte) ? Uint8Array.from(values as number[]) : undefined;
}

function typedArray(value: object): Uint8Array | undefined {
  const keys = Object.keys(value);
  return keys.every((key, index) => key === String(index))
    ? byteList(Object.values(value))
    : undefined;
}
