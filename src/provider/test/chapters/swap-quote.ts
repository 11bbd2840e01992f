/** E. Quotes of swap: how fast they come, what they say, how long they hold, what they refuse. */
import { isWithin, scaledDecimal } from '../../decimal-text.js';
import { bestTrade } from '../call-of.js';
import type { Chapter } from '../chapter.js';
import type { Exchange } from '../exchange.js';
import { EXPIRY_RULES, judgeExpiry } from '../judgements/expiry.js';
import { judgeQuoteTime } from '../judgements/quotes.js';
import { fact, type Trade, unusable } from '../known.js';
import type { ProviderRun } from '../run.js';
import { numbers } from '../seen.js';
import { type Quoted, quoteOf } from './swap/ask-quote.js';
import { judgeEach } from './swap/each.js';
import { judgeArithmetic, judgeFees } from './swap/quote-arithmetic.js';
import { probeQuotes, QUOTE_PROBE_RULES } from './swap/quote-probes.js';
import { quoteRules } from './swap/quote-rules.js';
import { numberOf, quoteName, type SeenQuote, seenQuotes } from './swap/seen-quotes.js';

export const swapQuote: Chapter = {
  name: 'Quotes of swap',
  products: ['swap'],
  rules: [
    'QUOTE_TOO_SLOW',
    'QUOTE_ID_REUSED',
    'QUOTE_UNSTABLE',
    'FEES_CURRENCY',
    'QUOTE_ARITHMETIC',
    ...quoteRules(() => undefined).map(({ id }) => id),
    ...EXPIRY_RULES,
    ...QUOTE_PROBE_RULES,
  ],
  async run(run: ProviderRun): Promise<void> {
    const why = unusable(run, 'quote');
    const first = fact(run, 'quotes')?.[0];
    if (why === undefined && first !== undefined) {
      const trade = bestTrade(run);
      const repeated = await askAgain(run, trade);
      judgeStillness(run, repeated);
      const two = await askTwoAmounts(run, trade);
      await probeQuotes(run, first);
      judgeSeen(run, two);
    } else if (why === undefined || seenQuotes(run).length > 0) judgeSeen(run, []);
    judgeQuoteTime(run, 'quote');
    for (const id of swapQuote.rules) run.judge.notRun(id, why ?? 'no pair was quoted');
  },
};

const REPEATS = 5;

/** One after the other, as the page of the provider refreshes. */
async function askAgain(run: ProviderRun, trade: Trade): Promise<readonly Quoted[]> {
  const quoted: Quoted[] = [];
  for (let time = 0; time < REPEATS; time++) quoted.push(await quoteOf(run, trade));
  return quoted;
}

const MAX_APART = 0.02;

function judgeStillness({ judge }: ProviderRun, quoted: readonly Quoted[]): void {
  const id = 'QUOTE_UNSTABLE';
  const amounts = quoted.flatMap(({ quote, exchange }) => {
    const amount = numberOf(quote?.answer.amountTo);
    return amount === undefined || amount === 0 ? [] : [{ amount, exchange }];
  });
  const pairs = amounts.slice(1).map((one, at) => ({ one, before: amounts[at]! }));
  // Within a second: slower ones may follow the market.
  const close = pairs.filter(({ one, before }) => one.exchange.at - before.exchange.at <= 1_000);
  const [first] = close;
  if (first === undefined) {
    judge.notRun(id, 'two quotes within a second were not given');
    return;
  }
  const apart = ({ one, before }: (typeof close)[number]) =>
    Math.abs(one.amount / before.amount - 1);
  const worst = close.reduce((a, b) => (apart(b) > apart(a) ? b : a));
  const { one, before } = worst;
  const evidence = `the same question, answered ${before.amount} and ${one.amount}: ${(apart(worst) * 100).toFixed(2)} % apart`;
  const exchanges = numbers(before.exchange, one.exchange);
  if (apart(worst) > MAX_APART) judge.failed(id, { evidence, exchanges });
  else judge.passed(id, { evidence, exchanges });
}

/** The usual amount and its double, or its half where the double is too much. */
async function askTwoAmounts(run: ProviderRun, trade: Trade): Promise<readonly SeenQuote[]> {
  const { amount, min, max } = trade;
  const other = [scaledDecimal(amount, 2), scaledDecimal(amount, 1, 2)].find(
    (one) => one !== undefined && isWithin(one, min, max),
  );
  if (other === undefined) return [];
  const asked = [await quoteOf(run, trade), await quoteOf(run, { ...trade, amount: other })];
  const found = asked.map(({ exchange }) => exchange.number);
  return seenQuotes(run).filter(({ exchange }) => found.includes(exchange.number));
}

export function judgeSeen(run: ProviderRun, two: readonly SeenQuote[]): void {
  const quotes = seenQuotes(run);
  const exchanges = numbers(...quotes.map(({ exchange }) => exchange)).slice(0, 20);
  const listed = new Map(
    (fact(run, 'pairs') ?? []).map(({ from, to, tradeMethod }) => [
      JSON.stringify([from, to]),
      tradeMethod,
    ]),
  );
  const methods = ({ from, to }: SeenQuote) => {
    const found: unknown = listed.get(JSON.stringify([from, to]));
    return Array.isArray(found) ? (found as string[]) : undefined;
  };
  const where = { nameOf: quoteName, kind: 'quotes', exchanges };
  for (const rule of quoteRules(methods)) judgeEach(run, rule, quotes, where);
  const ids = new Map<string, Exchange>();
  const reused = {
    id: 'QUOTE_ID_REUSED',
    none: 'no quote has an id',
    look: ({ answer: { quoteId }, exchange }: SeenQuote) => {
      if (typeof quoteId !== 'string') return undefined;
      const before = ids.get(quoteId);
      ids.set(quoteId, exchange);
      return before === undefined ? 'fine' : `the id of the quote of call ${before.number}`;
    },
  };
  judgeEach(run, reused, quotes, where);
  for (const { quote, isFixed } of quotes) judgeExpiry(run, quote, isFixed);
  judgeFees(run, quotes);
  judgeArithmetic(run, quotes, two);
}
