/** Times of logs as text: UTC, with as many digits as it takes to read the same number again. */

/** `9999-12-31T23:59:59.999Z`, the last one with a year of four digits. */
export const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const NANOSECONDS = 1e6;

/**
 * Milliseconds of whole seconds and the digits behind their point: the number nearest to that text.
 * @param seconds since 1970. @param fraction 0 to 9 digits.
 */
export function millisecondsOf(seconds: number, fraction: string): number {
  const digits = fraction.padEnd(9, '0');
  if (seconds < 0) return seconds * 1e3 + Number(digits) / NANOSECONDS;
  return Number(`${seconds}${digits.slice(0, 3)}.${digits.slice(3)}`);
}

/**
 * A time as ISO 8601 in UTC.
 * @param time milliseconds since 1970, with fractions; before 1970 and after 9999 the nearest there is.
 */
export function isoTime(time: number): string {
  const bounded = Math.min(Math.max(time, 0), LAST_TIME);
  const seconds = Math.floor(bounded / 1e3) * 1e3;
  const whole = new Date(seconds).toISOString().slice(0, -5);
  for (const digits of [3, 6]) {
    const units = Math.round((bounded - seconds) * 10 ** (digits - 3));
    const fraction = String(units).padStart(digits, '0');
    if (fraction.length === digits && millisecondsOf(seconds / 1e3, fraction) === bounded) {
      return `${whole}.${fraction}Z`;
    }
  }
  const nanoseconds = Math.min(999_999_999, Math.round((bounded - seconds) * NANOSECONDS));
  return `${whole}.${String(nanoseconds).padStart(9, '0')}Z`;
}
