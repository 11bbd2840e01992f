/**
 * A swap provider as somebody would write it who has read only the pages and the contract of 2026:
 * node:http and node:crypto, and nothing of this repository. `mistake` makes one mistake.
 */
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COINS, field, IDS, Refusal, sixteen, text, units } from './newest-swap-coins.js';

export const NEWEST_MISTAKES = [
  'signature in DER',
  'signature without the dot',
  'nonce as hex text',
  'nonce of the last caller',
  'amounts little-endian',
  'payout and refund exchanged',
  'quote of 30 seconds',
  'quote id as swap id',
  'fees in the source currency',
  'limits in base units',
  'numbers for amounts',
  'empty last cursor',
  'unknown swap is UNKNOWN',
  'any quote id',
  'key not asked for',
] as const;
export type NewestMistake = (typeof NEWEST_MISTAKES)[number];

/** Between any two; what ends in a coin is fixed or float, what ends in the token is float. */
const PAIRS = IDS.flatMap((from) =>
  IDS.filter((to) => to !== from).map((to) => ({
    from,
    to,
    tradeMethod: to === 'usdc-erc20' ? ['float'] : ['fixed', 'float'],
    minSwapAmount: COINS[from]!.min,
    maxSwapAmount: COINS[from]!.max,
  })),
);

interface Price {
  readonly amountTo: string;
  readonly providerFees: string;
  readonly referralFees: string;
  readonly payoutNetworkFees: string;
}
interface Quote extends Price {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly until: number;
}
interface Order extends Price {
  readonly swapId: string;
  readonly quoteId?: string;
  readonly until: number;
  status: string;
}
type Members = Record<string, unknown>;

export async function startNewestSwap(
  options: { mistake?: NewestMistake; webhook?: { url: string; key: string } } = {},
) {
  const { mistake, webhook } = options;
  const wrong = (name: NewestMistake) => mistake === name;
  const token = randomUUID();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const quotes = new Map<string, Quote>();
  const orders = new Map<string, Order>();
  let shift = 0;
  let lastNonce = '';
  const now = () => Date.now() + shift;
  const pushing = new Set<Promise<void>>();
  const closing = new AbortController();

  function page(request: URL, all: readonly unknown[], name: string) {
    const limit = request.searchParams.get('limit');
    const cursor = request.searchParams.get('cursor');
    if (limit !== null && !/^[1-9]\d{0,8}$/.test(limit)) throw new Refusal(400, 'bad limit');
    const start = cursor === null ? 0 : Number(/^at-(\d{1,6})$/.exec(cursor)?.[1] ?? -1);
    if (start < 0 || start > all.length) throw new Refusal(400, 'bad cursor');
    const end = Math.min(all.length, start + Math.min(Number(limit ?? 50), 50));
    const last = wrong('empty last cursor') ? '' : null;
    return { [name]: all.slice(start, end), next_cursor: end < all.length ? `at-${end}` : last };
  }

  function priced(from: string, to: string, amount: string): Price {
    const [source, target] = [COINS[from]!, COINS[to]!];
    const gross =
      (units(amount, source.decimals) * source.price * 10n ** BigInt(target.decimals)) /
      (target.price * 10n ** BigInt(source.decimals));
    const network = units(target.networkFee, target.decimals);
    const [provider, referral] = [gross / 200n, gross / 400n];
    const fee = (value: bigint) => text(value, target.decimals);
    const fees = wrong('fees in the source currency')
      ? [text(units(amount, source.decimals) / 200n, source.decimals), '0', '0']
      : [fee(provider), fee(referral), fee(network)];
    return {
      amountTo: fee(gross - provider - referral - network),
      providerFees: fees[0]!,
      referralFees: fees[1]!,
      payoutNetworkFees: fees[2]!,
    };
  }

  function quoted(body: Members) {
    const [from, to, amount] = [member(body, 'from'), member(body, 'to'), member(body, 'amount')];
    const pair = PAIRS.find((each) => each.from === from && each.to === to);
    if (pair === undefined) throw new Refusal(404, 'no such pair', 'SWAP_PAIR_NOT_FOUND_ERROR');
    const { decimals, min, max } = COINS[from]!;
    const value = units(amount, decimals);
    const inUnits = (limit: string) =>
      wrong('limits in base units') ? String(units(limit, decimals)) : limit;
    const limits = { minRequiredAmount: inUnits(min), maxRequiredAmount: inUnits(max) };
    if (value < units(min, decimals))
      throw new Refusal(400, 'too little', 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR', limits);
    if (value > units(max, decimals))
      throw new Refusal(400, 'too much', 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR', limits);
    const price = priced(from, to, amount);
    const [tradeMethod] = pair.tradeMethod;
    const expiry = (until: number) => new Date(until).toISOString();
    if (tradeMethod === 'float')
      return { amount, ...price, tradeMethod, expiry: expiry(now() + 300_000) };
    const quoteId = randomUUID();
    const until = now() + (wrong('quote of 30 seconds') ? 30_000 : 300_000);
    quotes.set(quoteId, { from, to, amount, until, ...price });
    const shown = wrong('numbers for amounts')
      ? { ...price, amountTo: Number(price.amountTo), providerFees: Number(price.providerFees) }
      : price;
    return { quoteId, amount, ...shown, tradeMethod, expiry: expiry(until) };
  }

  async function ordered(body: Members, method: 'fixed' | 'float') {
    const [from, to] = [member(body, 'currencyFrom'), member(body, 'currencyTo')];
    const nonce = member(body, 'nonce');
    lastNonce = nonce;
    if (!/^[0-9a-fA-F]{64}$/.test(nonce)) throw new Refusal(400, 'nonce: 64 hex digits wanted');
    if (!Object.hasOwn(COINS, from))
      throw new Refusal(404, 'unknown source', 'CURRENCY_FROM_NOT_FOUND_ERROR');
    if (!Object.hasOwn(COINS, to))
      throw new Refusal(404, 'unknown target', 'CURRENCY_TO_NOT_FOUND_ERROR');
    const [refund, payout] = [member(body, 'refundAddress'), member(body, 'payoutAddress')];
    if (!COINS[from]!.address.test(refund)) throw new Refusal(400, `no ${from} address: refund`);
    if (!COINS[to]!.address.test(payout)) throw new Refusal(400, `no ${to} address: payout`);
    const quoteId = method === 'fixed' ? member(body, 'quoteId') : undefined;
    const offer = quoteId === undefined ? floating(body, from, to) : kept(quoteId, from, to, body);
    // The wallet is asked for a deposit address.
    await new Promise((resolve) => setTimeout(resolve, 3));
    const deposit = COINS[from]!.deposit();
    const swapId = wrong('quote id as swap id') && quoteId !== undefined ? quoteId : randomUUID();
    const inNonce = Buffer.from(wrong('nonce of the last caller') ? lastNonce : nonce, 'hex');
    const amountBytes = (value: bigint) =>
      wrong('amounts little-endian') ? sixteen(value).reverse() : sixteen(value);
    const swapped = wrong('payout and refund exchanged');
    const message = Buffer.concat([
      field(1, deposit.address),
      field(2, deposit.memo ?? ''),
      field(3, swapped ? payout : refund),
      field(4, optional(body, 'refundAddressExtraId')),
      field(5, swapped ? refund : payout),
      field(6, optional(body, 'payoutAddressExtraId')),
      field(7, member(body, 'payloadCurrencyFrom')),
      field(8, member(body, 'payloadCurrencyTo')),
      field(9, amountBytes(units(offer.amount, COINS[from]!.decimals))),
      field(10, amountBytes(units(offer.amountTo, COINS[to]!.decimals))),
      field(12, wrong('nonce as hex text') ? nonce : inNonce),
    ]);
    const payload = message.toString('base64url');
    const signature = sign(
      'sha256',
      Buffer.from(wrong('signature without the dot') ? payload : `.${payload}`),
      {
        key: privateKey,
        dsaEncoding: wrong('signature in DER') ? 'der' : 'ieee-p1363',
      },
    );
    const { amountTo, providerFees, referralFees, payoutNetworkFees } = offer;
    const price = { amountTo, providerFees, referralFees, payoutNetworkFees };
    orders.set(swapId, {
      swapId,
      ...(quoteId === undefined ? {} : { quoteId }),
      ...price,
      until: now() + 1_800_000,
      status: 'PENDING',
    });
    return {
      swapId,
      payinAddress: deposit.address,
      createdAt: new Date(now()).toISOString(),
      providerFees,
      referralFees,
      payoutNetworkFees,
      providerSig: { payload, signature: signature.toString('base64url') },
    };
  }

  function floating(body: Members, from: string, to: string) {
    const pair = PAIRS.find((each) => each.from === from && each.to === to);
    if (pair === undefined) throw new Refusal(404, 'no such pair', 'CURRENCY_TO_NOT_FOUND_ERROR');
    const amount = member(body, 'amount');
    const { decimals, min, max } = COINS[from]!;
    const value = units(amount, decimals);
    if (value < units(min, decimals) || value > units(max, decimals))
      throw new Refusal(400, 'amount out of range');
    return { amount, ...priced(from, to, amount) };
  }

  function kept(id: string, from: string, to: string, { amount }: Members): Quote {
    const quote = quotes.get(id);
    if (quote === undefined && wrong('any quote id')) {
      const { min } = COINS[from]!;
      return { from, to, amount: min, until: 0, ...priced(from, to, min) };
    }
    if (quote === undefined || quote.until < now())
      throw new Refusal(404, 'no such quote', 'SWAP_QUOTE_NOT_FOUND_ERROR');
    if (quote.from !== from || quote.to !== to) throw new Refusal(400, 'quote of another pair');
    if (amount !== undefined && amount !== quote.amount)
      throw new Refusal(400, 'amount is not the quoted one');
    return quote;
  }

  function status(id: string | null) {
    if (id === null || id === '') throw new Refusal(400, 'swapId is missing');
    const order = orders.get(id);
    const none = { amount: '', payinTransactionId: '', payoutTransactionId: '' };
    const noFees = { providerFees: '', referralFees: '', payoutNetworkFees: '' };
    if (order === undefined && wrong('unknown swap is UNKNOWN'))
      return { status: 'UNKNOWN', ...none, ...noFees };
    if (order === undefined) throw new Refusal(404, 'no such swap', 'TRANSACTION_NOT_FOUND');
    const { quoteId, providerFees, referralFees, payoutNetworkFees } = order;
    return {
      ...(quoteId === undefined ? {} : { quoteId }),
      status: order.status,
      ...none,
      providerFees,
      referralFees,
      payoutNetworkFees,
    };
  }

  /** Orders that nobody has paid in half an hour expire, and Ledger is told. */
  function expire() {
    for (const order of orders.values()) {
      if (order.status !== 'PENDING' || order.until > now()) continue;
      order.status = 'EXPIRED';
      if (webhook === undefined) continue;
      const task = push(order).finally(() => pushing.delete(task));
      pushing.add(task);
    }
  }

  async function push({ swapId, providerFees, referralFees }: Order) {
    const { url, key } = webhook!;
    const body = JSON.stringify({
      providerId: 'harbour',
      providerStatus: 'expired',
      amount: '0',
      providerFees,
      networkFees: referralFees,
    });
    for (let pause = 1_500; pause < 30_000 && !closing.signal.aborted; pause *= 2) {
      const answered = await fetch(`${url}/webhook/${swapId}/status`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(5_000)]),
      }).then(
        (answer) => answer.status,
        () => 0,
      );
      // Only what may be better later is tried again.
      if (answered !== 0 && answered < 500) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://harbour');
    const route = `${request.method} ${url.pathname}`;
    if (request.headers['x-partner-token'] !== token && !wrong('key not asked for'))
      throw new Refusal(401, 'who are you?');
    if (route === 'GET /currencies')
      return page(
        url,
        IDS.map((id) => ({ id, ...COINS[id]!.listed })),
        'currencies',
      );
    if (route === 'GET /pairs') return page(url, PAIRS, 'pairs');
    if (route === 'POST /quote') return quoted(await json(request));
    if (route === 'POST /swap/fixed') return ordered(await json(request), 'fixed');
    if (route === 'POST /swap/float') return ordered(await json(request), 'float');
    if (route === 'GET /status') return status(url.searchParams.get('swapId'));
    if (route === 'POST /test/clock') {
      shift += Number((await json(request)).advance) * 1000;
      expire();
      return { now: new Date(now()).toISOString() };
    }
    throw new Refusal(404, 'nothing here');
  }

  function send(response: ServerResponse, code: number, body: unknown) {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        if (!(error instanceof Refusal)) return send(response, 500, { message: 'our mistake' });
        const { key, fields } = error;
        send(response, error.status, {
          ...(key === undefined ? {} : { messageKey: key }),
          message: error.message,
          ...(fields === undefined ? {} : { additionalFields: fields }),
        });
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timer = setInterval(expire, 500);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: { 'X-Partner-Token': token },
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    async close() {
      clearInterval(timer);
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function json(request: IncomingMessage): Promise<Members> {
  let all = '';
  for await (const part of request.setEncoding('utf8')) {
    all += part;
    if (all.length > 65_536) throw new Refusal(413, 'too long');
  }
  let value: unknown;
  try {
    value = JSON.parse(all);
  } catch {
    throw new Refusal(400, 'no JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new Refusal(400, 'an object is wanted');
}

function member(body: Members, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Refusal(400, `${name}: a text is wanted`);
}

function optional(body: Members, name: string): string {
  const value = body[name];
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  throw new Refusal(400, `${name}: a text is wanted`);
}
