/** Until when a quote holds: a time that every reader takes for the same one, long enough for a person with a device. */

import { cutJson } from '../../../shown.js';
import type { GoodQuote } from '../known.js';
import type { ProviderRun } from '../run.js';
import { callName, numbers } from '../seen.js';
import { providerNow } from '../time.js';

export const EXPIRY_RULES = [
  'QUOTE_EXPIRY_MISSING',
  'EXPIRY_UNPARSABLE',
  'EXPIRY_NO_ZONE',
  'EXPIRY_SECONDS',
  'QUOTE_EXPIRY_TOO_SHORT',
  'QUOTE_EXPIRED_ON_ARRIVAL',
] as const;

/** Seconds. */
const LEAST = 60;
const GOOD = 180;

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

export interface ReadTime {
  /** Milliseconds since 1970; without a zone UTC is meant. */
  readonly at: number;
  readonly hasZone: boolean;
  /** The zone is written as RFC 3339 wants it. */
  readonly isExact: boolean;
}

/** A time in ISO 8601; undefined for what is none. */
export function readTime(value: unknown): ReadTime | undefined {
  if (typeof value !== 'string') return undefined;
  const zone = ISO.exec(value)?.[1];
  if (zone === undefined && !ISO.test(value)) return undefined;
  const plain = value.replace(' ', 'T').replace(',', '.').replace(/z$/, 'Z');
  const [, digits] = /[+-](\d\d)(?::?(\d\d))?$/.exec(zone ?? '') ?? [];
  const written =
    zone === undefined
      ? `${plain}Z`
      : digits === undefined
        ? plain
        : plain.replace(/([+-]\d\d):?(\d\d)?$/, (_, h: string, m = '00') => `${h}:${m}`);
  const at = Date.parse(written);
  if (Number.isNaN(at)) return undefined;
  const isExact = zone === undefined || /^(Z|[+-]\d\d:\d\d)$/.test(zone);
  return { at, hasZone: zone !== undefined, isExact };
}

/** Milliseconds since 1970 at which a quote ends; undefined where it does not say so. */
export const expiryOf = ({ answer }: GoodQuote): number | undefined => readTime(answer.expiry)?.at;

/**
 * One quote, right after it was answered.
 * @param isPromise a fixed quote: without an expiry it promises nothing.
 */
export function judgeExpiry(run: ProviderRun, quote: GoodQuote, isPromise: boolean) {
  const { judge } = run;
  const { expiry } = quote.answer;
  const seen = { exchanges: numbers(quote.exchange) };
  const at = `${callName(quote.exchange)}: expiry`;
  const wait = (rules: readonly string[], why: string) => {
    for (const id of rules) judge.notRun(id, why);
  };
  if (expiry === undefined || expiry === null || expiry === '') {
    const severity = isPromise ? {} : ({ severity: 'note' } as const);
    const evidence = `${at} is missing${isPromise ? '' : ' in an indicative quote'}`;
    judge.failed('QUOTE_EXPIRY_MISSING', { evidence, ...seen, ...severity });
    return wait(EXPIRY_RULES, 'waited for QUOTE_EXPIRY_MISSING: there is no time to look at');
  }
  const shown = cutJson(expiry);
  judge.passed('QUOTE_EXPIRY_MISSING', { evidence: `${at} is ${shown}`, ...seen });
  if (typeof expiry === 'number' || (typeof expiry === 'string' && /^\d+(\.\d+)?$/.test(expiry))) {
    const evidence = `${at} is ${shown}, a number of seconds or milliseconds: a time in ISO 8601 wanted`;
    judge.failed('EXPIRY_SECONDS', { evidence, ...seen });
    return wait(EXPIRY_RULES, 'waited for EXPIRY_SECONDS: it is a number');
  }
  judge.passed('EXPIRY_SECONDS', { evidence: `${at} is ${shown}, no number`, ...seen });
  const time = readTime(expiry);
  if (time === undefined) {
    judge.failed('EXPIRY_UNPARSABLE', { evidence: `${at} is ${shown}, not ISO 8601`, ...seen });
    return wait(EXPIRY_RULES, 'waited for EXPIRY_UNPARSABLE: it is no time');
  }
  if (time.isExact) judge.passed('EXPIRY_UNPARSABLE', { evidence: `${at} is ${shown}`, ...seen });
  else {
    const evidence = `${at} is ${shown}: read, but the zone is not written as in RFC 3339, as Z or +00:00`;
    judge.failed('EXPIRY_UNPARSABLE', { evidence, ...seen, severity: 'note' });
  }
  if (time.hasZone) judge.passed('EXPIRY_NO_ZONE', { evidence: `${at} is ${shown}`, ...seen });
  else {
    const evidence = `${at} is ${shown}, without Z or an offset: readers differ by hours`;
    judge.failed('EXPIRY_NO_ZONE', { evidence, ...seen });
  }
  judgeLife(run, quote, time);
}

function judgeLife(run: ProviderRun, { exchange }: GoodQuote, { at, hasZone }: ReadTime): void {
  const { judge } = run;
  const ahead = providerNow(run) - run.now();
  const life = Math.round((at - (exchange.at + exchange.totalMs + ahead)) / 1000);
  const seen = { exchanges: numbers(exchange) };
  const read = hasZone ? '' : ', read as UTC';
  const told = `${callName(exchange)}: expiry is ${life} s after the answer${read}`;
  if (life <= 0) {
    judge.failed('QUOTE_EXPIRED_ON_ARRIVAL', { evidence: told, ...seen });
    judge.notRun('QUOTE_EXPIRY_TOO_SHORT', 'waited for QUOTE_EXPIRED_ON_ARRIVAL');
    return;
  }
  judge.passed('QUOTE_EXPIRED_ON_ARRIVAL', { evidence: told, ...seen });
  if (life >= GOOD) judge.passed('QUOTE_EXPIRY_TOO_SHORT', { evidence: told, ...seen });
  else if (life >= LEAST) {
    const evidence = `${told}: enough for a machine, short for a person with a device (${GOOD} s)`;
    judge.failed('QUOTE_EXPIRY_TOO_SHORT', { evidence, ...seen, severity: 'warning' });
  } else {
    const evidence = `${told}: ${LEAST} s at least`;
    judge.failed('QUOTE_EXPIRY_TOO_SHORT', { evidence, ...seen });
  }
}
