/** Journeys with providers that answer anything: they end, with a sentence, and nothing of ours breaks. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningBackend, startBackend } from '../../src/provider/backend/node-backend.js';
import type { Product } from '../../src/provider/product.js';
import { PROFILE } from './fixtures.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

type Answering = (path: string, body: string) => { status?: number; type?: string; text: string };

async function provider(answer: Answering): Promise<string> {
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { status = 200, type = 'application/json', text } = answer(request.url ?? '/', body);
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by tests
async function journey(product: Product, answer: Answering): Promise<any> {
  const url = await provider(answer);
  const profile = { ...PROFILE, url, products: [product], headers: {} };
  const backend: RunningBackend = await startBackend({ profiles: [profile], pollEvery: 5 });
  open.push(backend);
  const begun = await fetch(`${backend.url}/journey`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product, user: 'approve' }),
  });
  const { id } = (await begun.json()) as { id: string };
  for (let tries = 0; tries < 500; tries++) {
    const found = await (await fetch(`${backend.url}/journey/${id}`)).json();
    if (['done', 'failed', 'rejected'].includes((found as { state: string }).state)) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the journey came to no end');
}

const BODIES: readonly string[] = [
  '',
  'null',
  '[]',
  '"text"',
  '5',
  '{}',
  '[null, 5, {"id": null}]',
  '<html><script>alert(1)</script></html>',
  '{"__proto__": {"polluted": true}, "constructor": 1}',
  '{"currencies": [null, 5, {"id": 7}], "pairs": [{"from": {}, "to": []}], "quoteId": {}, "amountTo": []}',
  '{"currencies": 5, "pairs": "x", "quoteId": "", "tradeMethod": 5, "amountTo": null, "expiry": {}}',
  '{"fiatCurrencyCapabilities": [null], "cryptoCurrencyCapabilities": {}, "countriesCapabilities": [5]}',
  `{"quoteId": "q", "amountTo": "${'9'.repeat(5000)}", "cryptoAmount": "1e999", "swapId": 5}`,
  '{"quoteId":"q","swapId":"s","sellId":"s","amountTo":"1","providerSig":{"payload":5,"signature":[]}}',
  '{"quoteId":"q","swapId":"s","sellId":"s","amountTo":"1","providerSig":{"payload":"AAAA","signature":"AAAA"}}',
  '{"quoteId":"q","rampRedirectUrl":"javascript:alert(1)","cryptoAmount":"1"}',
  '{"quoteId":"q","rampRedirectUrl":"//evil","cryptoAmount":"1"}',
];

describe.each(['swap', 'sell', 'card', 'fund', 'buy'] as const)('%s', (product) => {
  it('the same odd answer to everything', async () => {
    for (const text of BODIES) {
      const found = await journey(product, () => ({ text }));
      const told = JSON.stringify(found);
      expect(told, text).not.toContain('a defect of exchange-sim');
      expect(found.state, text).toMatch(product === 'buy' ? /failed|done/ : /failed/);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([301, 401, 404, 500])('status %i to everything', async (status) => {
    const found = await journey(product, () => ({ status, text: '{"message":"no"}' }));
    expect(found.state).toBe('failed');
    expect(JSON.stringify(found)).toContain(` answers ${status}`);
  });
});

it('links to web pages alone', async () => {
  const text = '{"quoteId":"q","rampRedirectUrl":"javascript:alert(1)","cryptoAmount":"1"}';
  const lists: Record<string, string> = {
    '/capabilities': JSON.stringify({
      fiatCurrencyCapabilities: [{ fiat: 'EUR', minAmount: 1, maxAmount: 1000 }],
      cryptoCurrencyCapabilities: [{ id: 'bitcoin' }],
      countriesCapabilities: [{ country: 'FR', paymentMethods: [{ name: 'card' }] }],
    }),
    '/crypto-currencies': '["bitcoin"]',
  };
  const found = await journey('buy', (path) => ({ text: lists[path] ?? text }));
  const redirect = found.steps.at(-1);
  expect(redirect).toMatchObject({ id: 'redirect', state: 'failed', link: null });
  expect(redirect.reason).toMatch(/^SELL_REDIRECT_URL: rampRedirectUrl begins with javascript:/);
});
