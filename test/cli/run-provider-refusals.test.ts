/** `run --provider`, when there is no answer, and what is said in options and profiles. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { RunReport } from '../../src/cli/run/report.js';
import { exampleKey } from '../../src/sign/example-order.js';
import { referenceProvider } from '../provider/ask/backends.js';
import { closedPort, httpServer } from '../provider/http/servers.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

async function json(...args: string[]): Promise<{ code: number; report: RunReport; err: string }> {
  const { code, out, err } = await run(['run', ...args, '--json']);
  return { code, err, report: JSON.parse(out) as RunReport };
}

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
      err: 'error: --provider: expected a profile of fund, found one of card\n',
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
    expect(report.invented).toContain('refund_address');
    expect(report.invented).not.toContain('payout_address');
  });
});

describe('exit 2', () => {
  const url = 'http://127.0.0.1:1';
  it.each([
    [['swap', '--header', 'a: b'], '--header: expected with --provider, found without'],
    [['swap', '--product', 'swap'], '--product: expected with --provider, found without'],
    [['swap', '--provider', '127.0.0.1:3000'], '--provider: expected a base URL such as http://'],
    [
      ['swap', '--provider', 'nope.yaml'],
      '--provider: expected a base URL such as http://127.0.0.1:3000, or the file of a profile, found no file "nope.yaml"',
    ],
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
      "option '--product <product>' argument 'buy' is invalid",
    ],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(['run', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: ${message}`);
  });

  it('a key in the place of the provider is not repeated', async () => {
    const { code, err } = await run(['run', 'swap', '--provider', '4f'.repeat(32)]);
    expect(code).toBe(2);
    expect(err).toContain('found what looks like a key');
    expect(err).not.toContain('4f4f4f4f');
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
