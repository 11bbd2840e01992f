/** What quotes of every product show: time, ids, amounts, and what is no amount. */

import { cut } from '../../../shown.js';
import { compareDecimals, plain } from '../../decimal-text.js';
import { callOf } from '../call-of.js';
import type { Exchange } from '../exchange.js';
import { fact, type GoodQuote, type Trade } from '../known.js';
import { quoteIn } from '../quoting.js';
import type { ProviderRun } from '../run.js';
import { callName, isErrorBody, numbers, statusOf, told } from '../seen.js';
import { type Complaint, tell } from '../told.js';

/** Milliseconds: Ledger drops a quote after this, and a person notices this. */
const DROPPED = 5_000;
const SLUGGISH = 3_000;
const MAX_TIMED = 5;

/** QUOTE_TOO_SLOW: all quotes of the run that were asked for in the right way. */
export function judgeQuoteTime({ judge, journal }: ProviderRun, operation: string) {
  const id = 'QUOTE_TOO_SLOW';
  const asked = journal.filter(
    ({ request, answer, failure }) =>
      request.operation === operation &&
      (answer !== undefined || /^(headers-timeout|deadline)$/.test(failure?.kind ?? '')),
  );
  if (asked.length === 0) return judge.notRun(id, 'no quote was answered');
  const slow = asked.filter(({ totalMs }) => totalMs > DROPPED);
  if (slow.length > 0) {
    const evidence = `${callName(slow[0]!)} took ${Math.round(slow[0]!.totalMs)} ms (${slow.length} of ${asked.length} quotes over ${DROPPED} ms): Ledger drops it`;
    return judge.failed(id, { evidence, exchanges: numbers(...slow.slice(0, MAX_TIMED)) });
  }
  const times = asked.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
  const p95 = Math.round(times[Math.ceil(times.length * 0.95) - 1]!);
  const evidence = `${asked.length} quotes: 95 % within ${p95} ms, the slowest ${Math.round(times.at(-1)!)} ms`;
  const seen = { exchanges: numbers(...asked.slice(0, MAX_TIMED)) };
  if (p95 > SLUGGISH) judge.failed(id, { evidence, ...seen, severity: 'warning' });
  else judge.passed(id, { evidence, ...seen });
}

/** QUOTE_ID_REUSED. */
export function judgeQuoteIds({ judge, ...run }: ProviderRun) {
  const id = 'QUOTE_ID_REUSED';
  const quotes = (fact(run, 'quotes') ?? []).filter(({ quoteId }) => quoteId !== undefined);
  if (quotes.length < 2) {
    return judge.notRun(id, 'fewer than two quotes with an id were answered');
  }
  const first = new Map<string, GoodQuote>();
  for (const quote of quotes) {
    const before = first.get(quote.quoteId!);
    if (before !== undefined && before.exchange !== quote.exchange) {
      const evidence = `two quotes have the id ${cut(quote.quoteId!)}`;
      return judge.failed(id, { evidence, exchanges: numbers(before.exchange, quote.exchange) });
    }
    first.set(quote.quoteId!, quote);
  }
  const exchanges = numbers(...quotes.slice(0, MAX_TIMED).map(({ exchange }) => exchange));
  judge.passed(id, { evidence: `${quotes.length} quotes have ids of their own`, exchanges });
}

/** QUOTE_AMOUNT_ECHO of swap and sell. */
export function judgeEcho({ judge }: ProviderRun, { answer, trade, exchange }: GoodQuote) {
  const id = 'QUOTE_AMOUNT_ECHO';
  const name = ['amountFrom', 'amount'].find((one) => answer[one] !== undefined);
  if (name === undefined) return judge.notRun(id, 'the quote does not repeat the amount');
  const value = answer[name];
  const text = typeof value === 'number' ? plain(value) : String(value);
  const seen = { exchanges: numbers(exchange) };
  const evidence = `asked for ${trade.amount}, ${name} is ${cut(text)}`;
  if (compareDecimals(text, trade.amount) === 0) judge.passed(id, { evidence, ...seen });
  else judge.failed(id, { evidence, ...seen });
}

/** AMOUNT_TO_ZERO: `amountTo` of swap and sell, `cryptoAmount` of buy. */
export function judgeSomething({ judge }: ProviderRun, quote: GoodQuote): void {
  const { answer, trade, exchange } = quote;
  const value = answer.amountTo ?? answer.cryptoAmount;
  const evidence = `${trade.amount} ${trade.from} give ${cut(String(value))} ${trade.to}`;
  const seen = { exchanges: numbers(exchange) };
  if (value === undefined || value === null || value === '') {
    judge.notRun('AMOUNT_TO_ZERO', 'the quote names no amount to receive');
  } else if (Number(value) === 0) judge.failed('AMOUNT_TO_ZERO', { evidence, ...seen });
  else judge.passed('AMOUNT_TO_ZERO', { evidence, ...seen });
}

/** What people and programs write for amounts, and what is none. */
export const GARBAGE = ['', 'abc', '-1', '0', '1e3', '1,5', '1'.repeat(60)] as const;

/** QUOTE_AMOUNT_GARBAGE: 400 wanted, never a quote. */
export async function askGarbage(run: ProviderRun, operation: string, trade: Trade): Promise<void> {
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const amount of GARBAGE) {
    const exchange = await run.client.call(callOf(run, operation, { trade: { ...trade, amount } }));
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    const shown = amount.length > 20 ? `${amount.length} digits` : JSON.stringify(amount);
    const status = statusOf(exchange);
    if (quoteIn(exchange, trade) !== undefined) {
      complaints.push({ text: `amount ${shown} gets a quote` });
    } else if (status >= 500) {
      complaints.push({ text: `amount ${shown}: ${told(exchange)}`, severity: 'warning' });
    } else if (status < 400 && !isErrorBody(exchange.answer.json)) {
      complaints.push({ text: `amount ${shown}: ${told(exchange)}` });
    }
  }
  if (asked.length === 0) {
    run.judge.notRun('QUOTE_AMOUNT_GARBAGE', 'none of the wrong amounts was answered');
    return;
  }
  const fine = `${asked.length} texts that are no amount are refused`;
  tell(run, 'QUOTE_AMOUNT_GARBAGE', complaints, fine, ...asked);
}
