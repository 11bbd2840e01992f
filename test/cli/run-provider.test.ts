/** `run --provider`: the payload comes from a running backend. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { isByChance } from '../../src/check/findings/codes.js';
import type { RunReport } from '../../src/cli/run/report.js';
import type { Product } from '../../src/provider/product.js';
import { exampleKey } from '../../src/sign/example-order.js';
import { simulator } from '../host/flow.js';
import { ORDERED, referenceProvider, underOlderNames } from '../provider/ask/backends.js';
import { closedPort, httpServer } from '../provider/http/servers.js';
import { fakeSpeculos } from '../transport/fake-speculos.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const OWN_BTC = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg';
const OWN_ETH = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D';
const FLOW: Readonly<Record<string, string>> = {
  swap: 'swap',
  sell: 'sell',
  card: 'sell',
  fund: 'fund',
};
const NG: Readonly<Record<string, string>> = {
  swap: 'SWAP_NG',
  sell: 'SELL_NG',
  card: 'SELL_NG',
  fund: 'FUND_NG',
};

async function json(...args: string[]): Promise<{ code: number; report: RunReport; err: string }> {
  const { code, out, err } = await run(['run', ...args, '--json']);
  return { code, err, report: JSON.parse(out) as RunReport };
}

const orderOf = (product: Product) => ['--product', product];

it('a base URL where sell answers in place of fund: says where fund may be', async () => {
  const { root } = await referenceProvider('fund', { products: ['sell', 'fund'] });
  const { code, out } = await run(['run', 'fund', '--provider', root]);
  expect(code).toBe(1);
  expect(out).toContain('WRONG_MESSAGE_TYPE');
  expect(out).toMatch(/fund lies under \/fund\.\n$/);
  const { code: right } = await run(['run', 'fund', '--provider', `${root}/fund`]);
  expect(right).toBe(0);
});

describe.each(ORDERED)('%s', (product) => {
  it('quote, order over the nonce, review, and where everything came from', async () => {
    const { url, admin } = await referenceProvider(product);
    const { code, report, err } = await json(
      FLOW[product]!,
      '--provider',
      url,
      ...orderOf(product),
    );
    expect(err).toBe('');
    expect({ code, outcome: report.outcome, flow: report.flow }).toEqual({
      code: 0,
      outcome: 'approved',
      flow: NG[product],
    });
    const { provider, nonce } = report;
    const [record] = admin.orders();
    expect(provider).toMatchObject({
      url,
      product,
      order: { id: record!.id, refundFrom: 'device' },
      quote: { quoteId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      check: { clean: true },
      error: null,
    });
    const codes = provider!.check!.findings.map((finding) => finding.code);
    expect(codes.filter((found) => !isByChance(found))).toEqual([]);
    const order = provider!.exchanges.at(-1)!;
    expect(JSON.parse(order.request.body!)).toMatchObject({
      nonce,
      quoteId: provider!.quote!.quoteId,
      refundAddress: provider!.order!.refundAddress,
    });
    expect(order.answer!.status).toBe(200);
    expect(order.curl).toContain(`${url}/s`);
    // The message that was signed says what the provider said.
    const { fields } = report.payload!;
    expect(fields![product === 'swap' ? 'payin_address' : 'in_address']).toBe(
      provider!.order!.payinAddress,
    );
    expect(fields![product === 'swap' ? 'device_transaction_id_ng' : 'device_transaction_id']).toBe(
      nonce,
    );
  });

  it('a signature by another key: refused, exit 1, with the finding', async () => {
    const { url } = await referenceProvider(product, { key: exampleKey('secp256r1') });
    const args = [FLOW[product]!, '--provider', url, ...orderOf(product)];
    const { code, report } = await json(...args);
    expect(code).toBe(1);
    expect(report).toMatchObject({
      outcome: 'refused',
      refusal: { command: 'CHECK_TRANSACTION_SIGNATURE', status: '9d1a' },
    });
    expect(report.provider!.check!.clean).toBe(false);
    const codes = report.provider!.check!.findings.map((finding) => finding.code);
    expect(codes).toContain('SIGNATURE_WRONG_CURVE');
    const { curve, publicKey } = exampleKey('secp256r1');
    const key = file('r1.hex', toHex(publicKey));
    const right = await json(...args, '--public-key', key, '--curve', curve);
    expect(right).toMatchObject({ code: 0, report: { outcome: 'approved' } });
    expect(right.report.partner.publicKey).toBe(toHex(publicKey));
    expect(right.report.invented).not.toContain('partner');
  });
});

describe('a wrong signature', () => {
  it('is named in the text, with what to do', async () => {
    const { url } = await referenceProvider('swap', {
      misbehave: ['SIGNATURE_WITHOUT_DOT_PREFIX'],
    });
    const { code, out } = await run(['run', 'swap', '--provider', url]);
    expect(code).toBe(1);
    expect(out).toContain('Refused by the device: 9d1a SIGN_VERIFICATION_FAIL');
    expect(out).toContain('1. error SIGNATURE_WITHOUT_DOT_PREFIX · signature');
  });

  it('what the device accepts and the order does not say is exit 1, too', async () => {
    const { url } = await referenceProvider('swap', { misbehave: ['AMOUNT_NOT_REQUESTED'] });
    const { code, report } = await json('swap', '--provider', url);
    expect(report.outcome).toBe('approved');
    expect(report.provider!.check!.findings.map((one) => one.code)).toContain(
      'AMOUNT_NOT_REQUESTED',
    );
    expect(code).toBe(1);
  });
});

describe('the order', () => {
  it('text: what the provider said, what is the simulator’s, what options said', async () => {
    // The same pay-in address and the same nonce are the same signature: no finding by chance.
    const random = (size: number) => new Uint8Array(size).fill(7);
    const { url, admin } = await referenceProvider('swap', { random });
    const build = ['--build', 'test'];
    const args = ['--from', 'BTC', '--to', 'ETH', '--amount', '0.02', '--fees', '0.0001', ...build];
    const { code, out } = await run(['run', 'swap', '--provider', url, ...args]);
    expect(code).toBe(0);
    const id = admin.orders()[0]!.id;
    const [, provider = ''] = /\nFrom the provider\n([\s\S]*?)\n\n/.exec(out) ?? [];
    expect(provider).toMatch(/ {2}Quote {6}fixed, 0\.02 BTC for [\d.]+ ETH\n/);
    expect(provider).toContain(`Order id   ${id}`);
    expect(provider).toMatch(/Pay to {5}[13]\w{25,}|Pay to {5}bc1q\w+/);
    const [, simulator = ''] = /\nFrom the simulator\n([\s\S]*?)\n\n/.exec(out) ?? [];
    expect(simulator).toContain(`Payout to   ${OWN_ETH}`);
    expect(simulator).toContain(`Refund to   ${OWN_BTC}`);
    expect(out).toContain('From the options and the profile\n  Fees   0.0001 BTC\n');
    expect(out).toContain('Nothing is wrong with the answer, says check.');
    // The order is asked for when the nonce is there, not before.
    const places = [
      'Provider http',
      'POST /swap/quote',
      'Start a new',
      '/swap/fixed',
      'Send the partner',
    ];
    expect(places.map((text) => out.indexOf(text))).toEqual(
      places.map((text) => out.indexOf(text)).toSorted((a, b) => a - b),
    );
  });

  it('base units, and the addresses of another seed', async () => {
    const { url } = await referenceProvider('swap');
    const seed = `${'abandon '.repeat(11)}about`;
    const pair = ['--from', 'BTC', '--to', 'ETH', '--raw', '3000000'];
    const { report } = await json('swap', '--provider', url, ...pair, '--seed', seed);
    expect(report.provider).toMatchObject({
      trade: { amount: '0.03' },
      order: { refundAddress: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu', refundFrom: 'device' },
    });
    expect(report.outcome).toBe('approved');
  });

  it('another payout than the device’s is sent, and warned of', async () => {
    const { url } = await referenceProvider('swap');
    const payout = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
    const pair = ['--from', 'ETH', '--to', 'BTC', '--payout', payout];
    const { report } = await json('swap', '--provider', url, ...pair);
    expect(report.provider!.order).toMatchObject({ payoutAddress: payout, payoutFrom: 'options' });
    expect(report.summary!.foreignPayout).toBe(payout);
  });

  it('floating where it is asked for, or where the pair has no other', async () => {
    const { url } = await referenceProvider('swap');
    const { report } = await json('swap', '--provider', url, '--rate', 'floating');
    expect(report).toMatchObject({
      rate: 'floating',
      outcome: 'approved',
      provider: { order: { operation: 'swapFloat' } },
    });
  });

  it('nothing said: the next trade, where the first is not quoted', async () => {
    const { url } = await referenceProvider('swap');
    const picky = await httpServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const isRefused = request.url === '/quote' && JSON.parse(body).from === 'BTC';
      const refusal = { messageKey: 'SWAP_PAIR_NOT_FOUND_ERROR', message: 'Not today.' };
      const answer = isRefused
        ? Response.json(refusal, { status: 404 })
        : await fetch(url + request.url, {
            method: request.method!,
            headers: { 'content-type': 'application/json' },
            ...(body === '' ? {} : { body }),
          });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
    });
    const { code, report } = await json('swap', '--provider', picky, '--build', 'test');
    expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: 'approved' });
    expect(report.provider!.trade!.from).not.toBe('BTC');
    const { currency_from: from } = report.payload!.fields!;
    expect(from).toBe(report.provider!.trade!.from);
    // Whoever says what to trade is not given another.
    const said = await run(['run', 'swap', '--provider', picky, '--from', 'BTC', '--to', 'ETH']);
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('Not today.') });
  });

  it('is rejected by the user', async () => {
    const { url } = await referenceProvider('sell');
    const { code, report } = await json('sell', '--provider', url, '--reject');
    expect({ code, outcome: report.outcome }).toEqual({ code: 1, outcome: 'rejected' });
  });

  it('on every page of a long catalogue', async () => {
    const { url } = await referenceProvider('swap');
    const { report } = await json('swap', '--provider', url, '--from', 'usdt-tron', '--to', 'XRP');
    expect(report.outcome).toBe('approved');
    expect(report.payload!.fields).toMatchObject({ currency_from: 'USDT', currency_to: 'XRP' });
  });
});

describe('a quote that was made elsewhere, and the nonce in another form', () => {
  it('its id goes into the order; no quote is asked for', async () => {
    const { url } = await referenceProvider('card');
    const query = 'from=bitcoin&to=EUR&payment-method=card&amount=0.02';
    const quote = (await (await fetch(`${url}/quote?${query}`)).json()) as { quoteId: string };
    const args = ['--product', 'card', '--currency', 'BTC', '--fiat', 'EUR', '--amount', '0.02'];
    const id = ['--quote-id', quote.quoteId];
    const { code, report } = await json('sell', '--provider', url, ...args, ...id);
    expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: 'approved' });
    expect(report.provider).toMatchObject({
      quote: null,
      order: { quoteId: quote.quoteId, quoteFrom: 'options' },
    });
    const called = report.provider!.exchanges.map(({ request }) => request.operation);
    expect(called.filter((operation) => operation.includes('Quote'))).toEqual([]);
    const { out } = await run(['run', 'sell', '--provider', url, ...args, ...id]);
    expect(out).toMatch(
      new RegExp(`\nFrom the options and the profile\n +Quote id +${quote.quoteId}\n`),
    );
  });

  it('an unknown one is refused', async () => {
    const { url } = await referenceProvider('swap');
    const args = ['--from', 'BTC', '--to', 'ETH', '--quote-id', 'no-such'];
    const { code, err } = await json('swap', '--provider', url, ...args);
    expect(code).toBe(1);
    expect(err).toMatch(/\/swap\/fixed answers 404 SWAP_QUOTE_NOT_FOUND_ERROR/);
  });

  it('base64url: as the page of sell has it', async () => {
    const { url } = await referenceProvider('sell');
    const { code, report } = await json('sell', '--provider', url, '--nonce-form', 'base64url');
    const sent = JSON.parse(report.provider!.exchanges.at(-1)!.request.body!).nonce;
    expect(Buffer.from(sent, 'base64url').toString('hex')).toBe(report.nonce);
    expect(code).toBe(0);
  });
});

describe('on another device', () => {
  it('speculos: its own nonce is what the provider signs', async () => {
    const fake = await fakeSpeculos(simulator('stax'), { splitEvents: true });
    onTestFinished(() => fake.close());
    const { url } = await referenceProvider('swap');
    const args = ['swap', '--provider', url, '--device', `speculos:${fake.url.href}`];
    const { code, report } = await json(...args);
    expect({ code, device: report.device, model: report.model }).toEqual({
      code: 0,
      device: 'speculos',
      model: 'stax',
    });
    const sent = JSON.parse(report.provider!.exchanges.at(-1)!.request.body!);
    expect(sent.nonce).toBe(report.nonce);
    const { out } = await run(['run', ...args]);
    expect(out).toContain('\nFrom the device, or made up here\n  Nonce  ');
  });

  it('is not there: 3', async () => {
    const { url } = await referenceProvider('swap');
    const device = ['--device', `tcp:127.0.0.1:${await closedPort()}`];
    expect((await run(['run', 'swap', '--provider', url, ...device])).code).toBe(3);
  });
});

describe('older generations', () => {
  it('swap of 2024: other names, lists without pages', async () => {
    const { url } = await referenceProvider('swap');
    const older = await underOlderNames(url, {
      paths: { '/crypto-currencies': '/currencies', '/swap/trade/fixed': '/swap/fixed' },
      answer: (path, body) =>
        path === '/currencies' ? (body as { currencies: unknown }).currencies : body,
    });
    const { code, report } = await json(
      'swap',
      '--provider',
      older,
      '--from',
      'BTC',
      '--to',
      'ETH',
    );
    expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: 'approved' });
    const asked = report.provider!.exchanges.map(({ request }) => new URL(request.url).pathname);
    expect(asked.at(-1)).toBe('/swap/trade/fixed');
    expect(asked).toContain('/crypto-currencies');
  });

  it.each(['sell', 'card', 'fund'] as const)('%s: /quotes', async (product) => {
    const { url } = await referenceProvider(product);
    const older = await underOlderNames(url, { paths: { '/quotes': '/quote' } });
    const { code, report } = await json(FLOW[product]!, '--provider', older, ...orderOf(product));
    expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: 'approved' });
  });

  it('fund: the draft of 2024', async () => {
    const { url } = await referenceProvider('fund', { misbehave: ['FUND_PATH'] });
    const { code, report } = await json('fund', '--provider', url);
    expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: 'approved' });
    expect(report.provider!.exchanges.at(-1)!.request.url).toBe(`${url}/fund`);
  });
});

it('nothing of it is loaded unless it is asked for', () => {
  const loaded = loadedBy('cli/run/run.ts').filter((name) => name.startsWith('provider/'));
  expect(loaded).toEqual([]);
});

it('a fund without quotes over HTTP: the quote id is made up, and said to be', async () => {
  const { url } = await referenceProvider('fund');
  const bare = await underOlderNames(url, { paths: { '/nowhere': '/quote' } });
  const { code, out } = await run(['run', 'fund', '--provider', bare]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /\nFrom the simulator\n {2}Nonce .*\n {2}Quote id {4}[0-9a-f-]{36}, made up: there was no quote/,
  );
});
