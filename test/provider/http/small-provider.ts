/**
 * A provider that shares no code with the reference one: plain node:http, two coins, no signatures.
 * Each test bends what it answers at one point.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Product } from '../../../src/provider/product.js';
import { httpServer } from './servers.js';

export const KEY = 'ledger-test-key-77';
export const REGION = { header: 'x-country', restricted: 'KP' };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** Changes the good reply; undefined when the bend has answered by itself. */
export type Bend = (
  reply: Reply,
  asked: Asked,
  response: ServerResponse,
) => Reply | undefined | Promise<Reply | undefined>;

export interface SmallOptions {
  readonly product?: Product;
  readonly bend?: Bend;
  /** Rewrites what was asked before it is looked at. */
  readonly enter?: (asked: Asked) => Asked;
}

export async function smallProvider(options: SmallOptions = {}): Promise<string> {
  const { product = 'swap', bend, enter } = options;
  return httpServer(async (request, response) => {
    const url = new URL(`http://x${request.url}`);
    let body = '';
    for await (const part of request) body += part;
    const query = Object.fromEntries(url.searchParams);
    const read = parsed(body);
    const first: Asked = {
      method: request.method!,
      path: url.pathname,
      query,
      body,
      members: isObject(read) ? read : query,
      headers: request.headers,
      rawHeaders: request.rawHeaders,
    };
    const asked = enter?.(first) ?? first;
    const good = answer(product, asked);
    const reply = bend === undefined ? good : await bend(good, asked, response);
    if (reply === undefined) return;
    const isRaw = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(isRaw ? reply.body : JSON.stringify(reply.body));
  });
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const error = (status: number, messageKey: string, more: object = {}): Reply => ({
  status,
  body: { messageKey, message: `This is refused: ${messageKey.toLowerCase()}.`, ...more },
});
const ok = (body: unknown): Reply => ({ status: 200, body });

/** Path, method and required members of each endpoint. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  swap: {
    'GET /currencies': [],
    'GET /pairs': [],
    'POST /quote': ['from', 'to', 'amount'],
    'POST /swap/fixed': [
      ...['quoteId', 'refundAddress', 'payoutAddress', 'currencyFrom', 'currencyTo', 'nonce'],
      ...['payloadCurrencyFrom', 'payloadCurrencyTo'],
    ],
    'POST /swap/float': [
      ...['amount', 'refundAddress', 'payoutAddress', 'currencyFrom', 'currencyTo', 'nonce'],
      ...['payloadCurrencyFrom', 'payloadCurrencyTo'],
    ],
    'GET /status': ['swapId'],
  },
  sell: {
    'GET /capabilities': [],
    'GET /crypto-currencies': [],
    'GET /quote': ['from', 'to', 'payment-method', 'amount'],
    'GET /sell-redirect': [
      ...['accountId', 'cryptoCurrency', 'fiatCurrency', 'cryptoAmount', 'paymentMethod'],
      ...['mode', 'bankResidency'],
    ],
    'POST /sell': [
      ...['quoteId', 'amount', 'refundAddress', 'fromCryptoCurrency', 'toFiatCurrency'],
      ...['payloadCryptoCurrency', 'nonce'],
    ],
  },
  card: {
    'POST /sell': [
      ...['quoteId', 'amount', 'refundAddress', 'fromCryptoCurrency', 'toFiatCurrency'],
      ...['payloadCryptoCurrency', 'nonce'],
    ],
  },
  buy: {
    'GET /capabilities': [],
    'GET /crypto-currencies': [],
    'GET /quote': ['from', 'to', 'payment-method', 'amount', 'country', 'dest'],
    'GET /buy-redirect': [
      ...['from', 'to', 'payment-method', 'amount', 'country', 'dest', 'ledgerTransactionId'],
    ],
  },
};

export function answer(product: Product, asked: Asked): Reply {
  const routes = ROUTES[product]!;
  const required = routes[`${asked.method} ${asked.path}`];
  if (required === undefined) {
    const isThere = Object.keys(routes).some((route) => route.endsWith(` ${asked.path}`));
    return { status: isThere ? 405 : 404, body: { message: 'no such endpoint' } };
  }
  if (asked.headers['x-api-key'] !== KEY) return error(401, 'UNAUTHORIZED');
  const missing = required.find((name) => typeof asked.members[name] !== 'string');
  const empty = required.find((name) => asked.members[name] === '');
  const bad = missing ?? empty;
  const m = asked.members as Record<string, string>;
  if (product === 'buy') return buy(asked.path, m, bad);
  if (bad !== undefined) return error(400, 'BAD_REQUEST');
  if (asked.headers[REGION.header] === REGION.restricted) {
    const isCurrency = Object.values(m).includes('DAI') || Object.values(m).includes('dai');
    return error(451, isCurrency ? 'CURRENCY_REGION_RESTRICTED_ERROR' : 'REGION_RESTRICTED_ERROR');
  }
  return product === 'swap' ? swap(asked.path, m) : sell(asked.path, m);
}

const FEES = { providerFees: '0.01', referralFees: '0.01', payoutNetworkFees: '0.002' };
const SIGNED = {
  providerSig: { payload: 'AAAA', signature: 'AAAA' },
  payinAddress: 'bc1qprovider',
};
const later = () => new Date(Date.now() + 600_000).toISOString();
let count = 0;

function swap(path: string, m: Record<string, string>): Reply {
  const ids = ['BTC', 'ETH', 'DAI'];
  switch (path) {
    case '/currencies':
      return ok({
        currencies: [
          { id: 'BTC', type: 'coin', blockchain: 'bitcoin' },
          { id: 'ETH', type: 'coin', blockchain: 'ethereum', chainId: 1 },
        ],
        next_cursor: null,
      });
    case '/pairs': {
      const pair = { tradeMethod: ['fixed', 'float'], minSwapAmount: '0.001', maxSwapAmount: '5' };
      return ok({
        pairs: [
          { from: 'BTC', to: 'ETH', ...pair },
          { from: 'ETH', to: 'BTC', ...pair },
        ],
        next_cursor: null,
      });
    }
    case '/quote': {
      if (!ids.includes(m.from!) || !ids.includes(m.to!)) {
        return error(404, 'SWAP_PAIR_NOT_FOUND_ERROR');
      }
      const additionalFields = { minRequiredAmount: '0.001', maxRequiredAmount: '5' };
      const amount = Number(m.amount);
      if (!/^\d+(\.\d+)?$/.test(m.amount!)) return error(400, 'BAD_REQUEST');
      if (amount < 0.001)
        return error(400, 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR', { additionalFields });
      if (amount > 5) return error(400, 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR', { additionalFields });
      const rest = { amount: m.amount, amountTo: '0.24', ...FEES };
      return ok({ quoteId: `q${++count}`, ...rest, tradeMethod: 'fixed', expiry: later() });
    }
    case '/status':
      return error(404, 'TRANSACTION_NOT_FOUND');
    default: {
      if (!ids.includes(m.currencyFrom!)) return error(404, 'CURRENCY_FROM_NOT_FOUND_ERROR');
      if (path === '/swap/fixed' && !/^q\d+$/.test(m.quoteId!)) {
        return error(404, 'SWAP_QUOTE_NOT_FOUND_ERROR');
      }
      const createdAt = new Date().toISOString();
      return ok({ swapId: `s${++count}`, createdAt, ...FEES, ...SIGNED });
    }
  }
}

function sell(path: string, m: Record<string, string>): Reply {
  switch (path) {
    case '/capabilities':
      return ok({
        fiatCurrencyCapabilities: [{ fiat: 'EUR' }],
        cryptoCurrencyCapabilities: [{ id: 'bitcoin', minAmount: 0.001, maxAmount: 2 }],
        countriesCapabilities: [
          {
            country: 'FR',
            paymentMethods: [
              {
                name: 'sepa',
                minMaxRestrictions: [{ fiat: 'EUR', minAmount: 30, maxAmount: 3000 }],
              },
            ],
          },
        ],
      });
    case '/crypto-currencies':
      return ok(['bitcoin', 'dai']);
    case '/quote':
      if (!['bitcoin', 'dai'].includes(m.from!)) return error(404, 'CURRENCY_FROM_NOT_FOUND_ERROR');
      if (!/^\d+(\.\d+)?$/.test(m.amount!)) return error(400, 'AMOUNT_FORMAT_ERROR');
      return ok({
        ...{ quoteId: `q${++count}`, amountFrom: m.amount, amountTo: '570.2' },
        ...{ providerFees: '3', referralFees: '1.5', expiry: later() },
      });
    case '/sell-redirect':
      return ok({ rampRedirectUrl: 'https://provider.example/off?crypto=bitcoin' });
    default:
      if (m.fromCryptoCurrency !== 'BTC') return error(404, 'CURRENCY_FROM_NOT_FOUND_ERROR');
      if (m.toFiatCurrency !== 'EUR') return error(404, 'CURRENCY_TO_NOT_FOUND_ERROR');
      if (!/^q\d+$/.test(m.quoteId!)) return error(404, 'SELL_QUOTE_NOT_FOUND_ERROR');
      return ok({
        ...{ sellId: `s${++count}`, createdAt: new Date().toISOString(), ...SIGNED },
        ...{ providerFees: '3', referralFees: '1.5' },
      });
  }
}

function buy(path: string, m: Record<string, string>, bad: string | undefined): Reply {
  const refuse = (name: string): Reply => ({
    status: 400,
    headers: { 'content-type': 'text/plain' },
    body: `The parameter ${name} is not acceptable.`,
  });
  if (bad !== undefined) return refuse(bad);
  switch (path) {
    case '/capabilities':
      return ok({
        fiatCurrencyCapabilities: [{ fiat: 'EUR', minAmount: 50, maxAmount: 1000 }],
        countriesCapabilities: [{ country: 'FR', paymentMethods: [{ name: 'card' }] }],
      });
    case '/crypto-currencies':
      return ok(['bitcoin']);
    default:
      if (m.from !== 'EUR') return refuse('from');
      if (m.to !== 'bitcoin') return refuse('to');
      if (!/^\d+$/.test(m.amount!)) return refuse('amount');
      if (m.country !== 'FR') return refuse('country');
      if (path === '/buy-redirect') return ok({ rampRedirectUrl: 'https://provider.example/on' });
      return ok({ from: m.from, to: m.to, fiatAmount: Number(m.amount), cryptoAmount: 0.0008 });
  }
}
