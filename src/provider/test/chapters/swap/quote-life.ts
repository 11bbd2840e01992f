/** How long a quote holds: QUOTE_EXPIRY_MISSING, QUOTE_EXPIRED_ON_ARRIVAL, QUOTE_EXPIRY_TOO_SHORT. */
import { readTime } from '../../iso-time.js';
import type { ProviderRun } from '../../run.js';
import { numbers } from '../../seen.js';
import { providerNow } from '../../time.js';
import { quoteName, type SeenQuote } from './seen-quotes.js';

/** Seconds. */
const LEAST = 60;
const GOOD = 180;
/** A clock further off than this says nothing of how long a quote holds. */
const MAX_SKEW = 30_000;

export const LIFE_RULES = [
  'QUOTE_EXPIRY_MISSING',
  'QUOTE_EXPIRED_ON_ARRIVAL',
  'QUOTE_EXPIRY_TOO_SHORT',
] as const;

export function judgeLife(run: ProviderRun, quotes: readonly SeenQuote[]): void {
  for (const quote of quotes) judgeOne(run, quote);
  for (const id of LIFE_RULES) {
    run.judge.notRun(id, quotes.length === 0 ? 'no quote was given' : 'no expiry can be read');
  }
}

function judgeOne(run: ProviderRun, quote: SeenQuote): void {
  const { judge } = run;
  const { answer, exchange, isFixed } = quote;
  const { form, at, zone } = readTime(answer.expiry);
  const seen = { exchanges: numbers(exchange) };
  const name = quoteName(quote);
  if (form === 'missing') {
    const evidence = `the quote of ${name} has no expiry`;
    const severity = isFixed ? {} : ({ severity: 'note' } as const);
    judge.failed('QUOTE_EXPIRY_MISSING', { evidence, ...seen, ...severity });
    return;
  }
  const evidence = `expiry ${String(answer.expiry).slice(0, 40)}${zone === 'colonless' ? ', an offset that is no RFC 3339' : ''}`;
  judge.passed('QUOTE_EXPIRY_MISSING', { evidence, ...seen });
  if (at === undefined) return;
  const answered = exchange.at + exchange.totalMs + (providerNow(run) - run.now());
  const life = Math.floor((at - answered) / 1000);
  const wait = waitedFor(quote, zone, life);
  if (wait !== undefined) {
    for (const id of LIFE_RULES) judge.notRun(id, wait);
    return;
  }
  const told = `the quote of ${name} holds ${life} s`;
  if (life <= 0) {
    const past = `the quote of ${name} has expired ${-life} s before it was answered`;
    judge.failed('QUOTE_EXPIRED_ON_ARRIVAL', { evidence: past, ...seen });
    judge.notRun('QUOTE_EXPIRY_TOO_SHORT', 'waited for QUOTE_EXPIRED_ON_ARRIVAL');
    return;
  }
  judge.passed('QUOTE_EXPIRED_ON_ARRIVAL', { evidence: told, ...seen });
  if (life >= GOOD) judge.passed('QUOTE_EXPIRY_TOO_SHORT', { evidence: told, ...seen });
  else if (life >= LEAST) {
    const text = `${told}: some minutes wanted`;
    judge.failed('QUOTE_EXPIRY_TOO_SHORT', { evidence: text, ...seen, severity: 'warning' });
  } else {
    const text = `${told}: ${LEAST} s at least wanted`;
    // A float quote promises nothing that could end.
    const severity = isFixed ? {} : ({ severity: 'note' } as const);
    judge.failed('QUOTE_EXPIRY_TOO_SHORT', { evidence: text, ...seen, ...severity });
  }
}

function waitedFor({ exchange }: SeenQuote, zone: string | undefined, life: number) {
  if (zone === 'none' && (life <= 0 || life > 3600)) {
    return 'waited for EXPIRY_NO_ZONE: its hours are uncertain';
  }
  const date = Date.parse(exchange.answer?.headers.date ?? '');
  const skew = Number.isNaN(date) ? 0 : Math.abs(date - (exchange.at + exchange.totalMs));
  return skew > MAX_SKEW ? "waited for CLOCK_SKEW: the provider's clock is not ours" : undefined;
}
