/** F. Orders that must be refused. Each is a good one with one thing wrong. */
import { fitsShape } from '../../../../check/rules/address/shape.js';
import { findBuiltIn } from '../../../../host/currency-names.js';
import { bestTrade, unknownId } from '../../call-of.js';
import { tryOrder } from '../../judgements/order-again.js';
import { fact } from '../../known.js';
import { type PlacedOrder, placeOrder } from '../../order.js';
import { judgeRefusal } from '../../refused.js';
import type { ProviderRun } from '../../run.js';
import { told } from '../../seen.js';
import { UNKNOWN_CURRENCY } from '../../survey.js';
import { builtIn, swapTrade } from '../../trades.js';
import { marked } from './trades-by-method.js';

export const REFUSAL_RULES = [
  'QUOTE_NOT_FOUND',
  'ORDER_CURRENCY_FROM',
  'ORDER_CURRENCY_TO',
  'ORDER_PAIR_SWITCHED',
  'NO_DEPOSIT_STATUS',
  'ORDER_BAD_ADDRESS',
] as const;

/** @param orders good ones: fixed, float, or both. */
export async function askRefusals(run: ProviderRun, orders: readonly PlacedOrder[]): Promise<void> {
  const fixed = orders.find(({ operation }) => operation === 'swapFixed');
  if (fixed === undefined) {
    const why = 'no fixed order was made: float orders have no quote';
    run.judge.notRun('QUOTE_NOT_FOUND', why);
    run.judge.notRun('ORDER_PAIR_SWITCHED', why);
  } else {
    await askQuoteId(run, fixed);
    await askSwitched(run, fixed);
  }
  for (const order of orders) await askCurrencies(run, order);
  await askAddresses(run, fixed ?? orders[0]!);
  await askNoDeposit(run);
}

async function askQuoteId(run: ProviderRun, fixed: PlacedOrder): Promise<void> {
  const { exchange } = await tryOrder(run, fixed, { quoteId: unknownId(run) });
  judgeRefusal(run, exchange, {
    id: 'QUOTE_NOT_FOUND',
    how: 'a quoteId that was never given out',
    statuses: [404],
    keys: ['SWAP_QUOTE_NOT_FOUND_ERROR'],
  });
}

async function askSwitched(run: ProviderRun, fixed: PlacedOrder): Promise<void> {
  const { request } = fixed;
  const { exchange } = await tryOrder(run, fixed, {
    currencyFrom: request.currencyTo,
    currencyTo: request.currencyFrom,
    payloadCurrencyFrom: request.payloadCurrencyTo,
    payloadCurrencyTo: request.payloadCurrencyFrom,
    refundAddress: request.payoutAddress,
    payoutAddress: request.refundAddress,
  });
  const { from, to } = fixed.trade;
  const how = `the quote of ${from} to ${to} with ${to} to ${from}`;
  judgeRefusal(run, exchange, { id: 'ORDER_PAIR_SWITCHED', how, otherwise: 'warning' });
}

async function askCurrencies(run: ProviderRun, order: PlacedOrder): Promise<void> {
  for (const [id, member] of [
    ['ORDER_CURRENCY_FROM', 'currencyFrom'],
    ['ORDER_CURRENCY_TO', 'currencyTo'],
  ] as const) {
    const side = member === 'currencyFrom' ? 'FROM' : 'TO';
    const { exchange } = await tryOrder(run, order, { [member]: UNKNOWN_CURRENCY });
    judgeRefusal(run, exchange, {
      id,
      how: `an unknown ${member}`,
      statuses: [404],
      keys: [`CURRENCY_${side}_NOT_FOUND_ERROR`],
      // For float orders the contract has no such error, the portal has.
      ...(order.operation === 'swapFloat' ? { otherwise: 'note' } : {}),
    });
  }
}

/** One of another chain, which can be told by its form. */
function foreignAddress(run: ProviderRun, id: string): string | undefined {
  const currency = builtIn(run, id);
  if (currency === undefined) return undefined;
  return ['BTC', 'ETH']
    .map((ticker) => findBuiltIn(ticker)!.foreignAddress)
    .find((address) => fitsShape(address, currency) === false);
}

async function askAddresses(run: ProviderRun, order: PlacedOrder): Promise<void> {
  const id = 'ORDER_BAD_ADDRESS';
  const { from, to } = order.trade;
  for (const [member, currency] of [
    ['payoutAddress', to],
    ['refundAddress', from],
  ] as const) {
    for (const address of ['x', foreignAddress(run, currency)]) {
      if (address === undefined) continue;
      const { exchange } = await tryOrder(run, order, { [member]: address });
      const how = `${member} ${address} for ${currency}`;
      judgeRefusal(run, exchange, { id, how, otherwise: 'warning' });
    }
  }
}

async function askNoDeposit(run: ProviderRun): Promise<void> {
  const id = 'NO_DEPOSIT_STATUS';
  const [from] = marked(run);
  if (from === undefined) {
    const why = 'the profile marks no currency without deposit wallet (currencies: noDeposit)';
    return run.judge.notRun(id, why);
  }
  const { to: best, from: other } = bestTrade(run);
  const to = best === from ? other : best;
  const pair = fact(run, 'pairs')?.find((one) => one.from === from && one.to === to);
  const placed = await placeOrder(run, { trade: swapTrade(run, { from, to }, pair) });
  if (placed.exchange.request.operation === 'quote') {
    return run.judge.notRun(id, `it is not even quoted: ${told(placed.exchange)}`);
  }
  judgeRefusal(run, placed.exchange, {
    id,
    how: `${from}, which has no deposit wallet,`,
    statuses: [400],
    keys: ['NO_DEPOSIT_WALLET_ERROR'],
  });
}
