/** The reference provider over HTTP: what each endpoint answers, and what the device says to it. */
import { afterEach, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { Checker, readCase } from '../../src/check/index.js';
import { walletAddresses } from '../../src/host/address-book.js';
import { currencyNamed } from '../../src/host/currencies.js';
import { type RunningProvider, startProvider } from '../../src/provider/serve/index.js';
import { coinAppNamed } from '../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../src/simulator/wallet.js';

const addresses = walletAddresses(walletFromMnemonic(), coinAppNamed);
const addressOf = (currency: string) => addresses(currencyNamed(currency, 'currency'));
const NONCE = '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b';

const open: RunningProvider[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((provider) => provider.close()));
});

async function started(options: Parameters<typeof startProvider>[0] = {}) {
  const provider = await startProvider(options);
  open.push(provider);
  return provider;
}

async function call(url: string, path: string, body?: unknown, headers: object = {}) {
  const response = await fetch(`${url}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  // biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by the tests
  return { status: response.status, body: (isJson ? JSON.parse(text) : text) as any };
}

const swapOrder = (more: object) => ({
  refundAddress: addressOf('BTC'),
  payoutAddress: addressOf('ETH'),
  currencyFrom: 'BTC',
  currencyTo: 'ETH',
  payloadCurrencyFrom: 'BTC',
  payloadCurrencyTo: 'ETH',
  nonce: NONCE,
  ...more,
});

function findings(provider: RunningProvider, answer: object, request: object, flow = 'swap') {
  const { key } = provider.settings;
  const text = JSON.stringify({
    flow,
    curve: key.curve,
    publicKey: toHex(key.publicKey),
    nonce: NONCE,
    request,
    ...answer,
  });
  const verdict = new Checker().check(readCase(text, 'answer'));
  return verdict.findings.map(({ code }) => code);
}

it('swaps: catalogue, pairs, a quote, both kinds of order, status', async () => {
  const provider = await started({ products: ['swap'] });
  const { url } = provider;
  const { body: first } = await call(url, '/currencies?limit=2');
  expect(first.currencies.map(({ id }: { id: string }) => id)).toEqual(['BTC', 'ETH']);
  const { body: second } = await call(url, `/currencies?limit=2&cursor=${first.next_cursor}`);
  expect(second.currencies[0].id).toBe('USDT');
  const { body: all } = await call(url, '/currencies');
  expect(all.next_cursor).toBeNull();
  const { body: pairs } = await call(url, '/pairs?limit=1');
  expect(pairs.pairs[0]).toMatchObject({ from: 'BTC', to: 'ETH', tradeMethod: ['fixed', 'float'] });
  const { status, body: quote } = await call(url, '/quote', {
    from: 'BTC',
    to: 'ETH',
    amount: '0.01',
  });
  expect(status).toBe(200);
  // 0.01 x 60000 / 2400 = 0.25, less 0.75 %, less the network fee.
  expect(quote).toMatchObject({
    amount: '0.01',
    amountTo: '0.247705',
    providerFees: '0.00125',
    referralFees: '0.000625',
    payoutNetworkFees: '0.00042',
    tradeMethod: 'fixed',
  });
  const request = swapOrder({ quoteId: quote.quoteId });
  const fixed = await call(url, '/swap/fixed', request);
  expect(fixed.status).toBe(200);
  expect(
    findings(provider, fixed.body, { ...request, amount: '0.01', amountTo: quote.amountTo }),
  ).toEqual([]);
  const again = await call(url, '/swap/fixed', request);
  expect(again.body.swapId).not.toBe(fixed.body.swapId);
  const float = await call(url, '/swap/float', swapOrder({ amount: '0.02' }));
  expect(float.status).toBe(200);
  expect(findings(provider, float.body, swapOrder({ amount: '0.02' }))).toEqual([]);
  const state = await call(url, `/status?swapId=${fixed.body.swapId}`);
  expect(state.body).toMatchObject({ status: 'PENDING', quoteId: quote.quoteId, amount: '' });
});
