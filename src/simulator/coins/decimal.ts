/**
 * Decimal texts of amounts, as the C formatters of the coin apps write them: never rounded, never
 * in scientific notation, at least one digit before the point.
 */
import { toBigInt } from '../../bytes.js';
import type { Asset } from './asset.js';

/** Bytes of the buffer a coin app writes a printable amount into, its NUL included. */
export const AMOUNT_BUFFER = 50;

/** `value` divided by ten to the power of `decimals`, all `decimals` digits kept. */
export function fixedDecimal(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Like {@link fixedDecimal} without trailing zeros behind the point, but `keep` digits at least. */
export function trimmedDecimal(value: bigint, decimals: number, keep = 0): string {
  return withPoint(value.toString(), decimals, keep);
}

function withPoint(unpadded: string, decimals: number, keep = 0): string {
  const digits = unpadded.padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end--;
  const fraction = digits.slice(point, end).padEnd(keep, '0');
  const whole = digits.slice(0, point);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const ZERO = 0x30;

/** A decimal text with a comma between each three digits before its point. */
export function withThousands(decimal: string): string {
  const [whole = '', ...fraction] = decimal.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/**
 * The formatter many apps share (`adjustDecimals` of app-ethereum): places the point in `digits`
 * and drops trailing zeros. Null when the text does not fit `size` bytes *before* they are dropped.
 * No digits at all, which is how some apps write zero, gives `0.` and all zeros.
 */
export function adjustDecimals(digits: string, decimals: number, size: number): string | null {
  if (digits === '0') return size < 2 ? null : '0';
  const room = digits.length <= decimals ? decimals + 3 : digits.length + 2;
  if (room > size) return null;
  if (digits === '') return `0.${'0'.repeat(decimals)}`;
  return withPoint(digits.startsWith('0') ? BigInt(digits).toString() : digits, decimals);
}

/**
 * Ticker, blank and adjusted number, in a printable amount of which `unused` bytes stay free. The
 * blank goes with an empty ticker.
 */
export function tickerFirst(amount: Uint8Array, { ticker, decimals }: Asset, unused = 0) {
  const head = ticker === '' ? '' : `${ticker} `;
  const room = AMOUNT_BUFFER - head.length - unused;
  const number = adjustDecimals(toBigInt(amount).toString(), decimals, room);
  return number === null ? null : head + number;
}

/** Adjusted number, blank and ticker, in a buffer of `size` bytes. */
export function tickerLast(
  amount: Uint8Array,
  { ticker, decimals }: Asset,
  size: number = AMOUNT_BUFFER,
): string | null {
  const number = adjustDecimals(toBigInt(amount).toString(), decimals, size);
  return number === null ? null : fitting(`${number} ${ticker}`, size);
}

/** The amount as apps with a 64-bit one read it: null beyond eight bytes. */
export function amount64(amount: Uint8Array): bigint | null {
  return amount.length > 8 ? null : toBigInt(amount);
}

/**
 * The digits of a 64-bit amount, as apps print it that hold at most 19 of them: none for zero, null
 * for more. (With twenty digits the real Tron and Aptos apps can loop for ever: their power of ten
 * overflows to zero.)
 */
export function atMost19Digits(amount: Uint8Array): string | null {
  const value = amount64(amount);
  if (value === null) return null;
  const digits = value === 0n ? '' : value.toString();
  return digits.length > 19 ? null : digits;
}

/** `text` when it and its NUL fit a buffer, that of a printable amount unless given, else null. */
export function fitting(text: string, size: number = AMOUNT_BUFFER): string | null {
  return text.length < size ? text : null;
}
