/** The numbers of a key (x, y, d) as texts and lists: hex, decimal, base64, bytes. */
import { fromBigInt } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
import { bytesOfList } from '../codec/byte-list.js';
import { decodeHex } from '../codec/hex.js';
import { numberOf32 } from './raw-key.js';

const HEX = /^(0x)?[0-9a-f]{60,66}$/i;
/** 2^226 has 69 digits: a smaller number as a key is somebody's mistake. */
const DECIMAL = /^\d{68,78}$/;

/** A decimal number below 2^256 and not far below; undefined for other texts. */
export function decimalNumber(text: string): Uint8Array | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = BigInt(text);
  return value >> 256n === 0n ? fromBigInt(value, 32) : undefined;
}

/** A number on 32 bytes, from whatever a member x, y or d is; undefined for anything else. */
export function numberValue(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string') {
    const bytes = value instanceof Uint8Array ? value : bytesOfList(value);
    return bytes === undefined || bytes.length === 0 ? undefined : numberOf32(bytes);
  }
  const text = value.trim();
  const decimal = decimalNumber(text);
  if (decimal !== undefined) return decimal;
  const isHex = HEX.test(text);
  const even = text.length % 2 === 0 ? text : `0${text.replace(/^0x/i, '')}`;
  const bytes = isHex ? decodeHex(even) : decodeBase64(text);
  return bytes === undefined || bytes.length === 0 ? undefined : numberOf32(bytes);
}
