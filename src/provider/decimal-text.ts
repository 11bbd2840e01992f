/** Decimal texts of any size, compared and scaled without floating point. */

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;
const PLACES = 60;
const ONE = 10n ** BigInt(PLACES);

/** In units of 10^-60; undefined for what is no plain decimal or has more places. */
function units(text: string): bigint | undefined {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined || fraction.length > PLACES) return undefined;
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
}

function text(value: bigint): string {
  const fraction = (value % ONE).toString().padStart(PLACES, '0').replace(/0+$/, '');
  return fraction === '' ? `${value / ONE}` : `${value / ONE}.${fraction}`;
}

/** A number as plain decimal text, never 1e-7. */
export function plain(value: number | string): string {
  if (typeof value === 'string') return value;
  const [, whole = '0', fraction = '', exponent = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const padded = digits.padEnd(point, '0');
  return point === padded.length ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`;
}

/** Negative, zero or positive, as sorts want it; undefined when one is no plain decimal. */
export function compareDecimals(left: string, right: string): number | undefined {
  const [a, b] = [units(left), units(right)];
  if (a === undefined || b === undefined) return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `value` times `by`, divided by `over`, cut to as many places as the given text had and `more`. */
export function scaledDecimal(value: string, by: number, over = 1, more = 1): string | undefined {
  const found = units(value);
  if (found === undefined) return undefined;
  const places = (value.split('.')[1]?.length ?? 0) + (over === 1 ? 0 : more);
  const step = 10n ** BigInt(PLACES - Math.min(PLACES, places));
  return text(((found * BigInt(by)) / BigInt(over) / step) * step);
}

/** True for min <= value <= max; an absent or unreadable limit does not limit. */
export function isWithin(value: string, min?: string, max?: string): boolean {
  if (units(value) === undefined) return false;
  const isBelow = min !== undefined && (compareDecimals(value, min) ?? 0) < 0;
  const isAbove = max !== undefined && (compareDecimals(value, max) ?? 0) > 0;
  return !isBelow && !isAbove;
}

/** Digits behind the point. */
export const decimalsOf = (value: string): number =>
  value.split('.')[1]?.replace(/0+$/, '').length ?? 0;
