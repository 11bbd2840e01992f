/**
 * The same long conversation with a provider, written down without what is different at every run:
 * ids, times. Two providers that behave alike give the same lines.
 */
import { walletAddresses } from '../../../src/host/address-book.js';
import { currencyNamed } from '../../../src/host/currency-names.js';
import {
  behavioursOf,
  type RunningProvider,
  startProvider,
} from '../../../src/provider/serve/index.js';
import { VirtualClock } from '../../../src/provider/virtual-clock.js';
import { coinAppNamed } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';

const addresses = walletAddresses(walletFromMnemonic(), coinAppNamed);
export const addressOf = (currency: string) => addresses(currencyNamed(currency, 'currency'));
export const NONCE = '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b';
const KEY = 'the-key-of-ledger';

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by tests
type Json = any;

export const plain = (text: string) =>
  text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
    .replace(/"[0-9a-f]{64}"/g, '"<hash>"');

/** The same "random" bytes in each run: 1 and so on. */
export class CountedBytes {
  /** The next are those of before: for calls of which nobody knows which arrives first. */
  isHeld = false;
  private count = 0;

  readonly next = (size: number): Uint8Array => {
    if (!this.isHeld) this.count++;
    return new Uint8Array(size).fill(this.count);
  };
}

export interface ScriptOptions {
  /** Of the provider, as it began. */
  readonly now: number;
  /** Milliseconds for one call: many, where no answer is expected to be late. */
  readonly patience?: number;
}

export class Script {
  readonly lines: string[] = [];
  private readonly url: string;
  private readonly options: ScriptOptions;

  constructor(url: string, options: ScriptOptions) {
    this.url = url;
    this.options = options;
  }

  /** Another one with lines of its own. */
  alone(): Script {
    return new Script(this.url, this.options);
  }

  async call(
    path: string,
    options: {
      body?: unknown;
      headers?: Record<string, string>;
      method?: string;
      hide?: boolean;
    } = {},
  ): Promise<Json> {
    const { body, headers = { 'x-api-key': KEY } } = options;
    const method = options.method ?? (body === undefined ? 'GET' : 'POST');
    let line: string;
    let json: Json;
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.patience ?? 30_000),
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        headers: { 'content-type': 'application/json', ...headers },
      });
      const date = Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now()) > 60_000;
      const bytes = Buffer.from(await response.arrayBuffer());
      const text = bytes.toString('latin1');
      json = tolerant(text);
      const skew = skewOf(json, this.options.now);
      const type = response.headers.get('content-type');
      // A memo is different every time: its length is not.
      const shown = options.hide === true ? `${text.length}` : text.slice(0, 20_000);
      line = `${response.status} ${type} ${date} ${skew} ${text.length > 20_000 ? text.length : ''} ${shown}`;
    } catch (error) {
      line = `no answer: ${String((error as Error).cause ?? error).slice(0, 80)}`;
    }
    this.lines.push(plain(`${method} ${path.replace(/Id=.*/, '')} ${line}`));
    return json;
  }
}

function tolerant(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** How far away the times of an answer are, coarsely: 0 is now, 1 five minutes. */
function skewOf(json: Json, now: number): string {
  const away = (at: unknown) =>
    typeof at === 'string' && !Number.isNaN(Date.parse(at))
      ? Math.round((Date.parse(at) - now) / 240_000)
      : typeof at;
  return `${away(json?.createdAt)} ${away(json?.expiry)}`;
}

export const swap = (more: object) => ({
  refundAddress: addressOf('BTC'),
  payoutAddress: addressOf('ETH'),
  currencyFrom: 'BTC',
  currencyTo: 'ETH',
  payloadCurrencyFrom: 'BTC',
  payloadCurrencyTo: 'ETH',
  nonce: NONCE,
  ...more,
});
export const sale = (more: object) => ({
  amount: '0.01',
  refundAddress: addressOf('BTC'),
  fromCryptoCurrency: 'BTC',
  toFiatCurrency: 'EUR',
  payloadCryptoCurrency: 'BTC',
  nonce: NONCE,
  ...more,
});
const other = NONCE.replace(/^35/, '53');

async function swapCalls(
  script: Script,
  provider: RunningProvider,
  random: CountedBytes,
): Promise<void> {
  const call = script.call.bind(script);
  for (const list of ['currencies', 'pairs']) {
    for (let twice = 0; twice < 2; twice++) await call(`/swap/${list}`);
    for (const query of [
      'limit=500',
      'limit=2',
      'limit=2&cursor=n2',
      'limit=0',
      'cursor=nonsense',
    ]) {
      await call(`/swap/${list}?${query}`);
    }
  }
  const quote = (more: object, headers?: Record<string, string>) =>
    call('/swap/quote', {
      body: { from: 'BTC', to: 'ETH', amount: '0.01', ...more },
      headers: { 'x-api-key': KEY, ...headers },
    });
  const { quoteId } = await quote({});
  const second = await quote({});
  await quote({ from: 'BTC', to: 'USDT' });
  await quote({ amount: '0.00001' });
  await quote({ amount: '500' });
  await quote({ amount: '1e3' });
  await quote({ to: 'NOSUCH' });
  await quote({ extra: true });
  await quote({}, { 'x-user-country': 'KP' });
  await quote({ from: 'DAI', amount: '100' }, { 'x-user-country': 'US' });
  await call('/swap/quote', { body: {} });
  await call('/swap/quote', { body: { from: 'BTC', to: 'ETH', amount: '0.01' }, headers: {} });
  await call('/swap/quote', {
    body: { from: 'BTC', to: 'ETH', amount: '0.01' },
    headers: { 'X-API-KEY': KEY },
  });
  await call('/swap/quote?from=BTC&to=ETH&amount=0.01');
  await call('/swap/crypto-currencies');
  const fixed = (more: object, headers?: Record<string, string>) =>
    call('/swap/swap/fixed', { body: swap(more), ...(headers && { headers }) });
  const order = await fixed({ quoteId });
  const again = await fixed({ quoteId, nonce: other });
  script.lines.push(
    `ids ${new Set([quoteId, second?.quoteId, order?.swapId, again?.swapId]).size}`,
  );
  await fixed({ quoteId, nonce: other });
  await fixed({ quoteId, nonce: 'AB'.repeat(32) });
  await fixed({ quoteId, nonce: 'ab' });
  await fixed({ quoteId, slippage: '0', nonce: 'ac'.repeat(32) });
  await fixed({ quoteId: 'nosuch', nonce: 'ad'.repeat(32) });
  await fixed({ quoteId, currencyFrom: 'NOSUCH', nonce: 'ae'.repeat(32) });
  const turned = { currencyFrom: 'ETH', currencyTo: 'BTC', refundAddress: addressOf('ETH') };
  await fixed({ quoteId, ...turned, payoutAddress: addressOf('BTC'), nonce: 'af'.repeat(32) });
  await fixed({ quoteId, payoutAddress: 'xyz-not-one', nonce: 'b0'.repeat(32) });
  const region = { 'x-api-key': KEY, 'x-user-country': 'KP' };
  await fixed({ quoteId, nonce: 'b1'.repeat(32) }, region);
  const float = (more: object, hide = false) =>
    call('/swap/swap/float', { body: swap({ amount: '0.0123456', ...more }), hide });
  await float({ nonce: 'b2'.repeat(32) });
  const eth = { currencyFrom: 'ETH', payloadCurrencyFrom: 'ETH', refundAddress: addressOf('ETH') };
  const btc = { currencyTo: 'BTC', payloadCurrencyTo: 'BTC', payoutAddress: addressOf('BTC') };
  await float({ ...eth, ...btc, amount: '0.250000000000000001', nonce: 'ba'.repeat(32) });
  // Together: each must get its own answer.
  random.isHeld = true;
  const together = ['0.01', '0.5'].map(async (amount, index) => {
    const alone = script.alone();
    const body = swap({ amount, nonce: `b${index + 8}`.repeat(32) });
    await alone.call('/swap/swap/float', { body });
    return alone.lines;
  });
  script.lines.push(...(await Promise.all(together)).flat());
  random.isHeld = false;
  const xrp = { currencyFrom: 'XRP', payloadCurrencyFrom: 'XRP', refundAddress: addressOf('XRP') };
  await float(
    { ...xrp, amount: '400', refundAddressExtraId: '12345', nonce: 'b4'.repeat(32) },
    true,
  );
  const etc = { currencyFrom: 'ETC', refundAddress: addressOf('ethereum-classic') };
  await float({ ...etc, amount: '10', nonce: 'b5'.repeat(32) });
  for (const id of [order?.swapId, order?.swapId, quoteId, 'nosuch']) {
    await call(`/swap/status?swapId=${id}`);
  }
  await call('/swap/status');
  await provider.admin.advance(295);
  await fixed({ quoteId, nonce: 'b6'.repeat(32) });
  for (let twice = 0; twice < 2; twice++) await call(`/swap/status?swapId=${order?.swapId}`);
  await provider.admin.advance(300);
  await fixed({ quoteId, nonce: 'b7'.repeat(32) });
}

async function rampCalls(script: Script): Promise<void> {
  const call = script.call.bind(script);
  const query = (values: object) =>
    new URLSearchParams(values as Record<string, string>).toString();
  const quote = { from: 'bitcoin', to: 'EUR', 'payment-method': 'card', amount: '0.01' };
  const ramp = { from: 'EUR', to: 'bitcoin', 'payment-method': 'card', amount: '50' };
  const purchase = { ...ramp, country: 'FR', dest: addressOf('BTC') };
  for (const product of ['sell', 'buy']) {
    for (const list of ['capabilities', 'capabilities', 'crypto-currencies']) {
      await call(`/${product}/${list}`);
    }
  }
  const good = await call(`/sell/quote?${query(quote)}`);
  await call(`/sell/quote?${query(quote)}`);
  await call(`/sell/quotes?${query(quote)}`);
  await call(`/sell/quote?${query({ ...quote, from: 'ethereum' })}`);
  await call(`/sell/quote?${query({ ...quote, amount: '0.00001' })}`);
  await call(`/sell/quote?${query({ ...quote, 'payment-method': 'pix' })}`);
  await call(`/sell/quote?${query({ from: 'bitcoin' })}`);
  for (const product of ['sell', 'card', 'fund']) {
    const { quoteId } = product === 'sell' ? good : await call(`/${product}/quote?${query(quote)}`);
    const order = (more: object) => call(`/${product}/sell`, { body: sale({ quoteId, ...more }) });
    const first = await order({});
    const second = await order({ nonce: other });
    script.lines.push(`ids ${new Set([quoteId, first?.sellId, second?.sellId]).size}`);
    await order({ amount: '0.02', nonce: '01'.repeat(32) });
    await order({ quoteId: 'nosuch', nonce: '02'.repeat(32) });
    await order({ toFiatCurrency: 'XXX', nonce: '03'.repeat(32) });
    await order({ nonce: '04'.repeat(31) });
    await call(`/${product}/sell`, { body: {} });
  }
  const draft = { userId: 'u', address: addressOf('BTC'), currency: 'BTC', nonce: NONCE };
  await call('/fund/fund', { body: draft });
  const page = {
    accountId: 'a/b',
    cryptoCurrency: 'ethereum/erc20/usd__coin',
    fiatCurrency: 'EUR',
    cryptoAmount: '10',
    paymentMethod: 'card',
    mode: 'sell',
    bankResidency: 'FR',
    customParameters: 'a=1&b=two%20words',
  };
  await call(`/sell/sell-redirect?${query(page)}`);
  await call(`/sell/sell-redirect?${query({ ...page, mode: 'other' })}`);
  await call(`/buy/quote?${query(purchase)}`);
  await call(`/buy/quote?${query(purchase)}`);
  const usdc = { to: 'ethereum/erc20/usd__coin', dest: addressOf('ETH') };
  await call(`/buy/quote?${query({ ...purchase, ...usdc })}`);
  await call(`/buy/quote?${query({ ...purchase, amount: '1' })}`);
  await call(`/buy/quote?${query({ ...purchase, country: 'GB', 'payment-method': 'sepa' })}`);
  await call(`/buy/quote?${query({ ...purchase, dest: 'nowhere' })}`);
  await call(`/buy/quote?${query(ramp)}`);
  await call(`/buy/quote?${query(purchase)}`, { headers: {} });
  await call(`/buy/buy-redirect?${query({ ...purchase, ledgerTransactionId: 'id-1' })}`);
  await call(`/buy/buy?${query({ ...purchase, ledgerTransactionId: 'id-1' })}`);
}

/** A few calls, so that a limit on their number is met wherever it is. */
async function manyCalls(script: Script): Promise<void> {
  for (let i = 0; i < 22; i++) await script.call('/swap/currencies?limit=1');
}

export async function callLines(code?: string): Promise<string[]> {
  // Pauses are over at once, and the clock is moved by them and by `advance` alone.
  const wall = new VirtualClock();
  const random = new CountedBytes();
  const provider = await startProvider({
    apiKey: KEY,
    behaviours: code === undefined ? [] : behavioursOf([code]),
    random: random.next,
    wall,
  });
  try {
    const { partnerName } = provider.settings;
    const script = new Script(provider.url, {
      now: wall.now(),
      ...(code === 'DRIP' && { patience: 1_000 }),
    });
    const written = () => [`paused for ${wall.elapsed()} ms`, ...script.lines];
    // These show mistakes of the connection; with them the rest would only take time.
    await script.call('/swap/currencies?limit=3');
    await script.call('/swap/quote', { body: { from: 'BTC', to: 'ETH', amount: '0.01' } });
    await script.call('/swap/swap/float', { body: swap({ amount: '0.01' }) });
    script.lines.push(partnerName);
    if (code !== undefined && SLOW.includes(code)) return written();
    await swapCalls(script, provider, random);
    await rampCalls(script);
    await manyCalls(script);
    return written();
  } finally {
    await provider.close();
  }
}

const SLOW = [
  'CLOSED_PORT',
  'TLS_SELF_SIGNED',
  'TLS_OTHER_NAME',
  'SLOW_HEADERS',
  'DRIP',
  'NOT_HTTP',
  'TRUNCATE',
  'HUGE_BODY',
  'QUOTE_SLOW',
  'ORDER_SLOW',
];
