/** M, and E where it is also about buy: quotes of a purchase. */

import { cutJson } from '../../../shown.js';
import type { Chapter } from '../chapter.js';
import { askWithout } from '../judgements/parameters.js';
import { askGarbage, judgeQuoteTime, judgeSomething } from '../judgements/quotes.js';
import { fact, type GoodQuote, unusable } from '../known.js';
import { askQuote } from '../order.js';
import type { ProviderRun } from '../run.js';
import { callName, numbers } from '../seen.js';
import { askDestination, askIds, askKey, askMethod, askWhole } from './buy-quote/probes.js';

const OPERATION = 'buyQuote';
const FRESH = 4;
const MEMBERS = ['from', 'to', 'fiatAmount', 'cryptoAmount'];
const PARAMETERS = ['from', 'to', 'payment-method', 'amount', 'country', 'dest'];

export const buyQuote: Chapter = {
  name: 'Quotes of buy',
  products: ['buy'],
  rules: [
    'QUOTE_TOO_SLOW',
    'AMOUNT_TO_ZERO',
    'QUOTE_AMOUNT_GARBAGE',
    'BUY_QUOTE_MEMBERS',
    'BUY_QUOTE_ECHO',
    'BUY_AFTER_FEES',
    'BUY_AMOUNT_INTEGER',
    'BUY_PARAMETER',
    'BUY_LEDGER_ID_TO',
    'BUY_METHOD_COUNTRY',
    'BUY_DEST_ADDRESS',
    'BUY_DCA',
    'BUY_KEY',
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
      await askWithout(run, 'BUY_PARAMETER', OPERATION, PARAMETERS);
      await askWhole(run, trade);
      await askIds(run, trade);
      await askMethod(run, trade);
      await askDestination(run, trade);
      await askKey(run);
    }
    judgeQuoteTime(run, OPERATION);
    for (const id of buyQuote.rules) run.judge.notRun(id, why ?? 'no quote was given');
  },
};

export function judgeQuote(run: ProviderRun, quote: GoodQuote): void {
  const { judge } = run;
  const { answer, exchange, trade } = quote;
  const seen = { exchanges: numbers(exchange) };
  judgeSomething(run, quote);
  const missing = MEMBERS.filter((name) => answer[name] === undefined || answer[name] === null);
  if (missing.length > 0) {
    const evidence = `${callName(exchange)} has no ${missing.join(', ')}`;
    judge.failed('BUY_QUOTE_MEMBERS', { evidence, ...seen });
  } else {
    const evidence = `${callName(exchange)} has ${MEMBERS.join(', ')}`;
    judge.passed('BUY_QUOTE_MEMBERS', { evidence, ...seen });
  }
  judgeEcho(run, quote);
  if (answer.cryptoAmount !== undefined) {
    const evidence = `cryptoAmount ${cutJson(answer.cryptoAmount)} ${trade.to} is taken for what the user receives; the architecture page speaks of fiat`;
    judge.passed('BUY_AFTER_FEES', { evidence, ...seen });
  } else judge.notRun('BUY_AFTER_FEES', 'waited for BUY_QUOTE_MEMBERS: no cryptoAmount');
  const { dca } = answer;
  if (dca === undefined) judge.notRun('BUY_DCA', 'the quote has no dca; it may be left out');
  else if (typeof dca === 'boolean')
    judge.passed('BUY_DCA', { evidence: `dca is ${dca}`, ...seen });
  else judge.failed('BUY_DCA', { evidence: `dca is ${cutJson(dca)}, not true or false`, ...seen });
}

function judgeEcho({ judge }: ProviderRun, { answer, exchange, trade }: GoodQuote): void {
  const wrong = (
    [
      ['from', trade.from, answer.from === trade.from],
      ['to', trade.to, answer.to === trade.to],
      ['fiatAmount', trade.amount, Number(answer.fiatAmount) === Number(trade.amount)],
    ] as const
  ).filter(([name, , isSame]) => answer[name] !== undefined && !isSame);
  const seen = { exchanges: numbers(exchange) };
  if (wrong.length === 0) {
    const evidence = `${trade.amount} ${trade.from} for ${trade.to}, as it was asked for`;
    judge.passed('BUY_QUOTE_ECHO', { evidence, ...seen });
    return;
  }
  const texts = wrong.map(
    ([name, asked]) => `${name} is ${cutJson(answer[name])}, asked for ${asked}`,
  );
  judge.failed('BUY_QUOTE_ECHO', { evidence: texts.join('; '), ...seen });
}
