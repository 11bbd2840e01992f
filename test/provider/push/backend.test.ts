/** Ledger's side: what a push is answered, what is stored, who is eligible, what the port refuses. */
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Book } from '../../../src/provider/backend/book.js';
import { reasonsAgainst } from '../../../src/provider/backend/capabilities.js';
import { type RunningBackend, startBackend } from '../../../src/provider/backend/node-backend.js';
import { listenReceiver } from '../../../src/provider/backend/node-receiver.js';
import { type PushRequest, placeOf, receivePush } from '../../../src/provider/backend/push.js';
import { Receiver } from '../../../src/provider/backend/receiver.js';
import { type RunningProvider, startProvider } from '../../../src/provider/serve/index.js';
import { PROFILE } from '../fixtures.js';

const KEY = 'push-key-1';

function ledger() {
  const book = new Book(() => 0);
  book.add({ id: 'swap-1', product: 'swap', providerId: 'mine' });
  book.add({ id: 'sell-1', product: 'sell' });
  const rules = {
    book,
    keys: [KEY],
    providers: ['mine', 'other'],
    mappings: { mine: { paid_out: 'FINISHED' } },
  };
  const push = (path: string, body: unknown, more: Partial<PushRequest> = {}) =>
    receivePush(
      rules,
      {
        method: 'POST',
        path,
        query: {},
        headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
        text: typeof body === 'string' ? body : JSON.stringify(body),
        isTooLong: false,
        ...more,
      },
      placeOf(path)!,
    );
  return { book, push };
}

const current = { providerId: 'mine', providerStatus: 'paid_out', amount: '0.25' };

describe('a push', () => {
  it('of 2026 is queued and stored, the older one stored', () => {
    const { push, book } = ledger();
    expect(push('/webhook/swap-1/status', { ...current, transactionHash: '0xbb' })).toMatchObject({
      status: 200,
      body: { message: 'queued' },
    });
    expect(book.get('swap-1')).toMatchObject({
      status: 'FINISHED',
      amount: '0.25',
      transactionHash: '0xbb',
    });
    const answer = push('/transaction/sell-1/status', { status: 'TRANSFER_IN_COMPLETED' });
    expect(answer.status).toBe(200);
    expect(answer.body).toBeUndefined();
    expect(book.get('sell-1')?.history.map(({ status }) => status)).toEqual([
      'PENDING',
      'TRANSFER_IN_COMPLETED',
    ]);
  });

  it.each([
    ['no key', '/webhook/swap-1/status', current, { headers: {} }, 401, { error: 'unauthorized' }],
    [
      'a wrong key',
      '/webhook/swap-1/status',
      current,
      { headers: { 'x-api-key': 'x' } },
      401,
      { error: 'unauthorized' },
    ],
    [
      'an unknown provider',
      '/webhook/swap-1/status',
      { ...current, providerId: 'nobody' },
      {},
      401,
      { error: 'unauthorized' },
    ],
    [
      'an unknown swap',
      '/webhook/swap-2/status',
      current,
      {},
      404,
      { error: 'transaction not found', transactionId: 'swap-2' },
    ],
    [
      'the swap of another provider',
      '/webhook/swap-1/status',
      { ...current, providerId: 'other' },
      {},
      404,
      { error: 'transaction not found', transactionId: 'swap-1' },
    ],
    [
      'an unknown sell',
      '/transaction/sell-2/status',
      { status: 'FINISHED' },
      {},
      404,
      { messageKey: 'SELL_TRANSACTION_NOT_FOUND_ERROR', message: 'Transaction does not exist' },
    ],
    [
      'a word without mapping',
      '/webhook/swap-1/status',
      { ...current, providerStatus: 'moon' },
      {},
      422,
      { error: 'unmapped status' },
    ],
    ['no JSON', '/webhook/swap-1/status', '<html>', {}, 400, { error: 'bad request' }],
    ['an array', '/webhook/swap-1/status', [1], {}, 400, { error: 'bad request' }],
    [
      'a body that is too long',
      '/webhook/swap-1/status',
      current,
      { isTooLong: true },
      413,
      { error: 'payload too large' },
    ],
  ])('with %s is refused and stores nothing', (_, path, body, more, status, answer) => {
    const { push, book } = ledger();
    expect(push(path, body, more as Partial<PushRequest>)).toMatchObject({ status, body: answer });
    expect(book.get('swap-1')?.status).toBe('PENDING');
  });

  it('after a final one is 405 and changes nothing', () => {
    const { push, book } = ledger();
    push('/webhook/swap-1/status', current);
    const late = push('/webhook/swap-1/status', { ...current, providerStatus: 'pending' });
    expect(late).toMatchObject({ status: 405, body: { error: 'transaction is final' } });
    expect(book.get('swap-1')?.status).toBe('FINISHED');
  });
});

describe('the port', () => {
  const receiver = () => new Receiver({ book: new Book(), keys: [KEY] });

  /** Status, or the code of the error. */
  function send(url: string, headers: Record<string, string>, body: string, timeout = 20_000) {
    return new Promise<number | string>((resolve) => {
      const asked = request(
        url,
        { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, timeout },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      asked.on('timeout', () => asked.destroy(new Error('timeout')));
      asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      asked.end(body);
    });
  }

  it('checks Host and Origin, bounds bodies, hangs up and is silent on request', async () => {
    const room = receiver();
    room.rules.book.add({ id: 'a', product: 'swap' });
    const running = await listenReceiver(room, { listen: 'http://127.0.0.1:0/ledger' });
    const url = `${running.url}/webhook/a/status`;
    const body = JSON.stringify(current);
    const key = { 'x-api-key': KEY };
    try {
      expect(await send(url, { ...key, host: 'rebound.example' }, body)).toBe(403);
      expect(await send(url, { ...key, origin: 'http://127.0.0.1' }, body)).toBe(403);
      expect(await send(url, key, `"${'x'.repeat(70_000)}"`)).toBe(413);
      room.plan('a', [{ status: 500 }, 'hang-up', 'silence']);
      expect(await send(url, key, body)).toBe(500);
      expect(await send(url, key, body)).toBe('ECONNRESET');
      expect(await send(url, key, body, 200)).toBe('timeout');
      expect(await send(url.replace('/ledger', ''), key, body)).toBe(404);
      expect(room.pushes.map(({ answered }) => answered)).toEqual([413, 500, 'hang-up', 'silence']);
    } finally {
      await running.close();
    }
  });
});

describe('eligibility, from the cached copy', () => {
  const cached = {
    cryptoCurrencies: ['bitcoin'],
    capabilities: {
      fiatCurrencyCapabilities: [{ fiat: 'EUR', minAmount: 20, maxAmount: 5000 }],
      // The key of prose and example.
      countryCapabilities: [{ country: 'FR', paymentMethods: [{ name: 'card' }] }],
    },
  };
  const wish = {
    product: 'buy',
    country: 'FR',
    paymentMethod: 'card',
    fiat: 'EUR',
    crypto: 'bitcoin',
    amount: '100',
  } as const;

  it.each([
    [{}, []],
    [{ amount: '20' }, []],
    [{ amount: '19.99' }, ['19.99 is below the minimum of 20 EUR']],
    [{ amount: '5000.01' }, ['5000.01 is above the maximum of 5000 EUR']],
    [{ country: 'DE' }, ['country DE is not served']],
    [{ paymentMethod: 'sepa' }, ['sepa is not offered in FR']],
    [{ crypto: 'ethereum' }, ['ethereum is not in /crypto-currencies']],
    [{ fiat: 'USD' }, ['fiat USD is not offered']],
  ])('%j', (change, reasons) => {
    expect(reasonsAgainst(cached, { ...wish, ...change })).toEqual(reasons);
  });
});

describe('provider backend beside the reference provider', () => {
  let provider: RunningProvider;
  let backend: RunningBackend;
  let calls = 0;

  beforeEach(async () => {
    calls = 0;
    provider = await startProvider({
      behaviours: [
        {
          ask: (call) => {
            calls++;
            return call;
          },
        },
      ],
    });
    const { key: _, ...rest } = PROFILE;
    const profile = (product: 'sell' | 'buy') => ({
      ...rest,
      url: `${provider.url}/${product}`,
      products: [product],
      webhook: { listen: 'http://127.0.0.1:0', key: KEY, providerId: `p-${product}` },
    });
    backend = await startBackend({ profiles: [profile('sell'), profile('buy')] });
  });
  afterEach(async () => {
    await backend.close();
    await provider.close();
  });

  // biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by tests
  const get = async (path: string): Promise<any> => (await fetch(`${backend.url}${path}`)).json();
  const WISH = 'country=FR&paymentMethod=card&fiat=EUR&crypto=bitcoin';

  it('judges input by its cache, asks the eligible for quotes and gets the redirect', async () => {
    expect(await get(`/backend/eligible?product=buy&amount=100&${WISH}`)).toEqual({
      eligible: ['p-buy'],
      excluded: [],
    });
    const first = calls;
    expect(first).toBe(2);
    const out = await get(`/backend/eligible?product=buy&amount=100000000&${WISH}`);
    expect(out.eligible).toEqual([]);
    expect(out.excluded[0].reasons[0]).toMatch(/^100000000 is above the maximum of \d+ EUR$/);
    // What the cache refuses never reaches the provider.
    const none = await get(`/backend/quotes?product=buy&amount=100000000&${WISH}`);
    expect(none.quotes[0]).toMatchObject({ provider: 'p-buy', asked: false });
    expect(calls).toBe(first);
    const { quotes } = await get(`/backend/quotes?product=sell&amount=0.01&${WISH}`);
    expect(quotes[0]).toMatchObject({ provider: 'p-sell', asked: true });
    expect(quotes[0].quote.amountTo).toMatch(/^\d+\.\d+$/);
    const there = await get(`/backend/redirect?provider=p-sell&product=sell&amount=0.01&${WISH}`);
    expect(URL.canParse(there.answer.rampRedirectUrl)).toBe(true);
    expect(await get('/backend/eligible?product=swap')).toEqual({
      error: 'product: expected sell or buy, found "swap"',
    });
  });

  it('takes an order, its decision on the device, its push, and reads it back', async () => {
    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${backend.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const path = '/transaction/sell-9/status';
    const key = { 'x-api-key': KEY };
    // Before the page has called the SDK.
    expect((await post(path, { status: 'PENDING' }, key)).status).toBe(404);
    expect((await post('/backend/orders', { id: 'sell-9', product: 'sell' })).status).toBe(200);
    await post('/backend/orders/sell-9/device', { deviceStatus: 'ACCEPTED' });
    expect((await post(path, { status: 'FINISHED', amount: '551.40' }, key)).status).toBe(200);
    const read = await fetch(`${backend.url}${path}`, { headers: key });
    expect(await read.json()).toEqual({ deviceStatus: 'ACCEPTED', providerStatus: 'FINISHED' });
    expect((await fetch(`${backend.url}${path}`)).status).toBe(401);
    const summary = await (await fetch(`${backend.url}/`)).text();
    expect(summary).toContain('sell-9 sell: FINISHED, amount 551.40, device ACCEPTED');
    const pushes = await get('/backend/pushes');
    expect(pushes.pushes.map(({ answered }: { answered: number }) => answered)).toEqual([404, 200]);
    expect(JSON.stringify(pushes)).not.toContain(KEY);
    expect((await post('/backend/orders', { id: 'x', product: 'nothing' })).status).toBe(400);
  });
});
