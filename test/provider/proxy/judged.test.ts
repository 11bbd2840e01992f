/** What the proxy finds in traffic: the mistakes of the reference provider, and nothing in a good one. */
import { expect, it, onTestFinished } from 'vitest';
import { fromHex } from '../../../src/bytes.js';
import { flowFor } from '../../../src/exchange/flows.js';
import { walletAddresses } from '../../../src/host/address-book.js';
import { currencyNamed } from '../../../src/host/currency-names.js';
import type { Product } from '../../../src/provider/product.js';
import { startProxy } from '../../../src/provider/proxy/node-proxy.js';
import { htmlReport } from '../../../src/provider/report/html.js';
import { junitReport } from '../../../src/provider/report/junit.js';
import { textReport } from '../../../src/provider/report/text.js';
import { behavioursOf, startProvider } from '../../../src/provider/serve/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import { exampleKey, exampleValues } from '../../../src/sign/example-order.js';
import { makePayload } from '../../../src/sign/payload-maker.js';
import { coinAppNamed } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';
import { httpServer, profileOf } from '../http/servers.js';

const addresses = walletAddresses(walletFromMnemonic(), coinAppNamed);
const addressOf = (currency: string) => addresses(currencyNamed(currency, 'currency'));
const KEY = 'ledger-key-of-this-test';

/** Ledger's backend, as small as it can be. */
class Ledger {
  private readonly url: string;
  private nonces = 0;

  constructor(url: string) {
    this.url = url;
  }

  // biome-ignore lint/suspicious/noExplicitAny: bodies of many kinds
  async call(path: string, body?: unknown): Promise<any> {
    const response = await fetch(this.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json().catch(() => ({}));
  }

  nonce(): string {
    return `${++this.nonces}`.padStart(2, '0').repeat(32);
  }

  async swaps(): Promise<void> {
    await this.call('/currencies');
    await this.call('/pairs');
    const trade = { from: 'BTC', to: 'ETH', amount: '0.01' };
    const { quoteId } = await this.call('/quote', trade);
    await this.call('/quote', { ...trade, to: 'NOSUCH' });
    const order = () => ({
      refundAddress: addressOf('BTC'),
      payoutAddress: addressOf('ETH'),
      currencyFrom: 'BTC',
      currencyTo: 'ETH',
      payloadCurrencyFrom: 'BTC',
      payloadCurrencyTo: 'ETH',
      nonce: this.nonce(),
    });
    const ids = [];
    for (let twice = 0; twice < 2; twice++) {
      ids.push((await this.call('/swap/fixed', { ...order(), quoteId })).swapId);
    }
    await this.call('/quote', { from: 'BTC', to: 'USDT', amount: '0.01' });
    await this.call('/swap/float', { ...order(), amount: '0.01' });
    for (const id of ids) await this.call(`/status?swapId=${id}`);
  }

  async sales(): Promise<void> {
    await this.call('/capabilities');
    await this.call('/crypto-currencies');
    const quote = { from: 'bitcoin', to: 'EUR', 'payment-method': 'card', amount: '0.01' };
    const { quoteId } = await this.call(`/quote?${new URLSearchParams(quote)}`);
    await this.call('/quote?from=bitcoin');
    for (let twice = 0; twice < 2; twice++) {
      await this.call('/sell', {
        quoteId,
        amount: '0.01',
        refundAddress: addressOf('BTC'),
        fromCryptoCurrency: 'BTC',
        toFiatCurrency: 'EUR',
        payloadCryptoCurrency: 'BTC',
        nonce: this.nonce(),
      });
    }
  }
}

async function seen(product: Product, codes: readonly string[] = [], more: Partial<Profile> = {}) {
  const provider = await startProvider({ behaviours: behavioursOf(codes), apiKey: KEY });
  onTestFinished(() => provider.close());
  const { key, partnerName } = provider.settings;
  const live: string[] = [];
  const proxy = await startProxy({
    profile: profileOf(`${provider.url}/${product}`, {
      products: [product],
      partnerName,
      key: { curve: key.curve, publicKey: key.publicKey, label: 'registered' },
      ...more,
    }),
    product,
    onExchange: (_, fresh) => live.push(...fresh.map(({ id }) => id)),
  });
  onTestFinished(() => proxy.close());
  const ledger = new Ledger(proxy.url);
  await (product === 'swap' ? ledger.swaps() : ledger.sales());
  const record = await proxy.record();
  const { rules } = record.result;
  const failed = rules.filter(({ result }) => result === 'failed');
  return { record, rules, live, failed: failed.map(({ id }) => id), errors: errorsIn(failed) };
}

const errorsIn = (failed: readonly { id: string; severity: string }[]) =>
  failed.filter(({ severity }) => severity === 'error').map(({ id }) => id);

it('a good swap provider: nothing wrong, and each rule passed or with its reason', async () => {
  const { rules, failed, live, record } = await seen('swap');
  expect(failed).toEqual([]);
  expect(live).toEqual([]);
  const of = (id: string) => rules.find((rule) => rule.id === id)!;
  for (const id of [
    'check: nonce family',
    'check: signature family',
    'FIXED_AMOUNT_CHANGED',
    'FLOAT_AMOUNT_NOT_EXACT',
    'QUOTE_EXPIRY_MISSING',
    'STATUS_VALUE_UNKNOWN',
    'ORDER_NOT_DURABLE',
    'ERROR_KEY_UNKNOWN',
    'SCHEMA_MISMATCH',
    'SWAP_ID_REUSED',
    'RUN_NOT_ALLOWED',
    'SECRET_REDACTED',
  ]) {
    expect([id, of(id).result]).toEqual([id, 'passed']);
  }
  for (const { result, why = '' } of rules) if (result === 'notRun') expect(why).not.toBe('');
  expect(of('WEBHOOK_NEVER').why).toBe(
    'pushes go from the provider to Ledger, not through this proxy',
  );
  expect(of('METHOD_WRONG').why).toContain('a proxy makes none');
  expect(record.result.summary.passed).toBeGreaterThan(60);
});

it('a good sell provider', async () => {
  const { failed, rules } = await seen('sell');
  expect(failed).toEqual([]);
  const of = (id: string) => rules.find((rule) => rule.id === id)!.result;
  for (const id of ['CAPABILITIES_FIAT', 'NOT_A_LEDGER_ID', 'SELL_AMOUNT', 'SELL_ID_REUSED']) {
    expect([id, of(id)]).toEqual([id, 'passed']);
  }
});

it('without orders, without a key, without anything: each rule says what it lacks', async () => {
  const idle = await startProxy({ profile: profileOf('http://127.0.0.1:1'), product: 'swap' });
  onTestFinished(() => idle.close());
  const { rules, summary } = (await idle.record()).result;
  expect(summary.failed).toBe(0);
  expect(rules.find(({ id }) => id === 'QUOTE_TOO_SLOW')?.why).toBe('nothing passed through');
  const url = await httpServer((_, response) => response.end('{"currencies": []}'));
  const proxy = await startProxy({ profile: profileOf(url), product: 'swap' });
  onTestFinished(() => proxy.close());
  await new Ledger(proxy.url).call('/currencies');
  const { rules: listed } = (await proxy.record()).result;
  const why = (id: string) => listed.find((rule) => rule.id === id)?.why;
  expect(why('check: nonce family')).toBe('no order passed through');
  expect(why('ORDER_REFUSED')).toBe('no order passed through');
  expect(why('QUOTE_EXPIRY_MISSING')).toBe('no quote passed through');
  const keyless = await seen('swap', [], { key: undefined as never });
  const signature = keyless.rules.find(({ id }) => id === 'check: signature family');
  expect(signature?.result).toBe('notRun');
});

it.each([
  ['swap', 'NO_EXPIRY', 'QUOTE_EXPIRY_MISSING'],
  ['swap', 'EXPIRY_EPOCH', 'EXPIRY_SECONDS'],
  ['swap', 'NO_FEES', 'FEES_MISSING'],
  ['swap', 'NUMBERS', 'NUMBER_INSTEAD_OF_STRING'],
  ['swap', 'NONCE_CACHED', 'check: nonce family'],
  ['swap', 'FIXED_DRIFT', 'FIXED_AMOUNT_CHANGED'],
  ['swap', 'FLOAT_DRIFT', 'FLOAT_DRIFT'],
  ['swap', 'SWAP_ID_REUSED', 'SWAP_ID_REUSED'],
  ['swap', 'PAYIN_MISMATCH', 'PAYIN_ADDRESS_MISMATCH'],
  ['swap', 'LOSE_ORDER', 'ORDER_NOT_DURABLE'],
  ['swap', 'STATUS_VALUE', 'STATUS_VALUE_UNKNOWN'],
  ['swap', 'STACK_TRACE', 'STACK_TRACE'],
  ['swap', 'KEY_PAYLOAD_SIGNATURE', 'PROVIDER_SIG_MEMBERS'],
  ['swap', 'SIGNATURE_K_REUSED', 'SIGNATURE_NOT_FRESH'],
  ['swap', 'OFFICIAL_SAMPLE', 'OFFICIAL_SAMPLE_ANSWERED'],
  ['swap', 'DROP_MEMBER', 'SCHEMA_MISMATCH'],
  ['sell', 'NOT_A_LEDGER_ID', 'NOT_A_LEDGER_ID'],
  ['sell', 'FIAT_CASE', 'CAPABILITIES_FIAT'],
  ['sell', 'NO_EXPIRY', 'QUOTE_EXPIRY_MISSING'],
] as const)('%s %s: %s', async (product, code, rule) => {
  const { failed, live } = await seen(product, [code]);
  expect(failed).toContain(rule);
  expect(live).toContain(rule);
});

it('no key, no e-mail address in any line or report', async () => {
  const secret = 'tr0ub4dor-of-ledger';
  const url = await httpServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ message: `who is ${secret}? ask bob@provider.example` }));
  });
  const lines: string[] = [];
  const proxy = await startProxy({
    profile: profileOf(url),
    product: 'swap',
    onExchange: (line, fresh) => lines.push(JSON.stringify([line, fresh])),
  });
  onTestFinished(() => proxy.close());
  await fetch(`${proxy.url}/currencies?api_key=${secret}2`, {
    headers: { 'X-Api-Key': secret, 'X-Forwarded-For': '203.0.113.77' },
  });
  await fetch(`${proxy.url}/path-with-${secret}`, {
    headers: { Authorization: `Bearer ${secret}` },
  });
  const record = await proxy.record();
  const input = { ...record, versions: {} };
  const all = [lines.join('\n'), JSON.stringify(record.result), textReport(input)];
  all.push(junitReport(input), await htmlReport(input));
  for (const text of all) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain('bob@');
    expect(text).not.toContain('203.0.113.77');
  }
  expect(record.result.rules.find(({ id }) => id === 'AUTH_LEAK')?.result).toBe('failed');
});

it('long traffic is counted to its end, and kept in part', async () => {
  const url = await httpServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"currencies": [], "pad": "'.concat('x'.repeat(2000), '"}'));
  });
  const proxy = await startProxy({ profile: profileOf(url), product: 'swap' });
  onTestFinished(() => proxy.close());
  const ledger = new Ledger(proxy.url);
  for (let call = 0; call < 60; call++) {
    await Promise.all(Array.from({ length: 20 }, () => ledger.call('/currencies')));
  }
  const record = await proxy.record();
  expect(record.journal.length).toBeLessThanOrEqual(120);
  const { evidence } = record.result.rules.find(({ id }) => id === 'RUN_NOT_ALLOWED')!;
  expect(evidence).toBe('1200 exchanges passed through; none was made here');
});

it('the release of --firmware judges: an address of 120 characters since 4.0.0', async () => {
  const key = exampleKey('secp256k1');
  const flow = flowFor('swap');
  const sizes = async (firmware: string) => {
    const url = await httpServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const values = {
        ...exampleValues(flow, {}),
        payin_address: 'a'.repeat(120),
        device_transaction_id_ng: fromHex(JSON.parse(body).nonce),
      };
      const { answer } = makePayload({ flow, key, values });
      response.end(JSON.stringify({ swapId: 'S1', payinAddress: 'a'.repeat(120), ...answer }));
    });
    const { curve, publicKey } = key;
    const profile = profileOf(url, { key: { curve, publicKey, label: 'registered' } });
    const proxy = await startProxy({ profile, product: 'swap', firmware });
    onTestFinished(() => proxy.close());
    await new Ledger(proxy.url).call('/swap/fixed', {
      amount: '0.25',
      refundAddress: addressOf('ETH'),
      payoutAddress: addressOf('BTC'),
      currencyFrom: 'ETH',
      currencyTo: 'BTC',
      payloadCurrencyFrom: 'ETH',
      payloadCurrencyTo: 'BTC',
      nonce: '11'.repeat(32),
    });
    const { rules } = (await proxy.record()).result;
    return rules.find(({ id }) => id === 'check: size family')?.codes;
  };
  // Too long for the device; then only more than the public pages state.
  expect(await sizes('3.4.1')).toEqual(['FIELD_TOO_LONG']);
  expect(await sizes('4.0.0')).toEqual(['FIELD_EXCEEDS_LIMIT']);
});
