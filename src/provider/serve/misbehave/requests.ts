/** Requests that a careless provider takes: unknown members, members that are missing. */

import { cut } from '../../../shown.js';
import type { RawCall } from '../call.js';
import type { Desk } from '../desk.js';
import { LISTINGS } from '../listings.js';
import { routeOf } from '../routes.js';
import { answered, type Json, mistake, type Switch, withBody } from './switch.js';

export const REQUESTS: readonly Switch[] = [
  mistake('STRICT_REQUEST', 'Refuses a request with a member it does not know.', {
    ask: (call, desk) => {
      const known = membersOf(call, desk);
      const given =
        call.method === 'POST' ? Object.keys(parsed(call.text)) : Object.keys(call.query);
      const unknown = given.find((name) => known !== undefined && !known.has(name));
      if (unknown === undefined) return call;
      const message = `Unexpected member ${cut(unknown)}.`;
      return answered(400, { messageKey: 'UNEXPECTED_MEMBER', message });
    },
  }),
  mistake('NO_VALIDATION', 'Fills in whatever a request leaves out.', {
    ask: (call, desk) => {
      const route = routeOf(desk.contract, desk.settings.products, call);
      if (route === undefined || route === 'method') return call;
      const query = { ...DEFAULTS[route.operation], ...call.query };
      if (route.operation === 'sellRedirect') {
        query.mode = 'sell';
        if (!['sepa', 'card'].includes(query.paymentMethod ?? '')) query.paymentMethod = 'card';
        if (!['FR', 'DE', 'GB', 'US'].includes(query.bankResidency ?? '')) {
          query.bankResidency = 'FR';
        }
      }
      const filled = call.text.trim() === '' ? { ...call, text: '{}' } : call;
      return call.method === 'GET'
        ? { ...call, query }
        : withBody(filled, (body) => ({ ...DEFAULTS[route.operation], ...body }));
    },
  }),
];

const [btc, eth] = LISTINGS;
const NONCE = '00'.repeat(32);
const SWAP = {
  amount: '0.01',
  refundAddress: btc!.currency.foreignAddress,
  payoutAddress: eth!.currency.foreignAddress,
  currencyFrom: 'BTC',
  currencyTo: 'ETH',
  payloadCurrencyFrom: 'BTC',
  payloadCurrencyTo: 'ETH',
  nonce: NONCE,
};
const SELL_QUOTE = { from: 'bitcoin', to: 'EUR', 'payment-method': 'card', amount: '0.01' };
const PURCHASE = {
  from: 'EUR',
  to: 'bitcoin',
  'payment-method': 'card',
  amount: '50',
  country: 'FR',
  dest: btc!.currency.foreignAddress,
};
const DEFAULTS: Readonly<Record<string, Record<string, string>>> = {
  quote: { from: 'BTC', to: 'ETH', amount: '0.01' },
  swapFixed: SWAP,
  swapFloat: SWAP,
  sellQuote: SELL_QUOTE,
  sellRedirect: {
    accountId: 'account',
    cryptoCurrency: 'bitcoin',
    fiatCurrency: 'EUR',
    cryptoAmount: '0.01',
    paymentMethod: 'card',
    bankResidency: 'FR',
  },
  sell: sellOrder(),
  cardSell: sellOrder(),
  buyQuote: PURCHASE,
  buyRedirect: { ...PURCHASE, ledgerTransactionId: 'none' },
};

function sellOrder() {
  return {
    amount: '0.01',
    refundAddress: btc!.currency.foreignAddress,
    fromCryptoCurrency: 'BTC',
    toFiatCurrency: 'EUR',
    payloadCryptoCurrency: 'BTC',
    nonce: NONCE,
  };
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Names that the contract knows for a request. */
function membersOf(call: RawCall, { contract, settings }: Desk): Set<string> | undefined {
  const route = routeOf(contract, settings.products, call);
  if (route === undefined || route === 'method') return undefined;
  const operation = contract.operation(route.operation);
  if (call.method !== 'POST') {
    return new Set(contract.parameters(operation).map(({ name }) => name));
  }
  return new Set([...ORDER_MEMBERS, 'from', 'to', 'userId', 'address', 'currency']);
}

const ORDER_MEMBERS: readonly string[] = [
  ...Object.keys({ ...SWAP, ...sellOrder() }),
  'quoteId',
  'refundAddressExtraId',
  'payoutAddressExtraId',
  'slippage',
] satisfies (keyof Json)[];
