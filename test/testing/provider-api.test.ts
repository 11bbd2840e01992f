/** startProvider and testProvider: both sides of the provider API in one test. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { exampleKey } from '../../src/sign/example-order.js';
import {
  type ProviderOptions,
  runFlow,
  simulatedDevice,
  startProvider,
  testProvider,
} from '../../src/testing/index.js';
import { run } from '../cli/command-line.js';
import { loadedBy } from '../cli/static-imports.js';

async function started(options: ProviderOptions) {
  const provider = await startProvider(options);
  onTestFinished(() => provider.close());
  return provider;
}

describe('startProvider', () => {
  it('is asked by a flow: its order ends as it is told to', async () => {
    const provider = await started({ product: 'swap', partnerName: 'Example', curve: 'secp256r1' });
    const { url, curve, publicKey } = provider;
    expect(publicKey).toBe(toHex(exampleKey('secp256r1').publicKey));
    const partner = { name: 'Example', curve, publicKey };
    const flow = await runFlow(simulatedDevice(), {
      from: 'BTC',
      to: 'ETH',
      partner,
      provider: url,
    });
    expect(flow.words).toBe('approved');
    expect(flow.screens).toContainEqual(['Exchange partner', 'Example']);
    const [order] = provider.orders();
    expect(order).toMatchObject({ status: 'PENDING' });
    await provider.trigger('FINISHED', order!.id);
    expect(provider.orders()).toMatchObject([{ status: 'FINISHED' }]);
  });

  it.each(['sell', 'card', 'fund'] as const)('%s', async (product) => {
    const { url } = await started({ product });
    const kind = product === 'fund' ? product : 'sell';
    const flow = await runFlow(simulatedDevice(), {
      kind,
      currency: 'BTC',
      provider: { url, product },
    });
    expect(flow.words).toBe('approved');
  });

  it('members that only the caller knows, and the form of the nonce', async () => {
    const { url } = await started({ product: 'fund' });
    const flow = await runFlow(simulatedDevice(), {
      kind: 'fund',
      currency: 'BTC',
      provider: url,
      request: { quoteId: 'of-the-page' },
      nonceForm: 'base64url',
    });
    expect(flow.words).toBe('approved');
  });

  it('makes the mistakes it is asked for', async () => {
    const { url } = await started({ product: 'swap', misbehave: 'NONCE_HEX_AS_TEXT' });
    const { words } = await runFlow(simulatedDevice(), { from: 'BTC', to: 'ETH', provider: url });
    expect(words).toMatch(/^refused at PROCESS_TRANSACTION_RESPONSE/);
  });

  it('forgets quotes when its clock has moved', async () => {
    const provider = await started({ product: 'swap', quoteLife: 60 });
    const quoted = await fetch(`${provider.url}/quote`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'BTC', to: 'ETH', amount: '0.02' }),
    });
    const { expiry } = (await quoted.json()) as { expiry: string };
    await provider.advance(120);
    const again = await fetch(`${provider.url}/quote`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'BTC', to: 'ETH', amount: '0.02' }),
    });
    const later = (await again.json()) as { expiry: string };
    expect(Date.parse(later.expiry) - Date.parse(expiry)).toBeGreaterThanOrEqual(120_000);
  });

  it('closes', async () => {
    let url = '';
    {
      await using provider = await startProvider({ product: 'buy' });
      url = provider.url;
      expect((await fetch(`${url}/capabilities`)).status).toBe(200);
    }
    await expect(fetch(`${url}/capabilities`)).rejects.toThrow();
    const flow = runFlow(simulatedDevice(), { provider: url });
    await expect(flow).rejects.toMatchObject({ name: 'ProviderAwayError', exitCode: 3 });
  });

  it('a refusal is told in one line', async () => {
    const { url } = await started({ product: 'swap', apiKey: 'abcdefgh' });
    const order = { from: 'BTC', to: 'ETH' } as const;
    expect((await runFlow(simulatedDevice(), { ...order, provider: url })).words).toMatch(
      /^unusable: GET \/swap\/currencies answers 401 /,
    );
    const headers = { 'x-api-key': 'abcdefgh' };
    const flow = await runFlow(simulatedDevice(), { ...order, provider: { url, headers } });
    expect(flow.words).toBe('approved');
  });

  it.each([
    [{ product: 'swap', misbehave: 'SIGNATURE_WITHOUT_DOT' }, 'Did you mean'],
    [{ product: 'swap', partnername: 'x' }, 'did you mean partnerName?'],
  ])('%j', async (options, hint) => {
    const error = await startProvider(options as ProviderOptions).catch((one) => one);
    expect(`${error.message} ${error.hint}`).toContain(hint);
    expect(error.message).toMatch(/^startProvider: /);
  });
});

it.each([
  ['startProvider', startProvider],
  ['testProvider', testProvider],
] as const)('%s: a product that is none is said', async (name, ask) => {
  for (const [product, found] of [
    ['swop', '"swop"'],
    [undefined, 'none'],
    [5, 'number'],
  ]) {
    const options = { product, ...(name === 'testProvider' ? { url: 'http://127.0.0.1:1' } : {}) };
    await expect(ask(options as never)).rejects.toMatchObject({
      exitCode: 2,
      message: `${name}: product: expected swap, sell, card, fund, buy, found ${found}`,
    });
  }
});

it('trigger takes a status of Ledger and an order that is there', async () => {
  const provider = await started({ product: 'swap' });
  await runFlow(simulatedDevice(), { from: 'BTC', to: 'ETH', provider: provider.url });
  const [order] = provider.orders();
  await expect(provider.trigger('FINISHD' as never, order!.id)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/^trigger: status: expected PENDING, .* found "FINISHD"$/),
  });
  await expect(provider.trigger('FINISHED', 'nobody')).rejects.toMatchObject({
    exitCode: 2,
    message: 'trigger: there is no order "nobody"',
  });
  expect(provider.orders()).toMatchObject([{ status: 'PENDING' }]);
});

describe('testProvider', () => {
  it('is the document of provider test --json', async () => {
    const { url, publicKey, curve } = await started({ product: 'fund' });
    const document = await testProvider({ url, product: 'fund', publicKey, curve });
    const typed = await run(['provider', 'test', url, '--product', 'fund', '--json']);
    expect(Object.keys(document)).toEqual(Object.keys(JSON.parse(typed.out)));
    expect(document).toMatchObject({ product: 'fund', url, summary: { failed: 0 } });
    expect(document.rules.map(({ id }) => id)).toEqual(
      JSON.parse(typed.out).rules.map(({ id }: { id: string }) => id),
    );
  });

  it('makes orders where it may, and finds what is wrong in them', async () => {
    const misbehave = ['SIGNATURE_WITHOUT_DOT_PREFIX'];
    const { url, publicKey, curve } = await started({ product: 'fund', misbehave });
    const options = { url, product: 'fund', publicKey, curve, createOrders: true } as const;
    const { rules } = await testProvider(options);
    const found = rules.find(({ id }) => id === 'check: signature family');
    expect(found).toMatchObject({ result: 'failed', codes: ['SIGNATURE_WITHOUT_DOT_PREFIX'] });
  });

  it('nobody there: a document all the same', async () => {
    const { url, close } = await startProvider({ product: 'buy' });
    await close();
    const { rules } = await testProvider({ url, product: 'buy' });
    expect(rules.find(({ id }) => id === 'HTTP_UNREACHABLE')).toMatchObject({ result: 'failed' });
  });

  it('needs to know where, and takes no other options', async () => {
    await expect(testProvider({ product: 'swap' })).rejects.toThrow(/url/);
    const wrong = testProvider({ product: 'swap', urls: 'x' } as never);
    await expect(wrong).rejects.toThrow(
      'testProvider: there is no option "urls": did you mean url?',
    );
  });
});

it('the entry loads neither store, HTTP client nor contract', () => {
  const loaded = loadedBy('testing/index.ts');
  expect(loaded.filter((name) => name.startsWith('provider/'))).toEqual(['provider/product.ts']);
  const src = resolve(import.meta.dirname, '../../src');
  const packages = loaded.flatMap((name) => {
    const text = readFileSync(join(src, name), 'utf8');
    const named = /^(?:import|export) (?!type )[^;]*? from '([^.'][^']*)';/gm;
    return [...text.matchAll(named)].map((match) => match[1]!);
  });
  const heavy = /^(undici|ajv|@photostructure|ioredis|hono|@hono|zod|yaml|lossless-json|piscina)\b/;
  expect(packages.length).toBeGreaterThan(3);
  expect(packages.filter((name) => heavy.test(name))).toEqual([]);
});
