/**
 * Amounts as people write them (decimal text in currency units) and as messages carry them
 * (unsigned big-endian base units). Exact at any size: no floating point anywhere.
 */
import { fromBigInt, fromHex } from '../bytes.js';
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';

/** Size of an amount in a message, bytes. */
export const AMOUNT_SIZE = 16;

/** Digits and one point; signs, exponents, separators and units are no part of an amount. */
const DECIMAL = /^(\d+)(?:\.(\d+))?$/;
const TOO_LARGE = 1n << BigInt(8 * AMOUNT_SIZE);

/**
 * Base units of a decimal text: `0.05` with 18 decimals is 50000000000000000.
 * @param field how error messages call the value, e.g. `--amount`.
 * @throws InputError when the text is no such number, has more decimals than the currency, or needs
 * more than 16 bytes.
 */
export function parseAmount(
  text: string,
  { field, decimals, unit }: { field: string; decimals: number; unit?: string },
): bigint {
  const trimmed = text.trim();
  const of = unit === undefined ? '' : ` of ${unit}`;
  const came = () => shownText(text);
  if (/^[-−]/.test(trimmed)) {
    throw new InputError(expected(field, `an amount${of} of zero or more`, came()));
  }
  const [, whole, fraction = ''] = DECIMAL.exec(trimmed) ?? [];
  if (whole === undefined) {
    throw new InputError(expected(field, `a decimal number${of} such as 0.5`, came()), {
      hint: 'Use digits and one point; no thousands separators, no exponent, no unit.',
    });
  }
  const digits = fraction.endsWith('0') ? fraction.replace(/0+$/, '') : fraction;
  if (digits.length > decimals) {
    throw new InputError(
      expected(field, `at most ${decimals} decimals${of}`, `${digits.length} in ${came()}`),
    );
  }
  const units = BigInt(whole + digits.padEnd(decimals, '0'));
  if (units >= TOO_LARGE) {
    throw new InputError(
      expected(field, `an amount that fits in ${AMOUNT_SIZE} bytes of base units`, came()),
    );
  }
  return units;
}

/** Decimal text of base units, without trailing zeros: the inverse of {@link parseAmount}. */
export function formatAmount(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point && digits.endsWith('0', end)) end--;
  return end === point
    ? digits.slice(0, point)
    : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
}

/** As amounts stand in a message: 16 bytes, big-endian, zeros in front. */
export function amountBytes(units: bigint): Uint8Array {
  return fromBigInt(units, AMOUNT_SIZE);
}

/** As fees go to the device: no zero bytes in front, but at least one byte. */
export function shortestBytes(units: bigint): Uint8Array {
  const hex = units.toString(16);
  return fromHex(hex.padStart(hex.length + (hex.length % 2), '0'));
}
