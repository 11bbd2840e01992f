/** `run --provider`: the payload comes from a running backend. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { RunReport } from '../../src/cli/run-report.js';
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
    // One right signature in 128 begins with a zero.
    const codes = provider!.check!.findings.map((finding) => finding.code as string);
    expect(codes.filter((found) => found !== 'SIGNATURE_LEADING_ZERO')).toEqual([]);
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
    const { url, admin } = await referenceProvider('swap');
    // The same nonce, the same signature: no finding by chance.
    const build = ['--build', 'test'];
    const args = ['--from', 'BTC', '--to', 'ETH', '--amount', '0.02', '--fees', '0.0001', ...build];
    const { code, out } = await run(['run', 'swap', '--provider', url, ...args]);
    expect(code).toBe(0);
    const id = admin.orders()[0]!.id;
    const [, provider = ''] = /\nFrom the provider\n([\s\S]*?)\n\n/.exec(out) ?? [];
    expect(provider).toMatch(/ {2}Quote {6}fixed, 0\.02 BTC for [\d.]+ ETH\n/);
    expect(provider).toContain(`Order id   ${id}`);
    expect(provider).toContain('Pay to     bc1q');
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

describe('a backend that gives no answer', () => {
  it('is down: 3, one sentence, one document', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const { code, out, err } = await run(['run', 'swap', '--provider', url]);
    expect({ code, out }).toEqual({
      code: 3,
      out: `Provider ${url}\n  ✗     GET /currencies · refused in ${/in (\d+) ms/.exec(out)?.[1]} ms\n`,
    });
    expect(err).toBe(
      'error: GET /currencies: the connection is refused: nothing listens on that port (ECONNREFUSED)\nStart the backend, or name its base URL as Ledger would call it.\n',
    );
    const told = await json('swap', '--provider', url);
    expect(told.code).toBe(3);
    expect(told.report).toMatchObject({
      outcome: 'unanswered',
      steps: [],
      provider: { quote: null, error: { status: null }, exchanges: [{ number: 1 }] },
    });
  });

  it('refuses the quote: 1, with status and code', async () => {
    const { url } = await referenceProvider('swap');
    const args = [
      'swap',
      '--provider',
      url,
      '--from',
      'BTC',
      '--to',
      'ETH',
      '--amount',
      '0.00000001',
    ];
    const { code, report, err } = await json(...args);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: POST \/swap\/quote answers 400 FROM_CURRENCY_MINIMUM_AMOUNT_ERROR: Amount below the minimum of [\d.]+ BTC\.\n$/,
    );
    expect(report).toMatchObject({
      outcome: 'unanswered',
      nonce: null,
      provider: {
        trade: null,
        error: { status: 400, code: 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR' },
      },
    });
  });

  it('refuses the order, after the nonce: 1, with the steps so far', async () => {
    const { url } = await referenceProvider('swap');
    // No such address: the reference provider looks at what it pays out to.
    const args = ['--from', 'BTC', '--to', 'ETH', '--payout', 'nowhere'];
    const { code, report, err } = await json('swap', '--provider', url, ...args);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: POST \/swap\/swap\/fixed answers 400 /);
    expect(report).toMatchObject({ outcome: 'unanswered', provider: { order: null } });
    expect(report.nonce).toMatch(/^[0-9a-f]{64}$/);
    expect(report.steps.map(({ command }) => command)).toEqual(['START_NEW_TRANSACTION']);
    expect(report.provider!.quote).not.toBeNull();
  });

  it('wants a key: says where it goes, and takes it; no output repeats it', async () => {
    const apiKey = 'k-1234-secret-5678';
    const { url } = await referenceProvider('swap', { apiKey });
    const without = await run(['run', 'swap', '--provider', url]);
    expect(without.code).toBe(1);
    expect(without.err).toContain('answers 401');
    const header = ['--header', `X-API-KEY: ${apiKey}`];
    const text = await run(['run', 'swap', '--provider', url, ...header, '--verbose']);
    const document = await run(['run', 'swap', '--provider', url, ...header, '--json']);
    expect([text.code, document.code]).toEqual([0, 0]);
    expect(text.out + text.err + document.out + document.err).not.toContain(apiKey);
    expect(document.out).toContain('[hidden]');
  });

  it('hides the customer’s e-mail in the exchanges, plain and in the signed message', async () => {
    const email = 'jane.doe+card@example.com';
    const customer = { email, userId: 'jane.doe', account: 'Card 1234' };
    const { url } = await referenceProvider('sell', { customer });
    const { report } = await json('sell', '--provider', url);
    expect(report.payload!.fields!.trader_email).toBe(email);
    const shown = JSON.stringify(report.provider);
    expect(shown).not.toContain('jane.doe');
    expect(shown).not.toContain(Buffer.from(email).toString('base64').slice(0, 20));
    expect(shown).not.toContain(report.payload!.text.slice(0, 60));
    expect(report.provider!.exchanges.at(-1)!.answer!.body).toContain('[encoded secret hidden]');
  });

  it('an HTML page with 200, and one with 502', async () => {
    const page = (status: number) =>
      httpServer((_, response) => {
        response.writeHead(status, { 'content-type': 'text/html' });
        response.end('<!doctype html><title>Sign in</title>');
      });
    for (const status of [200, 502]) {
      const { code, err } = await run(['run', 'swap', '--provider', await page(status)]);
      expect({ code, err }).toEqual({
        code: 1,
        err: `error: GET /currencies answers ${status} with an HTML page (content-type text/html) in place of its catalogue\n`,
      });
    }
  });

  it('a redirect is not followed, and the key does not go along', async () => {
    let asked = 0;
    const elsewhere = await httpServer((_, response) => {
      asked++;
      response.end('{}');
    });
    const url = await httpServer((_, response) => {
      response.writeHead(307, { location: `${elsewhere}/currencies?token=t0ken` });
      response.end();
    });
    const { code, err } = await run([
      'run',
      'swap',
      '--provider',
      url,
      '--header',
      'X-Key: abcdef',
    ]);
    const { host } = new URL(elsewhere);
    expect({ code, err, asked }).toEqual({
      code: 1,
      err: `error: GET /currencies answers 307 and points to another host, ${host}: redirects are not followed\n`,
      asked: 0,
    });
  });

  it('a wrong base URL: every path is missing', async () => {
    const { root } = await referenceProvider('swap');
    const { code, err } = await run(['run', 'swap', '--provider', `${root}/v9`]);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: POST \/v9\/quote answers 404 .*\nThe URL has to be the base of the API/,
    );
  });
});

describe('a profile', () => {
  it('says URL, key, name, headers and products', async () => {
    const { url, settings } = await referenceProvider('card', {
      apiKey: 'abcdefgh',
      partnerName: 'My Card',
      key: exampleKey('secp256r1'),
    });
    const key = file('card.hex', toHex(settings.key.publicKey));
    const profile = file(
      'card.yaml',
      `url: ${url}\nproducts: [card]\npartnerName: My Card\nkey: { file: ${key}, curve: secp256r1 }\nheaders: { X-API-KEY: abcdefgh }\n`,
    );
    const { code, report } = await json('sell', '--provider', profile);
    expect({ code, product: report.provider!.product }).toEqual({ code: 0, product: 'card' });
    expect(report.partner).toMatchObject({ name: 'My Card', curve: 'secp256r1' });
    const wrong = await run(['run', 'fund', '--provider', profile]);
    expect(wrong).toMatchObject({
      code: 2,
      err: 'error: --provider: expected a provider of fund: the profile lists card\n',
    });
  });

  it('addresses of the profile are its own', async () => {
    const { url } = await referenceProvider('swap');
    const profile = file(
      'addresses.yaml',
      `url: ${url}\nproducts: [swap]\naddresses: { ETH: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94' }\n`,
    );
    const { report } = await json('swap', '--provider', profile, '--from', 'BTC', '--to', 'ETH');
    expect(report.provider!.order).toMatchObject({ payoutFrom: 'profile', refundFrom: 'device' });
  });
});

describe('exit 2', () => {
  const url = 'http://127.0.0.1:1';
  it.each([
    [['swap', '--header', 'a: b'], '--header: expected with --provider, found without'],
    [['swap', '--product', 'swap'], '--product: expected with --provider, found without'],
    [['swap', '--provider', '127.0.0.1:3000'], '--provider: expected a base URL such as http://'],
    [['swap', '--provider', `${url}/?k=v`], 'URL: expected a base URL to put paths behind'],
    [['swap', '--provider', url, '--legacy'], '--legacy: expected without --provider'],
    [['swap', '--provider', url, '--payin', 'x'], '--payin: expected without --provider'],
    [['swap', '--provider', url, '--response', 'x'], '--response: expected without --provider'],
    [
      ['sell', '--provider', url, '--product', 'swap'],
      '--product: expected sell or card in a sell',
    ],
    [
      ['swap', '--provider', url, '--product', 'buy'],
      '--product: expected swap in a swap, found buy',
    ],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(['run', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: ${message}`);
  });

  it('a currency the provider does not list, and a pair', async () => {
    const { url: real } = await referenceProvider('swap');
    const coin = await run(['run', 'swap', '--provider', real, '--from', 'NOPE']);
    expect(coin.code).toBe(2);
    expect(coin.err).toMatch(
      /^error: --from: expected a currency that the provider lists, found "NOPE"\nIt lists .*, …\.\n$/,
    );
    const same = await run(['run', 'swap', '--provider', real, '--from', 'BTC', '--to', 'BTC']);
    expect(same.code).toBe(2);
    expect(same.err).toContain(
      '--from: expected a pair that the provider lists, found "BTC" to "BTC"',
    );
  });
});

it('nothing of it is loaded unless it is asked for', () => {
  const loaded = loadedBy('cli/run.ts').filter((name) => name.startsWith('provider/'));
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
