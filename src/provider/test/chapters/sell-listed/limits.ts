/** The limits of /capabilities against those of the quote: at both it must work, outside it must not. */
import { compareDecimals, scaledDecimal } from '../../../decimal-text.js';
import { callOf } from '../../call-of.js';
import { type Capabilities, type Limited, limitText } from '../../capabilities.js';
import type { Exchange } from '../../exchange.js';
import { fact, type GoodQuote, type Trade } from '../../known.js';
import { quoteIn } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';
import { statusOf, told } from '../../seen.js';

import { type Complaint, tell } from '../../told.js';
import { cryptoOf } from './listed.js';

interface Point {
  readonly amount: string;
  readonly isInside: boolean;
}

export async function askLimits(
  run: ProviderRun,
  operation: string,
  capabilities: Capabilities,
): Promise<void> {
  const quote = fact(run, 'quotes')?.[0];
  if (quote === undefined) return;
  const { trade } = quote;
  const found = limitsFor(run, trade, capabilities);
  const [min, max] = [limitText(found?.min), limitText(found?.max)];
  if (min === undefined || max === undefined || (compareDecimals(min, max) ?? 0) > 0) {
    const of = run.product === 'buy' ? trade.from : trade.from;
    return run.judge.notRun('CAP_LIMITS_QUOTE', `waited for CAPABILITIES_LIMITS: ${of} has none`);
  }
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const { amount, isInside } of points(run, { min, max }, quote, capabilities)) {
    const exchange = await run.client.call(callOf(run, operation, { trade: { ...trade, amount } }));
    if (exchange.answer === undefined || statusOf(exchange) === 451) continue;
    asked.push(exchange);
    const isQuoted = quoteIn(exchange, trade) !== undefined;
    if (isQuoted === isInside) continue;
    const where = isInside ? 'inside' : 'outside';
    complaints.push({
      text: `${amount} ${trade.from} is ${where} ${min} to ${max} of /capabilities, yet ${told(exchange)}`,
    });
  }
  if (asked.length === 0) return;
  const fine = `${trade.from}: quotes at ${min} and ${max} are given, outside they are not`;
  tell(run, 'CAP_LIMITS_QUOTE', complaints, fine, ...asked);
}

/** Of what is paid: the crypto currency in sell, the fiat currency in buy. */
function limitsFor(
  run: ProviderRun,
  trade: Trade,
  { fiats, cryptos }: Capabilities,
): Limited | undefined {
  return run.product === 'buy'
    ? fiats.find(({ name }) => name === trade.from)
    : cryptos.find(({ name }) => name === cryptoOf(run, trade));
}

function points(
  run: ProviderRun,
  { min, max }: { min: string; max: string },
  quote: GoodQuote,
  capabilities: Capabilities,
): readonly Point[] {
  // Buy documents whole numbers only.
  const [below, above] =
    run.product === 'buy'
      ? [String(Math.ceil(Number(min)) - 1), String(Math.floor(Number(max)) + 1)]
      : [scaledDecimal(min, 99, 100, 1), scaledDecimal(max, 101, 100, 0)];
  const outside = [below, above].filter(
    (amount): amount is string => amount !== undefined && Number(amount) > 0,
  );
  const inside = [min, max].filter((amount) => isServed(run, amount, quote, capabilities));
  return [
    ...inside.map((amount) => ({ amount, isInside: true })),
    ...outside
      .filter((amount) => !isWithin(amount, min, max))
      .map((amount) => ({ amount, isInside: false })),
  ];
}

const isWithin = (amount: string, min: string, max: string) =>
  (compareDecimals(amount, min) ?? 0) >= 0 && (compareDecimals(amount, max) ?? 0) <= 0;

/** Sell: a method has limits of its own, in fiat: what it excludes need not be quoted. */
function isServed(
  run: ProviderRun,
  amount: string,
  { trade, answer }: GoodQuote,
  { countries }: Capabilities,
): boolean {
  if (run.product === 'buy') return true;
  const rate = Number(answer.amountTo) / Number(trade.amount);
  const worth = Number(amount) * rate;
  if (Number.isNaN(worth)) return true;
  const limits = countries
    .flatMap(({ methods }) => methods)
    .filter(({ name }) => name === trade.paymentMethod)
    .flatMap(({ restrictions = [] }) => restrictions)
    .filter(({ name }) => name === trade.to);
  return limits.every(({ min, max }) => {
    const [low, high] = [limitText(min), limitText(max)].map((text) => Number(text ?? Number.NaN));
    // Fees make what is received a little less than what it is worth.
    return !(worth < low! * 1.05) && !(worth > high! * 0.95);
  });
}
