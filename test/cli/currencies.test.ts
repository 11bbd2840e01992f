/** `exchange-sim currencies`, and `--currencies FILE|URL`. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { configurationFor } from '../../src/host/ledger/production.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-currencies-'));
const cacheBefore = process.env.XDG_CACHE_HOME;
beforeEach(() => {
  process.env.XDG_CACHE_HOME = mkdtempSync(join(folder, 'cache-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (cacheBefore === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = cacheBefore;
});

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

describe('currencies', () => {
  it('finds by words, as one JSON document', async () => {
    const { code, out, err } = await run([
      'currencies',
      'gemini',
      'dollar',
      'ethereum',
      '--json',
      '--limit',
      '1',
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).currencies).toEqual([
      {
        id: 'ethereum/erc20/gemini_dollar',
        ticker: 'GUSD',
        name: 'Gemini dollar',
        decimals: 2,
        network: 'ethereum',
        family: 'evm',
        app: 'Ethereum',
        builtIn: null,
        usable: true,
        why: null,
        configuration: '044755534408457468657265756d0e0447555344020000000000000001',
        signature: expect.stringMatching(/^30[0-9a-f]{130,144}$/),
      },
    ]);
    expect(JSON.parse(out).source).toMatchObject({ licence: 'Apache-2.0', signed: 21_351 });
  });

  it('says which are built in, and why one cannot be used', async () => {
    const listed = JSON.parse((await run(['currencies', 'ripple', '--json', '--limit', '1'])).out);
    expect(listed.currencies[0]).toMatchObject({ id: 'ripple', builtIn: 'xrp', usable: true });
    const { out } = await run(['currencies', 'dogecoin', '--limit', '1']);
    expect(out).toContain('is of the Dogecoin app, which is not simulated');
    expect(out).toMatch(/\d+ more: say more words, or --limit \d+\./);
  });

  it('names the nearest where nothing has the words', async () => {
    const { code, out } = await run(['currencies', 'etherum/erc20/aave']);
    expect(code).toBe(1);
    expect(out).toBe(
      "No currency of Ledger's has all of these words. Nearest: ethereum/erc20/aave, ethereum/erc20/aave_, ethereum/erc20/avex.\n",
    );
  });

  it.each([['0'], ['x'], ['-1'], ['1e3']])('refuses --limit %s', async (limit) => {
    expect((await run(['currencies', 'btc', `--limit=${limit}`])).code).toBe(2);
  });

  it('is not loaded by other commands, nor by the help', () => {
    for (const start of ['cli/program.ts', 'cli/check/check.ts', 'cli/run/run.ts']) {
      expect(loadedBy(start).filter((name) => /currencies\/(source|fetch)/.test(name))).toEqual([]);
    }
    expect(loadedBy('cli/program.ts').filter((name) => name.startsWith('host/ledger'))).toEqual([]);
  });
});

/** A row as the registry answers it, of a token nobody has in his lists. */
const NEW_TOKEN = {
  id: 'ethereum/erc20/brand_new',
  ticker: 'BRANDNEW',
  name: 'Brand new',
  units: [{ code: 'BRANDNEW', name: 'Brand new', magnitude: 3 }],
  contract_address: '0x1111111111111111111111111111111111111111',
};

describe('--currencies FILE', () => {
  it('brings currencies in the form of the registry', async () => {
    const path = file('tokens.json', [NEW_TOKEN]);
    const args = ['run', 'swap', '--from', NEW_TOKEN.id, '--to', 'BTC', '--amount', '1.234'];
    const { code, out } = await run([...args, '--currencies', path, '--json']);
    expect(code).toBe(0);
    // 1234 base units.
    expect(JSON.parse(out).payload.fields.amount_to_provider).toMatch(/^0+4d2$/);
  });

  it("keeps a configuration that Ledger has signed, and leaves out others' signatures", async () => {
    const { configuration, signature } = configurationFor({ id: 'ethereum/erc20/aave' })!;
    const rows = [
      {
        id: 'ethereum/erc20/aave_again',
        exchange_app_config_serialized: toHex(configuration),
        exchange_app_signature: toHex(signature),
      },
      {
        id: 'ethereum/erc20/forged',
        ticker: 'FORGED',
        decimals: 6,
        descriptor_exchange_app: {
          data: toHex(configuration).replace('41415645', '41415646'),
          signatures: { prod: toHex(signature), test: '' },
        },
      },
    ];
    const path = file('signed.json', { currencies: rows });
    const { err } = await run(['currencies', 'forged', '--currencies', path, '--json']);
    expect(err).toBe(
      '--currencies: 1 signatures are not of Ledger\'s production key and are left out: "ethereum/erc20/forged"\n',
    );
    const { out } = await run(['currencies', 'aave_again', '--currencies', path, '--json']);
    expect(JSON.parse(out).currencies[0]).toMatchObject({
      ticker: 'AAVE',
      decimals: 18,
      configuration: toHex(configuration),
      signature: toHex(signature),
    });
  });

  it.each([
    ['serve', '--api-port', '0'],
    ['provider', 'test', 'http://127.0.0.1:1', '--product', 'swap'],
    ['provider', 'proxy', 'http://127.0.0.1:1'],
    ['provider', 'backend', '--provider', 'http://127.0.0.1:1'],
    ['test', 'scenarios'],
    ['addresses'],
  ])('is read before anything starts: %s %s', async (...args) => {
    const { code, out, err } = await run([...args, '--currencies', join(folder, 'nowhere.json')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: --currencies: .*nowhere.json": expected a file, or an address/);
  });

  it("takes a map of the provider's own ids", async () => {
    const path = file('map.json', { gusd_main: 'ethereum/erc20/gemini_dollar' });
    const args = ['run', 'fund', '--currency', 'gusd_main', '--amount', '1.5', '--json'];
    const { code, out } = await run([...args, '--currencies', path]);
    expect(code).toBe(0);
    expect(JSON.parse(out).payload.fields).toMatchObject({
      in_currency: 'GUSD',
      in_amount: expect.stringMatching(/^0+96$/),
    });
  });

  it('says which LedgerId of the map is unknown', async () => {
    const path = file('wrong-map.json', { gusd_main: 'ethereum/erc20/gemini_dolar' });
    const args = ['run', 'fund', '--currency', 'gusd_main', '--currencies', path];
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toContain('a LedgerId in --currencies for "gusd_main"');
    expect(err).toContain('found "ethereum/erc20/gemini_dolar", which is unknown');
    expect(err).toContain('Nearest: ethereum/erc20/gemini_dollar');
  });

  it.each([
    ['no JSON', 'hello', 'expected JSON, found something else'],
    ['no list', '{"a": 1}', "expected a list of currencies as Ledger's registry answers it"],
    ['an entry without id', [{ ticker: 'A' }], 'entry 1: expected id, a text, found nothing'],
    [
      'a wrong type',
      [{ id: 7 }],
      'entry 1: expected id, a text of at most 300 characters, found "7"',
    ],
    [
      'wrong decimals',
      [{ ...NEW_TOKEN, decimals: 900 }],
      'entry 1: expected decimals from 0 to 254',
    ],
    ['wrong hex', [{ ...NEW_TOKEN, exchange_app_config_serialized: 'zz' }], 'in hex, found'],
    ['null', [null], 'entry 1: expected a currency with id, found "null"'],
  ])('%s: exit 2 and a sentence', async (name, value, says) => {
    const path = file(`bad-${name.replaceAll(' ', '-')}.json`, value);
    const { code, err } = await run(['currencies', 'btc', '--currencies', path]);
    expect(code).toBe(2);
    expect(err).toContain('--currencies: ');
    expect(err).toContain(says);
  });

  it('no file: exit 2', async () => {
    const { code, err } = await run(['currencies', '--currencies', join(folder, 'none.json')]);
    expect(code).toBe(2);
    expect(err).toContain('expected a file, or an address with https, found neither');
  });
});

describe('--currencies URL', () => {
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let asked: string[] = [];
  let close = () => {};

  async function served(): Promise<string> {
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => {
      server.closeAllConnections();
      server.close();
    };
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/tokens?limit=1`;
  }

  afterEach(() => {
    close();
    asked = [];
  });

  const page = (number: number) => ({
    ...NEW_TOKEN,
    id: `ethereum/erc20/page_${number}`,
    ticker: `PG${number}`,
  });

  it('follows X-Ledger-Next to the last page, and keeps what came', async () => {
    answer = ({ url = '' }, response) => {
      const at = Number(new URL(url, 'http://x').searchParams.get('cursor') ?? 0);
      if (at < 2) response.setHeader('X-Ledger-Next', String(at + 1));
      response.end(JSON.stringify([page(at)]));
    };
    const url = await served();
    const args = ['currencies', 'page_2', '--json', '--currencies', url];
    const first = await run(args);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out).currencies[0].ticker).toBe('PG2');
    expect(asked).toEqual([
      '/v1/tokens?limit=1',
      '/v1/tokens?limit=1&cursor=1',
      '/v1/tokens?limit=1&cursor=2',
    ]);
    close();
    // From the disk: nobody answers any more.
    expect((await run(args)).code).toBe(0);
    expect(asked).toHaveLength(3);
    const kept = readdirSync(join(process.env.XDG_CACHE_HOME!, 'exchange-sim', 'currencies'));
    expect(kept).toHaveLength(1);
  });

  it.each([
    ['an error', 3, (response: ServerResponse) => response.writeHead(500).end('[]'), 'answers 500'],
    ['no list', 2, (response: ServerResponse) => response.end('{}'), 'expected a JSON list from'],
    [
      'no JSON',
      2,
      (response: ServerResponse) => response.end('<html>'),
      'expected a JSON list from',
    ],
    [
      'a redirection',
      3,
      (response: ServerResponse) =>
        response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'no answer from',
    ],
    ['nothing', 3, (response: ServerResponse) => response.destroy(), 'no answer from'],
  ])('%s: exit %i and a sentence', async (_, exit, reply, says) => {
    answer = (_request, response) => void reply(response);
    const { code, err } = await run(['currencies', 'btc', '--currencies', await served()]);
    expect([code, err.includes(says)]).toEqual([exit, true]);
  });

  it('pages without an end: exit 2', async () => {
    answer = (_request, response) => {
      response.setHeader('X-Ledger-Next', 'again');
      response.end('[]');
    };
    const { code, err } = await run(['currencies', 'btc', '--currencies', await served()]);
    expect([code, err.includes('expected at most 1000 pages')]).toEqual([2, true]);
    expect(asked).toHaveLength(1000);
  });

  it.each([['http://example.com/x'], ['ftp://example.com/x'], ['https://a:b@example.com/']])(
    '%s is not asked',
    async (url) => {
      const { code, err } = await run(['currencies', 'btc', '--currencies', url]);
      expect(code).toBe(2);
      expect(err).toContain('expected an address with https');
    },
  );
});
