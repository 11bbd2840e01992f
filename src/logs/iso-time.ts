/** Times of logs as text: UTC, with as many digits as it takes to read the same number again. */

/** `9999-12-31T23:59:59.999Z`, the last one with a year of four digits. */
export const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const NANOSECONDS = 1e6;

/** @param time milliseconds since 1970, 0 to {@link LAST_TIME}, with fractions. */
export function isoTime(time: number): string {
  const bounded = Math.min(Math.max(time, 0), LAST_TIME);
  const seconds = Math.floor(bounded / 1e3) * 1e3;
  const whole = new Date(seconds).toISOString().slice(0, -5);
  for (const digits of [3, 6]) {
    const units = Math.round((bounded - seconds) * 10 ** (digits - 3));
    const nanoseconds = units * 10 ** (9 - digits);
    if (nanoseconds < 1e9 && seconds + nanoseconds / NANOSECONDS === bounded) {
      return `${whole}.${String(units).padStart(digits, '0')}Z`;
    }
  }
  const nanoseconds = Math.min(999_999_999, Math.round((bounded - seconds) * NANOSECONDS));
  return `${whole}.${String(nanoseconds).padStart(9, '0')}Z`;
}
