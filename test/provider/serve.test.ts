/** The reference provider over HTTP: what each endpoint answers, and what the device says to it. */
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { isByChance } from '../../src/check/findings/codes.js';
import { Checker, readCase } from '../../src/check/index.js';
import { type RunningProvider, startProvider } from '../../src/provider/serve/index.js';
import { addressOf, NONCE } from './support/transcript.js';

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
  return verdict.findings.map(({ code }) => code).filter((code) => !isByChance(code));
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

const query = (values: Record<string, string>) => new URLSearchParams(values).toString();
const SALE = { from: 'bitcoin', to: 'EUR', 'payment-method': 'card', amount: '0.01' };
const sale = (quoteId: string) => ({
  quoteId,
  amount: '0.01',
  refundAddress: addressOf('BTC'),
  fromCryptoCurrency: 'BTC',
  toFiatCurrency: 'EUR',
  payloadCryptoCurrency: 'BTC',
  nonce: NONCE,
});

it.each(['sell', 'card', 'fund'] as const)(
  '%s: quote, signed order, nothing to be found wrong',
  async (product) => {
    const provider = await started({ products: [product] });
    const { url } = provider;
    const { body: quote } = await call(url, `/quote?${query(SALE)}`);
    // 0.01 x 60000 / 1.08, less 0.75 %.
    expect(quote).toMatchObject({
      amountFrom: '0.01',
      amountTo: '551.4',
      providerFees: '2.77',
      referralFees: '1.38',
    });
    const { status, body } = await call(url, '/sell', sale(quote.quoteId));
    expect(status).toBe(200);
    expect(body.sellId).not.toBe(quote.quoteId);
    const request = { ...sale(quote.quoteId), amountTo: quote.amountTo };
    const flow = product === 'fund' ? 'fund' : 'sell';
    expect(findings(provider, body, request, flow)).toEqual([]);
  },
);

it('sells only what was quoted', async () => {
  const { url } = await started({ products: ['sell'] });
  const { body: quote } = await call(url, `/quote?${query(SALE)}`);
  const wrong = [
    [{ amount: '0.02' }, 404, 'SELL_QUOTE_NOT_FOUND_ERROR'],
    [{ quoteId: 'nosuch' }, 404, 'SELL_QUOTE_NOT_FOUND_ERROR'],
    [{ fromCryptoCurrency: 'NOSUCH' }, 404, 'CURRENCY_FROM_NOT_FOUND_ERROR'],
    [{ toFiatCurrency: 'XXX' }, 404, 'CURRENCY_TO_NOT_FOUND_ERROR'],
    [{ refundAddress: 'x' }, 400, 'BAD_REQUEST'],
    [{ nonce: '00' }, 400, 'BAD_REQUEST'],
  ] as const;
  for (const [change, status, messageKey] of wrong) {
    const answer = await call(url, '/sell', { ...sale(quote.quoteId), ...change });
    expect([change, answer.status, answer.body.messageKey]).toEqual([change, status, messageKey]);
  }
  const amount = await call(url, '/sell', { ...sale(quote.quoteId), amount: '0.010' });
  expect(amount.status).toBe(200);
});

const PURCHASE = {
  from: 'EUR',
  to: 'ethereum/erc20/usd__coin',
  'payment-method': 'sepa',
  amount: '100',
  country: 'FR',
  dest: '',
};

it('buys: capabilities, quote, redirect; errors are texts that name the parameter', async () => {
  const { url } = await started({ products: ['buy'] });
  const purchase = { ...PURCHASE, dest: addressOf('ETH') };
  const { body: capabilities } = await call(url, '/capabilities');
  expect(capabilities.fiatCurrencyCapabilities[0]).toEqual({
    fiat: 'EUR',
    minAmount: 20,
    maxAmount: 20000,
  });
  const { body: quote } = await call(url, `/quote?${query(purchase)}`);
  // 108 dollars, less 0.75 %, less the network fee.
  expect(quote).toEqual({
    from: 'EUR',
    to: 'ethereum/erc20/usd__coin',
    fiatAmount: 100,
    cryptoAmount: 106.182,
    dca: false,
  });
  const { body } = await call(
    url,
    `/buy-redirect?${query({ ...purchase, ledgerTransactionId: 'l-1' })}`,
  );
  const page = new URL(body.rampRedirectUrl);
  expect([
    page.protocol,
    page.searchParams.get('to'),
    page.searchParams.get('ledgerTransactionId'),
  ]).toEqual(['https:', 'ethereum/erc20/usd__coin', 'l-1']);
  for (const name of Object.keys(purchase)) {
    const { [name]: _, ...rest } = purchase as Record<string, string>;
    const answer = await call(url, `/quote?${query(rest)}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(name);
  }
  const wrong = { amount: '1', country: 'US', dest: 'nowhere', 'payment-method': 'giropay' };
  for (const [name, value] of Object.entries(wrong)) {
    const answer = await call(url, `/quote?${query({ ...purchase, [name]: value })}`);
    const about = name === 'country' ? 'payment-method' : name;
    expect([answer.status, answer.body.split(':')[0]]).toEqual([400, about]);
  }
});

it('reaches every documented error of swap', async () => {
  const { url } = await started({ products: ['swap'] });
  const quote = (more: object, headers = {}) =>
    call(url, '/quote', { from: 'BTC', to: 'ETH', amount: '0.01', ...more }, headers);
  const order = (more: object, headers = {}) =>
    call(url, '/swap/float', swapOrder({ amount: '0.01', ...more }), headers);
  const kp = { 'x-user-country': 'KP' };
  const us = { 'x-user-country': 'US' };
  const answers = {
    region: await quote({}, kp),
    currencyRegion: await quote({ from: 'DAI', amount: '100' }, us),
    minimum: await quote({ amount: '0.0001' }),
    maximum: await quote({ amount: '1' }),
    pair: await quote({ to: 'BTC' }),
    orderRegion: await order({}, kp),
    noDeposit: await order({
      currencyFrom: 'ETC',
      amount: '10',
      refundAddress: addressOf('ethereum-classic'),
    }),
    from: await order({ currencyFrom: 'NOSUCH' }),
    to: await order({ currencyTo: 'NOSUCH' }),
    quote: await call(url, '/swap/fixed', swapOrder({ quoteId: 'nosuch' })),
    status: await call(url, '/status?swapId=nosuch'),
  };
  const seen = Object.entries(answers).map(([name, { status, body }]) => [
    name,
    status,
    body.messageKey,
  ]);
  expect(seen).toEqual([
    ['region', 451, 'REGION_RESTRICTED_ERROR'],
    ['currencyRegion', 451, 'CURRENCY_REGION_RESTRICTED_ERROR'],
    ['minimum', 400, 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR'],
    ['maximum', 400, 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR'],
    ['pair', 404, 'SWAP_PAIR_NOT_FOUND_ERROR'],
    ['orderRegion', 451, 'REGION_RESTRICTED_ERROR'],
    ['noDeposit', 400, 'NO_DEPOSIT_WALLET_ERROR'],
    ['from', 404, 'CURRENCY_FROM_NOT_FOUND_ERROR'],
    ['to', 404, 'CURRENCY_TO_NOT_FOUND_ERROR'],
    ['quote', 404, 'SWAP_QUOTE_NOT_FOUND_ERROR'],
    ['status', 404, 'TRANSACTION_NOT_FOUND'],
  ]);
  expect(answers.minimum.body.additionalFields).toEqual({
    minRequiredAmount: '0.000333',
    maxRequiredAmount: '0.833',
  });
});

it('keeps a quote until it expires, not longer', async () => {
  const provider = await started({ products: ['swap'] });
  const { url, admin } = provider;
  const { body: quote } = await call(url, '/quote', { from: 'BTC', to: 'ETH', amount: '0.01' });
  expect(Date.parse(quote.expiry) - Date.now()).toBeGreaterThan(290_000);
  const order = () => call(url, '/swap/fixed', swapOrder({ quoteId: quote.quoteId }));
  await admin.advance(290);
  expect((await order()).status).toBe(200);
  await admin.advance(11);
  expect((await order()).body.messageKey).toBe('SWAP_QUOTE_NOT_FOUND_ERROR');
});

it('asks for the key, for its own name in Host, and keeps the operator apart', async () => {
  const { url } = await started({ apiKey: 'a key' });
  expect((await call(url, '/currencies')).status).toBe(401);
  expect((await call(url, '/currencies', undefined, { 'x-api-key': 'a kex' })).status).toBe(401);
  expect((await call(url, '/currencies', undefined, { 'X-API-KEY': 'a key' })).status).toBe(200);
  const { port } = new URL(url);
  const { request } = await import('node:http');
  const other = await new Promise<number | undefined>((done) => {
    request({ port, path: '/currencies', headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    }).end();
  });
  expect(other).toBe(403);
  const origin = { origin: 'https://evil.example' };
  expect((await call(url, '/admin/time', { advance: 1 }, origin)).status).toBe(403);
  expect((await call(url, '/admin/time', { advance: 1 })).status).toBe(200);
  expect((await call(url, '/quote', { x: 'y'.repeat(70_000) })).status).toBe(413);
});

it('serves its contract, every product under its own name, and both ramps at the root', async () => {
  const { url } = await started();
  const { body: document } = await call(url, '/swap/openapi.json');
  expect(Object.keys(document.paths)).toContain('/swap/fixed');
  const { body: both } = await call(url, '/capabilities');
  expect(both.fiatCurrencyCapabilities[0]).toMatchObject({ fiat: 'EUR', minAmount: 20 });
  expect(both.cryptoCurrencyCapabilities[0].id).toBe('bitcoin');
  const { body: sold } = await call(url, `/quote?${query(SALE)}`);
  expect(sold.amountFrom).toBe('0.01');
  const { body: bought } = await call(
    url,
    `/quote?${query({ ...PURCHASE, dest: addressOf('ETH') })}`,
  );
  expect(bought.fiatAmount).toBe(100);
  expect((await call(url, '/fund/quote?x=1')).status).toBe(400);
  expect((await call(url, '/nosuch')).status).toBe(404);
  expect((await call(url, '/quote', undefined, {})).status).toBe(400);
});

it('signs on either curve, with a key of its own, for every kind of nonce text', async () => {
  const { newPrivateKey } = await import('../../src/keys/private-key.js');
  const provider = await started({ products: ['swap'], key: newPrivateKey('secp256r1') });
  const forms = [NONCE, NONCE.toUpperCase(), Buffer.from(NONCE, 'hex').toString('base64url')];
  for (const nonce of forms) {
    const request = swapOrder({ amount: '0.01', nonce });
    const { status, body } = await call(provider.url, '/swap/float', request);
    expect(status).toBe(200);
    expect(findings(provider, body, swapOrder({ amount: '0.01' }))).toEqual([]);
  }
});

it('signs natively what the key would sign', async () => {
  const { fastestSigner } = await import('../../src/provider/serve/node-signer.js');
  const { newPrivateKey } = await import('../../src/keys/private-key.js');
  const { nativeSecp256k1 } = await import('../../src/keys/native-secp256k1.js');
  const message = new TextEncoder().encode('.payload');
  const key = newPrivateKey('secp256k1');
  expect(toHex(fastestSigner(key).sign(message))).toBe(toHex(key.sign(message)));
  expect(nativeSecp256k1() === null || fastestSigner(key).sign !== key.sign).toBe(true);
  const other = newPrivateKey('secp256r1');
  const { p256 } = await import('@noble/curves/nist.js');
  const signature = fastestSigner(other).sign(message);
  expect(p256.verify(signature, message, other.publicKey, { lowS: false })).toBe(true);
});

/** The one thing below that is a request after all: a quote of a pair, of some amount. */
const asksForQuote = (path: string, text: string) => {
  if (path !== '/quote') return false;
  const { from, to, amount } = JSON.parse(text) as Record<string, unknown>;
  return /^(BTCETH|ETHBTC)$/.test(`${from}${to}`) && Number(amount) > 0;
};

it('answers 4xx to whatever is no request, never 5xx', async () => {
  const { url } = await started();
  const paths = ['/quote', '/swap/fixed', '/swap/float', '/sell', '/fund/sell'];
  const nearly = fc.record(
    {
      from: fc.constantFrom('BTC', 'ETH', 'x'),
      to: fc.constantFrom('BTC', 'ETH', '__proto__'),
      amount: fc.oneof(fc.string(), fc.constantFrom('0', '1e9', '9'.repeat(60), '0.0000000001')),
      currencyFrom: fc.constantFrom('BTC', 'constructor'),
      currencyTo: fc.constantFrom('ETH', 'toString'),
      refundAddress: fc.string(),
      payoutAddress: fc.string(),
      payloadCurrencyFrom: fc.string(),
      payloadCurrencyTo: fc.string(),
      nonce: fc.constantFrom(NONCE, '', '0x'),
      quoteId: fc.string(),
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(fc.jsonValue(), nearly).map((value) => JSON.stringify(value));
  const anything = fc.oneof(body, fc.string());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), anything, async (path, text) => {
      const response = await fetch(`${url}${path}`, { method: 'POST', body: text });
      await response.text();
      expect(response.status).toBeLessThan(500);
      if (response.status < 400) expect(asksForQuote(path, text)).toBe(true);
    }),
    {
      numRuns: 300,
      examples: [['/quote', JSON.stringify({ from: 'ETH', to: 'BTC', amount: '1' })]],
    },
  );
});
