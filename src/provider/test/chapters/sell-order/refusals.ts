/** Orders that must be refused, and how. */

import { fitsShape } from '../../../../check/rules/address/shape.js';
import { CURRENCIES } from '../../../../host/currencies.js';
import { callOf, freshNonce, unknownId } from '../../call-of.js';
import type { ErrorKey } from '../../error-keys.js';
import type { Exchange } from '../../exchange.js';
import { tryOrder } from '../../judgements/order-again.js';
import { type PlacedOrder, placeOrder } from '../../order.js';
import { quoteFor } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';
import { isErrorBody, isGood, keyOf, statusOf, told } from '../../seen.js';
import { UNKNOWN_CURRENCY } from '../../survey.js';
import { type Complaint, tell } from '../../told.js';
import { builtIn, rampTrades } from '../../trades.js';

export const REFUSAL_RULES = [
  'SELL_QUOTE_NOT_FOUND',
  'SELL_CURRENCY_NOT_FOUND',
  'NO_DEPOSIT_STATUS',
  'ORDER_BAD_ADDRESS',
  'SELL_CARD_COUNTRY',
] as const;

interface Wanted {
  readonly how: string;
  readonly statuses: readonly number[];
  readonly keys: readonly ErrorKey[];
}

/** What is wrong with a refusal; undefined for the right one. */
function problemOf(exchange: Exchange, { how, statuses, keys }: Wanted): Complaint | undefined {
  const key = keyOf(exchange.answer?.json);
  const isRight =
    statuses.includes(statusOf(exchange)) && (keys.length === 0 || keys.some((one) => one === key));
  if (isRight) return undefined;
  return {
    text: `with ${how}, ${told(exchange)}: ${statuses.join(' or ')} ${keys.join(' or ')} wanted`,
  };
}

async function ask(
  run: ProviderRun,
  id: string,
  first: PlacedOrder,
  tries: readonly (Wanted & { readonly members: Readonly<Record<string, unknown>> })[],
): Promise<void> {
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const one of tries) {
    const { exchange } = await tryOrder(run, first, one.members);
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    const problem = problemOf(exchange, one);
    if (problem !== undefined) complaints.push(problem);
  }
  if (asked.length === 0) return run.judge.notRun(id, 'not answered');
  const fine = tries.map(({ how }, index) => `with ${how}, ${told(asked[index]!)}`);
  tell(run, id, complaints, fine.slice(0, asked.length).join('; '), ...asked);
}

/** Sell and card. */
export async function askOrders(run: ProviderRun, first: PlacedOrder): Promise<void> {
  await ask(run, 'SELL_QUOTE_NOT_FOUND', first, [
    {
      how: 'an unknown quoteId',
      members: { quoteId: unknownId(run) },
      statuses: [404],
      keys: ['SELL_QUOTE_NOT_FOUND_ERROR'],
    },
  ]);
  await ask(run, 'SELL_CURRENCY_NOT_FOUND', first, [
    {
      how: 'an unknown fromCryptoCurrency',
      members: { fromCryptoCurrency: UNKNOWN_CURRENCY },
      statuses: [404],
      keys: ['CURRENCY_FROM_NOT_FOUND_ERROR'],
    },
    {
      how: 'an unknown toFiatCurrency',
      members: { toFiatCurrency: 'XTS' },
      statuses: [404],
      keys: ['CURRENCY_TO_NOT_FOUND_ERROR'],
    },
  ]);
  await askDeposit(run);
  if (run.product === 'sell') await askAddresses(run, first);
}

/** NO_DEPOSIT_STATUS: a currency that the profile marks as without wallet, with a quote of its own. */
async function askDeposit(run: ProviderRun): Promise<void> {
  const { judge, profile } = run;
  const id = 'NO_DEPOSIT_STATUS';
  const currency = Object.entries(profile.currencies).find(([, one]) => one.noDeposit)?.[0];
  if (currency === undefined) {
    const why = 'the profile names no currency without deposit wallet (currencies: …: noDeposit)';
    return judge.notRun(id, why);
  }
  const trade = rampTrades(run).find(({ from }) => from === currency);
  const quote = trade === undefined ? undefined : await quoteFor(run, trade);
  if (trade === undefined || quote === undefined) {
    return judge.notRun(id, `${currency} is not listed, or not quoted: nothing to order`);
  }
  const before = run.known.get('orders');
  const { exchange } = await placeOrder(run, { trade, quote });
  run.known.set('orders', before);
  if (exchange.answer === undefined) return judge.notRun(id, told(exchange));
  const problem = problemOf(exchange, {
    how: currency,
    statuses: [400],
    keys: ['NO_DEPOSIT_WALLET_ERROR'],
  });
  const fine = `with ${currency}, ${told(exchange)}`;
  tell(run, id, problem === undefined ? [] : [problem], fine, quote.exchange, exchange);
}

/** ORDER_BAD_ADDRESS: 4xx wanted. */
async function askAddresses(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const id = 'ORDER_BAD_ADDRESS';
  const currency = builtIn(run, first.trade.from);
  const other = CURRENCIES.find(
    ({ foreignAddress }) => currency !== undefined && fitsShape(foreignAddress, currency) === false,
  );
  const bad = [
    ...(other === undefined
      ? []
      : [[`an address of ${other.name}`, other.foreignAddress] as const]),
    ['the text x', 'x'] as const,
  ];
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const [how, refundAddress] of bad) {
    const { exchange } = await tryOrder(run, first, { refundAddress });
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    const isTaken = isGood(exchange) && !isErrorBody(exchange.answer.json);
    if (isTaken || statusOf(exchange) >= 500) {
      complaints.push({ text: `refundAddress is ${how}: ${told(exchange)}` });
    }
  }
  if (asked.length === 0) return run.judge.notRun(id, 'not answered');
  const fine = `refundAddress of another chain or no address at all: ${told(asked[0]!)}`;
  tell(run, id, complaints, fine, ...asked);
}

/** SELL_CARD_COUNTRY: POST /sell as from the place that the profile names. */
export async function askCountry(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const id = 'SELL_CARD_COUNTRY';
  const { header, query, restricted = '' } = run.profile.region ?? {};
  if (header === undefined && query === undefined) {
    const why = 'the profile names no way to say where the user is (region: header or query)';
    return run.judge.notRun(id, why);
  }
  const { trade, quote, operation, request } = first;
  const fresh = quote === undefined ? undefined : await quoteFor(run, trade);
  const call = callOf(run, operation, {
    trade,
    ...(fresh === undefined ? {} : { quote: fresh }),
    members: {
      ...request,
      ...(fresh?.quoteId === undefined ? {} : { quoteId: fresh.quoteId }),
      nonce: freshNonce(run),
    },
  });
  const exchange = await run.client.call({
    ...call,
    ...(header === undefined ? {} : { headers: { [header]: restricted } }),
    ...(query === undefined ? {} : { query: { [query]: restricted } }),
  });
  if (exchange.answer === undefined) return run.judge.notRun(id, told(exchange));
  const problem = problemOf(exchange, {
    how: `a user in ${restricted}`,
    statuses: [451],
    keys: ['REGION_RESTRICTED_ERROR'],
  });
  const fine = `with a user in ${restricted}, ${told(exchange)}`;
  tell(run, id, problem === undefined ? [] : [problem], fine, exchange);
}
