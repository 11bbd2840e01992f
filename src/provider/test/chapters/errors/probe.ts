/** What is asked wrong on purpose, and which error the contract has for it. */
import { scaledDecimal } from '../../../decimal-text.js';
import { bestTrade, callOf, unknownId } from '../../call-of.js';
import type { Call } from '../../client.js';
import type { ErrorKey } from '../../error-keys.js';
import { type Trade, unusable } from '../../known.js';
import { operationsOf } from '../../operations.js';
import type { ProviderRun } from '../../run.js';
import { UNKNOWN_CURRENCY } from '../../survey.js';

export interface ErrorProbe {
  /** Behind "for": `an unknown pair`. */
  readonly how: string;
  readonly call: Call;
  /** Statuses the documents allow; empty for any 4xx. */
  readonly statuses: readonly number[];
  /** Keys the documents allow; empty where the contract leaves it open. */
  readonly keys: readonly ErrorKey[];
  /** The key may be left out: a published example has only a message. */
  readonly isKeyOptional?: boolean;
  /** Swap: the limit that the error must name. */
  readonly limit?: 'min' | 'max';
  /** The parameter that a text of buy must name. */
  readonly parameter?: string;
}

/** Those that can be asked now; `createOrders` decides on orders. */
export function errorProbes(run: ProviderRun): readonly ErrorProbe[] {
  const { product } = run;
  const probes =
    product === 'swap' ? swapProbes(run) : product === 'buy' ? buyProbes(run) : sellProbes(run);
  const orders = operationsOf(product)
    .filter(({ kind }) => kind === 'order')
    .map(({ id }) => id);
  return probes.filter(({ call: { operation, path } }) => {
    if (orders.includes(operation) && !run.createOrders) return false;
    // The draft of fund wants another request: today's would be wrong in all its members.
    if (path === '/fund') return false;
    return unusable(run, operation) === undefined;
  });
}

function swapProbes(run: ProviderRun): ErrorProbe[] {
  const trade = bestTrade(run);
  const quote = (change: Partial<Trade>): Call =>
    callOf(run, 'quote', { trade: { ...trade, ...change } });
  const order = (id: 'swapFixed' | 'swapFloat', members: Record<string, string>) =>
    callOf(run, id, { members });
  return [
    {
      how: 'an unknown currency',
      call: quote({ from: UNKNOWN_CURRENCY }),
      statuses: [404],
      keys: ['SWAP_PAIR_NOT_FOUND_ERROR'],
    },
    {
      how: 'half the minimum',
      call: quote({ amount: below(trade) }),
      statuses: [400],
      keys: ['FROM_CURRENCY_MINIMUM_AMOUNT_ERROR'],
      limit: 'min',
    },
    {
      how: 'twice the maximum',
      call: quote({ amount: above(trade) }),
      statuses: [400],
      keys: ['FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR'],
      limit: 'max',
    },
    {
      how: 'an unknown swapId',
      call: callOf(run, 'swapStatus', { members: { swapId: unknownId(run) } }),
      statuses: [404],
      keys: ['TRANSACTION_NOT_FOUND'],
      isKeyOptional: true,
    },
    {
      how: 'an unknown quoteId',
      call: order('swapFixed', { quoteId: unknownId(run) }),
      statuses: [404],
      keys: ['SWAP_QUOTE_NOT_FOUND_ERROR'],
    },
    {
      how: 'an unknown currencyFrom',
      call: order('swapFloat', { currencyFrom: UNKNOWN_CURRENCY }),
      // The contract has no 404 for float orders, the portal has.
      statuses: [404, 400],
      keys: ['CURRENCY_FROM_NOT_FOUND_ERROR'],
    },
  ];
}

function sellProbes(run: ProviderRun): ErrorProbe[] {
  const id = run.product === 'sell' ? 'sell' : 'cardSell';
  const order = (members: Record<string, string>) => callOf(run, id, { members });
  const orders: ErrorProbe[] = [
    {
      how: 'an unknown fromCryptoCurrency',
      call: order({ fromCryptoCurrency: UNKNOWN_CURRENCY }),
      statuses: [404],
      keys: ['CURRENCY_FROM_NOT_FOUND_ERROR', 'SELL_QUOTE_NOT_FOUND_ERROR'],
    },
    {
      how: 'an unknown toFiatCurrency',
      call: order({ toFiatCurrency: 'XXX' }),
      statuses: [404],
      keys: ['CURRENCY_TO_NOT_FOUND_ERROR', 'SELL_QUOTE_NOT_FOUND_ERROR'],
    },
  ];
  // Nothing in a fund message hangs on a quote.
  const quoted: ErrorProbe[] =
    run.product === 'fund'
      ? []
      : [
          {
            how: 'an unknown quoteId',
            call: order({ quoteId: unknownId(run) }),
            statuses: [404],
            keys: ['SELL_QUOTE_NOT_FOUND_ERROR'],
          },
        ];
  const trade = bestTrade(run);
  const quote = (members: Record<string, string>) => callOf(run, 'sellQuote', { members });
  return [
    {
      how: 'an unknown LedgerId',
      call: quote({ from: UNKNOWN_CURRENCY.toLowerCase() }),
      statuses: [],
      keys: [],
    },
    // No document gives these a key: only that they are refused, and not as a crash.
    ...limitsOf(trade).map(({ how, amount }) => ({
      how,
      call: quote({ amount }),
      statuses: [],
      keys: [],
    })),
    ...quoted,
    ...orders,
  ];
}

function buyProbes(run: ProviderRun): ErrorProbe[] {
  const quote = (members: Record<string, string>) => callOf(run, 'buyQuote', { members });
  // Well-formed, and nothing that exists.
  const unknown = { to: UNKNOWN_CURRENCY.toLowerCase(), from: 'XXX', country: 'ZZ' };
  const whole = limitsOf(bestTrade(run)).filter(({ amount }) => /^[1-9]\d*$/.test(amount));
  return [
    ...Object.entries(unknown).map(([parameter, value]) => ({
      how: `${parameter} ${value}`,
      parameter,
      value,
    })),
    ...whole.map(({ how, amount }) => ({ how, parameter: 'amount', value: amount })),
  ].map(({ how, parameter, value }) => ({
    how,
    call: quote({ [parameter]: value }),
    statuses: [],
    keys: [],
    parameter,
  }));
}

/** Amounts outside the limits that a catalogue names. */
function limitsOf({ min, max }: Trade): { how: string; amount: string }[] {
  const half = min === undefined ? undefined : scaledDecimal(min, 1, 2, /\./.test(min) ? 1 : 0);
  const twice = max === undefined ? undefined : scaledDecimal(max, 2);
  return [
    { how: 'half the minimum', amount: half },
    { how: 'twice the maximum', amount: twice },
  ].filter((one): one is { how: string; amount: string } => one.amount !== undefined);
}

const below = ({ min }: Trade): string =>
  (min === undefined ? undefined : scaledDecimal(min, 1, 2)) ?? '0.00000001';
const above = ({ max }: Trade): string =>
  (max === undefined ? undefined : scaledDecimal(max, 2)) ?? '1000000000';
