/** What only time shows of a sale: a quote holds until its expiry, and no longer. */
import { bestTrade } from '../call-of.js';
import type { Chapter } from '../chapter.js';
import { expiryOf } from '../judgements/expiry.js';
import { unusable } from '../known.js';
import { type PlacedOrder, placeOrder } from '../order.js';
import { quoteFor } from '../quoting.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { numbers, statusOf, told } from '../seen.js';
import { passTime, providerNow } from '../time.js';

const RULES = ['QUOTE_DIES_EARLY', 'EXPIRED_QUOTE_ACCEPTED'] as const;

export const sellTime: Chapter = {
  name: 'Time of sell',
  products: ['sell'],
  rules: RULES,
  async run(run: ProviderRun): Promise<void> {
    const why = run.createOrders
      ? (unusable(run, 'sellQuote') ?? unusable(run, 'sell') ?? (await askTime(run)))
      : NOT_ALLOWED;
    for (const id of RULES) run.judge.notRun(id, why ?? 'no order on a quote was answered');
  },
};

/** Seconds before the expiry at which the quote must still hold, and behind it at which it must not. */
const BEFORE = 5;
const BEHIND = 2;

/** Why it could not be looked at; undefined where it was. */
async function askTime(run: ProviderRun): Promise<string | undefined> {
  const { judge } = run;
  const trade = bestTrade(run);
  const quote = await quoteFor(run, trade);
  const expiry = quote === undefined ? undefined : expiryOf(quote);
  if (quote === undefined || expiry === undefined) {
    return 'waited for EXPIRY_UNPARSABLE: no quote says until when it holds';
  }
  const left = (expiry - providerNow(run)) / 1000;
  if (left <= BEFORE) return 'waited for QUOTE_EXPIRY_TOO_SHORT: the quote is nearly over';
  const early = await passTime(run, left - BEFORE, 'the last seconds of a quote');
  if (early !== undefined) return early;
  const alive = await placeOrder(run, { trade, quote });
  const seen = { exchanges: numbers(quote.exchange, alive.exchange) };
  const rest = Math.round((expiry - providerNow(run)) / 1000);
  const evidence = `${rest} s before the expiry: ${told(alive.exchange)}`;
  if (alive.answer !== undefined) judge.passed('QUOTE_DIES_EARLY', { evidence, ...seen });
  else if (statusOf(alive.exchange) === 0) judge.notRun('QUOTE_DIES_EARLY', told(alive.exchange));
  else judge.failed('QUOTE_DIES_EARLY', { evidence, ...seen });
  const late = await passTime(
    run,
    (expiry - providerNow(run)) / 1000 + BEHIND,
    'the expiry of a quote',
  );
  if (late !== undefined) return late;
  const before = run.known.get('orders');
  const dead = await placeOrder(run, { trade, quote });
  run.known.set('orders', before);
  judgeDead(run, quote.exchange.number, dead);
  return undefined;
}

function judgeDead({ judge }: ProviderRun, quoted: number, { exchange, answer }: PlacedOrder) {
  const id = 'EXPIRED_QUOTE_ACCEPTED';
  const seen = { exchanges: [quoted, ...numbers(exchange)] };
  const evidence = `an order behind the expiry of its quote: ${told(exchange)}`;
  const status = statusOf(exchange);
  if (status === 0) judge.notRun(id, told(exchange));
  else if (answer !== undefined) judge.failed(id, { evidence, ...seen });
  else if (status === 404) judge.passed(id, { evidence, ...seen });
  else judge.failed(id, { evidence: `${evidence}: 404 wanted`, ...seen, severity: 'warning' });
}
