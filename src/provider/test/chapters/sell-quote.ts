/** K, and E where it is also about sell: quotes of a sale. */
import type { Chapter } from '../chapter.js';
import { EXPIRY_RULES, judgeExpiry } from '../judgements/expiry.js';
import { FEE_RULES, judgeFees } from '../judgements/fees.js';
import { askWithout } from '../judgements/parameters.js';
import {
  askGarbage,
  judgeEcho,
  judgeQuoteIds,
  judgeQuoteTime,
  judgeSomething,
} from '../judgements/quotes.js';
import { fact, type GoodQuote, unusable } from '../known.js';
import { askQuote } from '../order.js';
import type { ProviderRun } from '../run.js';
import { callName, numbers } from '../seen.js';

const OPERATION = 'sellQuote';
/** With those of the survey and the probes this makes the five that are timed. */
const FRESH = 4;
const MEMBERS = ['quoteId', 'amountTo', 'providerFees', 'referralFees', 'expiry'];
const FEES = ['providerFees', 'referralFees'];

export const sellQuote: Chapter = {
  name: 'Quotes of sell',
  products: ['sell'],
  rules: [
    'QUOTE_TOO_SLOW',
    'QUOTE_ID_REUSED',
    'QUOTE_AMOUNT_ECHO',
    ...EXPIRY_RULES,
    ...FEE_RULES,
    'AMOUNT_TO_ZERO',
    'QUOTE_AMOUNT_GARBAGE',
    'SELL_QUOTE_MEMBERS',
    'SELL_QUOTE_PARAMETER',
  ],
  async run(run: ProviderRun): Promise<void> {
    const why = unusable(run, OPERATION);
    const trade = fact(run, 'quotes')?.[0]?.trade;
    if (why === undefined && trade !== undefined) {
      for (let count = 0; count < FRESH; count++) {
        const asked = await askQuote(run, trade);
        if (asked?.quote !== undefined) judgeQuote(run, asked.quote);
      }
      await askGarbage(run, OPERATION, trade);
      await askWithout(run, 'SELL_QUOTE_PARAMETER', OPERATION, [
        'from',
        'to',
        'payment-method',
        'amount',
      ]);
      judgeQuoteIds(run);
    }
    judgeQuoteTime(run, OPERATION);
    for (const id of sellQuote.rules) run.judge.notRun(id, why ?? 'no quote was given');
  },
};

export function judgeQuote(run: ProviderRun, quote: GoodQuote): void {
  const { answer, exchange } = quote;
  judgeEcho(run, quote);
  // A sale's quote is ordered by its id: a promise.
  judgeExpiry(run, quote, true);
  judgeFees(run, quote, FEES);
  judgeSomething(run, quote);
  const missing = MEMBERS.filter((name) => answer[name] === undefined || answer[name] === null);
  const seen = { exchanges: numbers(exchange) };
  if (missing.length === 0) {
    const evidence = `${callName(exchange)} has ${MEMBERS.join(', ')}`;
    run.judge.passed('SELL_QUOTE_MEMBERS', { evidence, ...seen });
  } else {
    const evidence = `${callName(exchange)} has no ${missing.join(', ')}`;
    run.judge.failed('SELL_QUOTE_MEMBERS', { evidence, ...seen });
  }
}
