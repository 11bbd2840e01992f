/**
 * Two orders more, for mistakes the usual one cannot have: an amount with all the decimals of its
 * currency, which floating point does not hold, and a currency whose deposits need a memo.
 */

import { memoKindOf } from '../../../simulator/coins/memos.js';
import { coinAppNamed } from '../../../simulator/coins/registry.js';
import { compareDecimals } from '../../decimal-text.js';
import { bestTrade } from '../call-of.js';
import { fact, type Trade } from '../known.js';
import { askQuote, type OrderWish, placeOrder } from '../order.js';
import type { ProviderRun } from '../run.js';
import { builtIn } from '../trades.js';
import { type Answered, answered } from './order-case.js';

/** Those that the provider takes: it may have reasons of its own to refuse one. */
export async function specialOrders(run: ProviderRun): Promise<Answered[]> {
  const wishes = [preciseWish(run), memoWish(run)];
  const orders: Answered[] = [];
  for (const wish of wishes) {
    if (wish?.trade === undefined) continue;
    const asked = await askQuote(run, wish.trade);
    if (asked !== undefined && asked.quote === undefined) continue;
    const quote = asked?.quote === undefined ? {} : { quote: asked.quote };
    const order = answered(await placeOrder(run, { ...wish, ...quote }));
    if (typeof order !== 'string') orders.push(order);
  }
  return orders;
}

/** More digits than a double has. */
const DIGITS = 17;

function preciseWish(run: ProviderRun): OrderWish | undefined {
  const trade = tradesOf(run).find(({ from }) => (builtIn(run, from)?.decimals ?? 0) >= DIGITS);
  if (trade === undefined) return undefined;
  const decimals = builtIn(run, trade.from)!.decimals;
  const [whole = '0', fraction = ''] = trade.amount.split('.');
  const more = Array.from({ length: decimals - fraction.length }, () => digit(run)).join('');
  const amount = `${whole}.${fraction}${more.slice(0, -1)}7`;
  const isOver = trade.max !== undefined && (compareDecimals(amount, trade.max) ?? 0) > 0;
  return isOver ? undefined : { trade: { ...trade, amount } };
}

/** Never 0: an amount should not end in one. */
const digit = ({ random }: ProviderRun) => String(1 + Math.floor(random() * 9));

function memoWish(run: ProviderRun): OrderWish | undefined {
  const trade = tradesOf(run).find(({ from }) => {
    const app = builtIn(run, from)?.app;
    return app !== undefined && memoKindOf(app) !== 'none';
  });
  if (trade === undefined) return undefined;
  const { app } = builtIn(run, trade.from)!;
  const takesMemo = run.product === 'swap' && coinAppNamed(app)?.refusesExtraId !== true;
  return { trade, ...(takesMemo ? { members: { refundAddressExtraId: MEMO } } : {}) };
}

/** A number, which every kind of memo can be. */
const MEMO = '104729';

function tradesOf(run: ProviderRun): readonly Trade[] {
  const { currencies } = run.profile;
  const isUsual = (id: string) =>
    currencies[id]?.noDeposit !== true && currencies[id]?.restricted !== true;
  const { to } = bestTrade(run);
  // Pairs come in pages, and the first may have none that is wanted: then the currencies may.
  const more = (fact(run, 'currencies') ?? []).map(({ id }) => ({
    from: id,
    to,
    amount: builtIn(run, id)?.example.amount ?? '',
  }));
  const usual = (trade: Trade) => isUsual(trade.from) && isUsual(trade.to);
  return [
    ...(fact(run, 'trades') ?? []),
    ...more.filter(({ from, amount }) => from !== to && amount !== ''),
  ].filter(usual);
}
