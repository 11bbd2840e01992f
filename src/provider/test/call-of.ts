/** Valid calls of each operation, from what the run knows: exactly the members the contract requires. */
import type { Call } from './client.js';
import { fact, type GoodQuote, type Trade } from './known.js';
import { operationOf, pathOf } from './operations.js';
import type { ProviderRun } from './run.js';
import { addressOf, rampTrades, swapTrades, tickerOf } from './trades.js';

export type Members = Readonly<Record<string, unknown>>;

export interface CallChange {
  /** Members of the body, or parameters of the query, instead of or beside the valid ones; undefined drops one. */
  readonly members?: Members;
  /** The trade to ask for; the run's best when absent. */
  readonly trade?: Trade;
  /** The quote to order; the run's last good one when absent. */
  readonly quote?: GoodQuote;
}

type Knower = Pick<ProviderRun, 'known' | 'product' | 'profile' | 'random'>;

const MAX_CATALOGUE = 16 << 20;

/**
 * Stands in `known` once POST /sell has taken a LedgerId where it did not take the ticker: the
 * contract speaks of an id of the provider's own, which no catalogue of sell tells.
 */
export const TAKES_LEDGER_IDS = 'POST /sell takes LedgerIds';

/**
 * A valid call. Orders carry a fresh nonce unless `members.nonce` gives the device's.
 * @throws RangeError for an operation the product does not have.
 */
export function callOf(run: Knower, id: string, change: CallChange = {}): Call {
  const operation = operationOf(run.product, id);
  const members = cleaned({ ...membersOf(run, id, change), ...change.members });
  const { method, kind } = operation;
  return {
    operation: id,
    method,
    path: pathOf(run, id),
    ...(kind === 'catalogue' ? { maxBody: MAX_CATALOGUE } : {}),
    ...(method === 'GET' ? { query: members as Record<string, string> } : { body: members }),
  };
}

/** The trade that calls ask for when they name none. */
export function bestTrade(run: Pick<ProviderRun, 'known' | 'product' | 'profile'>): Trade {
  const known = fact(run, 'quotes')?.[0]?.trade ?? fact(run, 'trades')?.[0];
  return known ?? (run.product === 'swap' ? swapTrades(run) : rampTrades(run))[0]!;
}

/** 64 hex digits from the run's seed: a nonce for probes; real orders take the device's. */
export function freshNonce({ random }: Pick<ProviderRun, 'random'>): string {
  const byte = () =>
    Math.floor(random() * 256)
      .toString(16)
      .padStart(2, '0');
  return Array.from({ length: 32 }, byte).join('');
}

function membersOf(run: Knower, id: string, change: CallChange): Members {
  const trade = change.trade ?? change.quote?.trade ?? bestTrade(run);
  const quote = change.quote ?? fact(run, 'quotes')?.at(-1);
  switch (id) {
    case 'quote':
      return { from: trade.from, to: trade.to, amount: trade.amount };
    case 'swapFixed':
      return { quoteId: quote?.quoteId ?? '', ...swapMembers(run, trade) };
    case 'swapFloat':
      return { amount: trade.amount, ...swapMembers(run, trade) };
    case 'swapStatus':
      return { swapId: fact(run, 'orders')?.at(-1)?.id ?? unknownId(run) };
    case 'sellQuote':
      return {
        from: trade.from,
        to: trade.to,
        'payment-method': trade.paymentMethod ?? 'card',
        amount: trade.amount,
      };
    case 'sellRedirect':
      return {
        accountId: 'ledger-account-1',
        cryptoCurrency: trade.from,
        fiatCurrency: trade.to,
        cryptoAmount: trade.amount,
        paymentMethod: trade.paymentMethod ?? 'card',
        mode: 'sell',
        bankResidency: trade.country ?? 'FR',
      };
    case 'sell':
    case 'cardSell':
      return {
        quoteId: quote?.quoteId ?? unknownId(run),
        amount: trade.amount,
        refundAddress: addressOf(run, trade.from),
        fromCryptoCurrency: run.known.has(TAKES_LEDGER_IDS)
          ? trade.from
          : tickerOf(run, trade.from),
        toFiatCurrency: trade.to,
        payloadCryptoCurrency: tickerOf(run, trade.from),
        nonce: freshNonce(run),
      };
    case 'buyQuote':
      return buyMembers(run, trade);
    case 'buyRedirect':
      return { ...buyMembers(run, trade), ledgerTransactionId: unknownId(run) };
    default:
      return {};
  }
}

function swapMembers(run: Knower, { from, to }: Trade): Members {
  const { currencies } = run.profile;
  return {
    refundAddress: addressOf(run, from),
    payoutAddress: addressOf(run, to),
    refundAddressExtraId: currencies[from]?.memo,
    payoutAddressExtraId: currencies[to]?.memo,
    currencyFrom: from,
    currencyTo: to,
    payloadCurrencyFrom: tickerOf(run, from),
    payloadCurrencyTo: tickerOf(run, to),
    nonce: freshNonce(run),
  };
}

function buyMembers(run: Knower, { from, to, amount, paymentMethod, country }: Trade): Members {
  return {
    from,
    to,
    'payment-method': paymentMethod ?? 'card',
    amount,
    country: country ?? 'FR',
    dest: addressOf(run, to),
  };
}

/** An id no provider has given: the form of a UUID, from the run's seed. */
export function unknownId(run: Pick<ProviderRun, 'random'>): string {
  const hex = freshNonce(run);
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`;
}

function cleaned(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
