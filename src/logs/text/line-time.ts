/** The date that a logger has put in front of its line. */

import { millisecondsOf } from '../iso-time.js';

const DATE =
  /(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?/;

/** Milliseconds since 1970; a date without a zone is taken for UTC. Undefined for a time without a date. */
export function lineTime(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const whole = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
  return millisecondsOf((whole - offset(zone)) / 1e3, fraction ?? '');
}

function offset(zone = 'Z'): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
