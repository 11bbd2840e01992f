/** Times of logs as text: UTC, with as many digits as it takes to read the same number again. */
import { lineTime } from './text/line-time.js';

/** `9999-12-31T23:59:59.999Z`, the last one with a year of four digits. */
export const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @param time milliseconds since 1970, 0 to {@link LAST_TIME}, with fractions. */
export function isoTime(time: number): string {
  const bounded = Math.min(Math.max(time, 0), LAST_TIME);
  const seconds = Math.floor(bounded / 1e3);
  const whole = new Date(seconds * 1e3).toISOString().slice(0, -5);
  const texts = [3, 6, 9].map((digits) => withFraction(whole, bounded - seconds * 1e3, digits));
  return texts.find((text) => lineTime(text) === bounded) ?? texts[2]!;
}

function withFraction(whole: string, milliseconds: number, digits: number): string {
  const most = 10 ** digits - 1;
  const units = Math.min(most, Math.round(milliseconds * 10 ** (digits - 3)));
  return `${whole}.${String(units).padStart(digits, '0')}Z`;
}
