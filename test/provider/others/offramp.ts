/**
 * A sell provider (and, with the same POST /sell, one for cards) by somebody who has read the sell and
 * card pages and their contract: node:http and node:crypto, nothing of this repository.
 */
import { createECDH, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bech32, euros, thirtyTwoBytes, tlv, units } from './offramp-bytes.js';

export const OFFRAMP_MISTAKES = [
  'swap message',
  'fiat amount as text',
  'fiat amount without exponent',
  'nonce as base64 text',
  'amount of the smallest unit as text',
  'signature in hex',
  'sell id from the quote',
  'error without messageKey',
  'unknown quote is 400',
  'tickers for ledger ids',
  'country UK',
  'unlisted payment method',
  'relative redirect',
  'redirect without the amount',
  'lower-case fiat',
  'expiry as epoch',
  'pay-in differs',
  'a quote for any amount',
  'no e-mail',
  'capabilities with a comma too many',
  'login page for the ids',
  'every order crashes',
] as const;
export type OfframpMistake = (typeof OFFRAMP_MISTAKES)[number];

/** LedgerId to what we know of it; prices in tenths of a euro cent. */
const ASSETS = {
  bitcoin: { ours: 'BTC', decimals: 8, price: 57_000_000n, min: 0.001, max: 2 },
  ethereum: { ours: 'ETH', decimals: 18, price: 2_850_000n, min: 0.02, max: 40 },
  'ethereum/erc20/usd__coin': { ours: 'USDC', decimals: 6, price: 920n, min: 50, max: 50_000 },
} as const;
type LedgerId = keyof typeof ASSETS;
const FIATS: Record<string, { perEuro: bigint; countries: readonly string[] }> = {
  EUR: { perEuro: 1000n, countries: ['FR', 'DE', 'IT'] },
  GBP: { perEuro: 850n, countries: ['GB'] },
};
const METHODS: Record<string, readonly string[]> = {
  EUR: ['sepa', 'card'],
  GBP: ['fasterpayments'],
};

interface Quote {
  readonly asset: LedgerId;
  readonly fiat: string;
  readonly amount: string;
  readonly cents: bigint;
  readonly fee: bigint;
  readonly until: number;
}

class Problem {
  readonly code: number;
  readonly key: string;
  readonly text: string;
  constructor(code: number, key: string, text: string) {
    this.code = code;
    this.key = key;
    this.text = text;
  }
}

export async function startOfframp(
  options: { mistake?: OfframpMistake; webhook?: { url: string; key: string } } = {},
) {
  const { webhook } = options;
  const makes = (name: OfframpMistake) => options.mistake === name;
  const apiKey = randomBytes(12).toString('hex');
  // A key as `openssl ecparam -name secp256k1 -genkey` makes it.
  const curve = createECDH('secp256k1');
  curve.generateKeys();
  const point = curve.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'secp256k1',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const privateKey = createPrivateKey({
    key: {
      ...jwk,
      d: Buffer.from(curve.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url'),
    },
    format: 'jwk',
  });
  const quotes = new Map<string, Quote>();
  const orders = new Map<string, { until: number; fee: string; done: boolean }>();
  let moved = 0;
  const time = () => Date.now() + moved;

  const shownId = (id: LedgerId) => (makes('tickers for ledger ids') ? ASSETS[id].ours : id);
  const ids = Object.keys(ASSETS) as LedgerId[];
  function capabilities() {
    const fiatName = (fiat: string) => (makes('lower-case fiat') ? fiat.toLowerCase() : fiat);
    return {
      fiatCurrencyCapabilities: Object.keys(FIATS).map((fiat) => ({ fiat: fiatName(fiat) })),
      cryptoCurrencyCapabilities: ids.map((id) => ({
        id: shownId(id),
        minAmount: ASSETS[id].min,
        maxAmount: ASSETS[id].max,
      })),
      countriesCapabilities: Object.entries(FIATS).flatMap(([fiat, { countries }]) =>
        countries.map((country) => ({
          country: country === 'GB' && makes('country UK') ? 'UK' : country,
          paymentMethods: METHODS[fiat]!.map((name) => ({
            name: name === 'sepa' && makes('unlisted payment method') ? 'sepa-instant' : name,
            minMaxRestrictions: [{ fiat: fiatName(fiat), minAmount: 20, maxAmount: 200_000 }],
          })),
        })),
      ),
    };
  }

  function quote(query: URLSearchParams) {
    const [id, fiat] = [need(query, 'from'), need(query, 'to')];
    const [method, amount] = [need(query, 'payment-method'), need(query, 'amount')];
    if (!isAsset(id)) throw new Problem(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', 'from is unknown');
    if (!Object.hasOwn(FIATS, fiat))
      throw new Problem(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'to is unknown');
    if (!METHODS[fiat]!.includes(method))
      throw new Problem(400, 'PAYMENT_METHOD_NOT_AVAILABLE', 'payment-method is not available');
    const { decimals, price, min, max } = ASSETS[id];
    const value = units(amount, decimals);
    const inRange = Number(amount) >= min && Number(amount) <= max;
    if (value === undefined || value === 0n || (!inRange && !makes('a quote for any amount')))
      throw new Problem(400, 'AMOUNT_OUT_OF_RANGE', `amount must be between ${min} and ${max}`);
    const gross = (value * price * FIATS[fiat]!.perEuro) / (10_000n * 10n ** BigInt(decimals));
    const fee = gross / 100n;
    const quoteId = `q${randomBytes(10).toString('hex')}`;
    const until = time() + 240_000;
    quotes.set(quoteId, { asset: id, fiat, amount, cents: gross - fee, fee, until });
    return {
      quoteId,
      amountFrom: amount,
      amountTo: euros(gross - fee),
      providerFees: euros(fee),
      referralFees: '0.00',
      expiry: makes('expiry as epoch') ? until : new Date(until).toISOString(),
    };
  }

  function redirect(query: URLSearchParams) {
    const names = 'accountId cryptoCurrency fiatCurrency cryptoAmount paymentMethod bankResidency';
    const target = new URL('https://offramp.example/start');
    for (const name of names.split(' ')) {
      const value = query.get(name);
      if (!value) throw new Problem(400, '', `${name} is missing`);
      if (name === 'cryptoAmount' && makes('redirect without the amount')) continue;
      target.searchParams.set(name, value);
    }
    if (query.get('mode') !== 'sell') throw new Problem(400, '', 'mode must be sell');
    const [method, country] = [query.get('paymentMethod')!, query.get('bankResidency')!];
    const fiat = query.get('fiatCurrency')!;
    if (!isAsset(query.get('cryptoCurrency')!)) throw new Problem(400, '', 'cryptoCurrency');
    if (!METHODS[fiat]?.includes(method)) throw new Problem(400, '', 'paymentMethod');
    if (!FIATS[fiat]!.countries.includes(country)) throw new Problem(400, '', 'bankResidency');
    if (units(query.get('cryptoAmount')!, 18) === undefined)
      throw new Problem(400, '', 'cryptoAmount is no number');
    for (const name of ['ledgerTransactionId', 'language', 'theme', 'deeplinkUrl']) {
      const value = query.get(name);
      if (value) target.searchParams.set(name, value);
    }
    const more = new URLSearchParams(query.get('customParameters') ?? '');
    for (const [name, value] of more) target.searchParams.append(name, value);
    return { rampRedirectUrl: makes('relative redirect') ? target.pathname : target.href };
  }

  function sell(body: Record<string, unknown>) {
    if (makes('every order crashes')) throw new TypeError('no wallet');
    const text = (name: string) => {
      const value = body[name];
      if (typeof value === 'string' && value !== '') return value;
      throw new Problem(400, 'INVALID_REQUEST', `${name} is missing`);
    };
    const found = quotes.get(text('quoteId'));
    if (found === undefined || found.until < time())
      throw new Problem(
        makes('unknown quote is 400') ? 400 : 404,
        'SELL_QUOTE_NOT_FOUND_ERROR',
        'no quote',
      );
    const { ours, decimals } = ASSETS[found.asset];
    if (text('fromCryptoCurrency') !== ours && text('fromCryptoCurrency') !== found.asset)
      throw new Problem(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', 'fromCryptoCurrency is not quoted');
    if (text('toFiatCurrency') !== found.fiat)
      throw new Problem(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'toFiatCurrency is not quoted');
    const amount = units(text('amount'), decimals);
    if (amount !== units(found.amount, decimals))
      throw new Problem(400, 'AMOUNT_NOT_QUOTED', 'amount is not the quoted one');
    const nonce = thirtyTwoBytes(text('nonce'));
    if (nonce === undefined) throw new Problem(400, 'INVALID_NONCE', 'nonce: 32 bytes wanted');
    const isBitcoin = found.asset === 'bitcoin';
    const refund = isBitcoin ? /^(bc1|[13])[0-9A-Za-z]{24,60}$/ : /^0x[0-9A-Fa-f]{40}$/;
    if (!refund.test(text('refundAddress')))
      throw new Problem(400, 'INVALID_ADDRESS', 'refundAddress is not of the chain');
    const payin = isBitcoin ? bech32() : `0x${randomBytes(20).toString('hex')}`;
    const sellId = makes('sell id from the quote')
      ? text('quoteId')
      : `sell-${randomBytes(9).toString('hex')}`;
    const ticker = text('payloadCryptoCurrency');
    const inAmount = makes('amount of the smallest unit as text')
      ? Buffer.from(String(amount).slice(0, 16))
      : Buffer.from(amount!.toString(16).padStart(32, '0'), 'hex');
    const message = Buffer.concat(
      makes('swap message')
        ? [
            tlv(1, payin),
            tlv(3, text('refundAddress')),
            tlv(5, payin),
            tlv(7, ticker),
            tlv(8, found.fiat),
            tlv(9, inAmount),
            tlv(10, inAmount),
            tlv(12, nonce),
          ]
        : [
            makes('no e-mail') ? Buffer.alloc(0) : tlv(1, 'customer@offramp.example'),
            tlv(2, ticker),
            tlv(3, inAmount),
            tlv(4, payin),
            tlv(5, found.fiat),
            tlv(6, decimal(found.cents)),
            tlv(7, makes('nonce as base64 text') ? nonce.toString('base64url') : nonce),
          ],
    );
    const payload = message.toString('base64url');
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
    const signature = sign('sha256', Buffer.from(`.${payload}`), key);
    const fee = euros(found.fee);
    orders.set(sellId, { until: time() + 1_200_000, fee, done: false });
    return {
      sellId,
      payinAddress: makes('pay-in differs')
        ? isBitcoin
          ? bech32()
          : `0x${'ab'.repeat(20)}`
        : payin,
      createdAt: new Date(time()).toISOString(),
      providerFees: fee,
      referralFees: '0.00',
      providerSig: {
        payload,
        signature: signature.toString(makes('signature in hex') ? 'hex' : 'base64url'),
      },
    };
  }

  /** coefficient and exponent: 10 to the power of minus two, as we count in cents. */
  function decimal(cents: bigint): Buffer {
    const hex = cents.toString(16);
    const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
    if (makes('fiat amount as text'))
      return Buffer.concat([tlv(1, euros(cents).replace('.', '')), Buffer.from([0x10, 2])]);
    return Buffer.concat([
      tlv(1, bytes),
      makes('fiat amount without exponent') ? Buffer.alloc(0) : Buffer.from([0x10, 2]),
    ]);
  }

  const stopped = new AbortController();
  function late() {
    for (const [id, order] of orders) {
      if (order.done || order.until > time()) continue;
      order.done = true;
      if (webhook !== undefined) void tell(id, order.fee);
    }
  }
  /** Ledger knows the order only when its page has called the SDK: a 404 may be too early. */
  async function tell(id: string, providerFees: string, pause = 2000): Promise<void> {
    const again = await fetch(`${webhook!.url}/transaction/${id}/status`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'x-api-key': webhook!.key },
      body: JSON.stringify({ status: 'EXPIRED', providerFees, referralFees: '0.00' }),
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(5000)]),
    }).then(
      ({ status }) => status >= 500 || status === 404,
      () => true,
    );
    if (!again || pause > 20_000 || stopped.signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
    return tell(id, providerFees, pause * 2);
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    switch (`${request.method} ${pathname}`) {
      case 'GET /capabilities':
        return capabilities();
      case 'GET /crypto-currencies':
        return ids.map(shownId);
      case 'GET /quote':
        return quote(searchParams);
      case 'GET /sell-redirect':
        if (request.headers['x-api-key'] !== apiKey) throw new Problem(401, '', 'x-api-key');
        return redirect(searchParams);
      case 'POST /sell':
        return sell(await members(request));
      case 'POST /tests/time':
        moved += Number((await members(request)).advance) * 1000;
        late();
        return {};
      default:
        throw new Problem(404, 'NOT_FOUND', 'no such path');
    }
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (body) => {
        const isIds = request.url === '/crypto-currencies';
        if (isIds && makes('login page for the ids')) {
          response.writeHead(200, { 'content-type': 'text/html' });
          return response.end('<!doctype html><form action="/login">Please log in</form>');
        }
        const isBroken =
          request.url === '/capabilities' && makes('capabilities with a comma too many');
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(
          JSON.stringify(body).replace(/.$/, (end) => (isBroken ? `,${end}` : end)),
        );
      },
      (problem: unknown) => {
        if (!(problem instanceof Problem)) return response.writeHead(500).end();
        const { code, key, text } = problem;
        // The contract: what is wrong with a redirect is said in plain text.
        if (key === '') {
          response.writeHead(code, { 'content-type': 'text/plain' });
          return response.end(text);
        }
        response.writeHead(code, { 'content-type': 'application/json' });
        const named = makes('error without messageKey') ? {} : { messageKey: key };
        return response.end(JSON.stringify({ ...named, message: text }));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timer = setInterval(late, 500);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: { 'x-api-key': apiKey },
    publicKey: point.toString('hex'),
    async close() {
      clearInterval(timer);
      stopped.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isAsset(id: string): id is LedgerId {
  return Object.hasOwn(ASSETS, id);
}

function need(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === '')
    throw new Problem(400, 'MISSING_PARAMETER', `${name} is missing`);
  return value;
}

async function members(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {}
  throw new Problem(400, 'INVALID_REQUEST', 'a JSON object is wanted');
}
