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
import { decimalsOfCurrency } from '../../trades.js';
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
    const why = `waited for CAPABILITIES_LIMITS: ${trade.from} has none that leave room`;
    return run.judge.notRun('CAP_LIMITS_QUOTE', why);
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
  const inside = servedLimits(run, { min, max }, quote, capabilities);
  return [
    ...inside.map((amount) => ({ amount, isInside: true })),
    ...outside
      .filter((amount) => !isWithin(amount, min, max))
      .map((amount) => ({ amount, isInside: false })),
  ];
}

const isWithin = (amount: string, min: string, max: string) =>
  (compareDecimals(amount, min) ?? 0) >= 0 && (compareDecimals(amount, max) ?? 0) <= 0;

/** Fees make what is received a little less than what it is worth. */
const MARGIN = 0.05;
const SHOWN_DECIMALS = 8;

/** Sell: a method has limits of its own, in fiat: what it excludes need not be quoted. */
function servedLimits(
  run: ProviderRun,
  { min, max }: { min: string; max: string },
  { trade, answer }: GoodQuote,
  { countries }: Capabilities,
): readonly string[] {
  const rate = Number(answer.amountTo) / Number(trade.amount);
  if (run.product === 'buy' || !(rate > 0)) return [min, max];
  const limits = countries
    .flatMap(({ methods }) => methods)
    .filter(({ name }) => name === trade.paymentMethod)
    .flatMap(({ restrictions = [] }) => restrictions)
    .filter(({ name }) => name === trade.to);
  const decimals = Math.min(SHOWN_DECIMALS, decimalsOfCurrency(run, trade.from) ?? 2);
  const text = (value: number) => value.toFixed(decimals);
  const edges = (name: 'min' | 'max') =>
    limits.map((one) => Number(limitText(one[name]) ?? Number.NaN) / rate);
  const low = Math.max(...edges('min').filter((edge) => !Number.isNaN(edge))) * (1 + MARGIN);
  const high = Math.min(...edges('max').filter((edge) => !Number.isNaN(edge))) * (1 - MARGIN);
  const least = low > Number(min) ? text(low) : min;
  const most = high < Number(max) ? text(high) : max;
  return Number(least) <= Number(most) ? [least, most] : [];
}
