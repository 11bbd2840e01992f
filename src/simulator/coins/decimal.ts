/**
 * Decimal texts of amounts, as the C formatters of the coin apps write them: never rounded, never
 * in scientific notation, at least one digit before the point.
 */
import { toBigInt } from '../../bytes.js';

/** Bytes of the buffer a coin app writes a printable amount into, its NUL included. */
export const AMOUNT_BUFFER = 50;

export interface DecimalForm {
  /** Fewest digits kept behind the point when trailing zeros are dropped; 0 unless given. */
  readonly keep?: number;
  /** Written between groups of three digits before the point. */
  readonly separator?: string;
}

/** `value` divided by ten to the power of `decimals`, all `decimals` digits kept. */
export function fixedDecimal(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Like {@link fixedDecimal}, without trailing zeros behind the point (and without a bare point). */
export function trimmedDecimal(value: bigint, decimals: number, form: DecimalForm = {}): string {
  const [whole = '', fraction = ''] = fixedDecimal(value, decimals).split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(form.keep ?? 0, '0');
  const head = form.separator === undefined ? whole : grouped(whole, form.separator);
  return kept === '' ? head : `${head}.${kept}`;
}

/** Digits in groups of three from the right. */
export function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** The amount as the apps with a 64-bit one read it: null beyond eight bytes. */
export function amount64(amount: Uint8Array): bigint | null {
  return amount.length > 8 ? null : toBigInt(amount);
}

/** `text` when it and its NUL fit a buffer of `size` bytes, else null. */
export function fitting(text: string, size: number = AMOUNT_BUFFER): string | null {
  return text.length < size ? text : null;
}
