/** Status pushes: both generations, the schedule, what is never tried again, resend and trigger. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type RunningProvider, startProvider } from '../../src/provider/serve/index.js';
import { delayAfter } from '../../src/provider/serve/retry.js';
import { VirtualClock } from '../../src/provider/virtual-clock.js';
import { addressOf, NONCE } from './support/transcript.js';

interface Heard {
  readonly path: string;
  readonly key: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: looked at by the tests
  readonly body: any;
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function ledger(answers: (number | 'hang')[]): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const key = request.headers['x-api-key'] as string | undefined;
    heard.push({ path: request.url ?? '', key, body: JSON.parse(text) });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer === 'hang') return;
    response.statusCode = answer;
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

async function started(webhook: string, form: 'current' | 'older' = 'current') {
  const provider = await startProvider({
    webhook: { url: webhook, key: 'push-key', form },
    wall: new VirtualClock(),
  });
  open.push(provider);
  return provider;
}

async function post(url: string, body: object) {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  // biome-ignore lint/suspicious/noExplicitAny: looked at by the tests
  return (await response.json()) as any;
}

async function swapOrder({ url }: RunningProvider): Promise<string> {
  const { swapId } = await post(`${url}/swap/float`, {
    amount: '0.01',
    refundAddress: addressOf('BTC'),
    payoutAddress: addressOf('ETH'),
    currencyFrom: 'BTC',
    currencyTo: 'ETH',
    payloadCurrencyFrom: 'BTC',
    payloadCurrencyTo: 'ETH',
    nonce: NONCE,
  });
  return swapId;
}

const until = async (isSo: () => boolean, provider?: RunningProvider) => {
  await expect.poll(isSo, { interval: 10 }).toBe(true);
  // What was heard has yet to be noted as answered: the clock must not be moved on before.
  await provider?.idle();
};

it('pushes every change once, in the form of 2026', async () => {
  const { url, heard } = await ledger([200]);
  const provider = await started(url);
  const id = await swapOrder(provider);
  await provider.admin.advance(60);
  await until(() => heard.length === 1);
  await provider.admin.advance(60);
  await until(() => heard.length === 2);
  const { payinTransactionId: payin, payoutTransactionId: payout } = provider.admin.order(id)!;
  const shared = {
    providerId: 'test-partner',
    amount: '0.247705',
    providerFees: '0.00125',
    networkFees: '0.000625',
    payinTransactionId: payin,
  };
  expect(payin).toMatch(/^[0-9a-f]{64}$/);
  expect(heard).toEqual([
    {
      path: `/webhook/${id}/status`,
      key: 'push-key',
      body: { ...shared, providerStatus: 'TRANSFER_IN_COMPLETED' },
    },
    {
      path: `/webhook/${id}/status`,
      key: 'push-key',
      body: { ...shared, providerStatus: 'FINISHED', transactionHash: payout },
    },
  ]);
  const state = await (await fetch(`${provider.url}/status?swapId=${id}`)).json();
  expect(state).toMatchObject({
    status: 'FINISHED',
    amount: '0.247705',
    payoutTransactionId: payout,
  });
});

it('speaks the older form when told', async () => {
  const { url, heard } = await ledger([200]);
  const provider = await started(url, 'older');
  const id = await swapOrder(provider);
  await provider.admin.trigger('ON_HOLD', id);
  await until(() => heard.length === 1);
  expect(heard[0]!.path).toBe(`/transaction/${id}/status`);
  expect(heard[0]!.body).toMatchObject({ status: 'ON_HOLD', referralFees: '0.000625' });
});

it('tries again after 5xx, later each time, with the same body, and keeps the order', async () => {
  const { url, heard } = await ledger([503, 500, 200, 200]);
  const provider = await started(url);
  const id = await swapOrder(provider);
  await provider.admin.advance(120);
  await until(() => heard.length === 1, provider);
  await provider.admin.advance(6);
  await until(() => heard.length === 2, provider);
  await provider.admin.advance(6);
  await provider.idle();
  // Five seconds at first, then ten.
  expect(heard).toHaveLength(2);
  await provider.admin.advance(5);
  await until(() => heard.length === 4, provider);
  expect(heard.map(({ body }) => body.providerStatus)).toEqual([
    'TRANSFER_IN_COMPLETED',
    'TRANSFER_IN_COMPLETED',
    'TRANSFER_IN_COMPLETED',
    'FINISHED',
  ]);
  expect(heard[2]).toEqual(heard[0]);
  await until(() => provider.admin.pushes(id).every(({ dueAt }) => dueAt === null));
  expect(provider.admin.pushes(id).map(({ attempts, last }) => [attempts, last])).toEqual([
    [3, 'HTTP 200'],
    [1, 'HTTP 200'],
  ]);
});

it('has a schedule that ends', () => {
  const swap = { path: '/webhook/1/status' };
  const sell = { path: '/transaction/1/status' };
  expect([1, 2, 3, 9, 10, 11, 99].map((attempts) => delayAfter(swap, attempts, 500))).toEqual([
    5_000, 10_000, 20_000, 1_280_000, 1_800_000, 1_800_000, 1_800_000,
  ]);
  expect(delayAfter(swap, 100, 500)).toBeNull();
  expect(delayAfter(swap, 1, undefined)).toBe(5_000);
  for (const status of [200, 307, 401, 405, 422]) {
    expect(delayAfter(sell, 1, status)).toBeNull();
  }
  // Before its page has called the SDK, Ledger does not know a sale; a swap it knew before we did.
  expect(delayAfter(sell, 1, 404)).toBe(5_000);
  expect(delayAfter(swap, 1, 404)).toBeNull();
});

it('resends with the same body, and says 404 for an order it does not know', async () => {
  const { url, heard } = await ledger([200]);
  const provider = await started(url);
  const id = await swapOrder(provider);
  await provider.admin.trigger('REFUNDED', id);
  await until(() => provider.admin.pushes(id)[0]?.dueAt === null);
  expect(await provider.admin.resend(id)).toBe(1);
  await until(() => heard.length === 2);
  expect(heard[1]).toEqual(heard[0]);
  await expect(provider.admin.trigger('FINISHED', 'nosuch')).rejects.toMatchObject({ status: 404 });
});

it('resends at once what waits for its next attempt', async () => {
  const { url, heard } = await ledger([503, 200]);
  const provider = await started(url);
  const id = await swapOrder(provider);
  await provider.admin.trigger('REFUNDED', id);
  await until(() => provider.admin.pushes(id)[0]?.attempts === 1);
  expect(await provider.admin.resend(id)).toBe(1);
  await until(() => heard.length === 2);
  expect(heard[1]).toEqual(heard[0]);
  await until(() => provider.admin.pushes(id)[0]?.dueAt === null);
});

it('closes while a receiver hangs', async () => {
  const { url, heard } = await ledger(['hang']);
  const provider = await startProvider({ webhook: { url, form: 'current' } });
  const id = await swapOrder(provider);
  await provider.admin.trigger('FINISHED', id);
  await until(() => heard.length === 1);
  const before = Date.now();
  await provider.close();
  expect(Date.now() - before).toBeLessThan(5_000);
});
