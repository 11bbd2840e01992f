/** `provider rules` and `provider test` as they are typed. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { profileFrom } from '../../src/cli/provider/profile.js';
import { PRODUCTS } from '../../src/provider/product.js';
import { RULES, rulesOf } from '../../src/provider/rules/index.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const PEM = publicKey.export({ format: 'pem', type: 'spki' }) as string;
const key = file('partner.pem', PEM);
const SECRET = 'sk_live_51H8xyzABC';

describe('provider rules', () => {
  it('lists all of them as JSON, or those of a product', async () => {
    const all = await run(['provider', 'rules', '--json']);
    expect(all).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(all.out)).toEqual({ rules: RULES });
    for (const product of PRODUCTS) {
      const { out } = await run(['provider', 'rules', '--product', product, '--json']);
      expect(JSON.parse(out)).toEqual({ product, rules: rulesOf(product) });
    }
  });

  it('lists them for people, in 80 columns', async () => {
    const { code, out } = await run(['provider', 'rules', '--product', 'fund']);
    const lines = out.split('\n');
    expect(code).toBe(0);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toContain('FUND_MESSAGE (error, fund, needs orders)');
    expect(lines).toContain('HTTP_NOT_TLS (warning, all products)');
    expect(lines).toContain(
      '  A base URL with and without a slash at its end leads to the same API.',
    );
    expect(out).not.toContain('BUY_');
    expect(out).toMatch(/\n72 rules for fund\n$/);
  });

  it('knows no other product', async () => {
    const { code, out, err } = await run(['provider', 'rules', '--product', 'earn']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('earn');
  });
});

describe('provider test, exit 2', () => {
  const url = 'http://127.0.0.1:1';
  const profile = file('p.yaml', `url: ${url}\nproducts: [swap, sell]\n`);
  const one = ['--product', 'swap'];
  it.each([
    [[], 'provider: expected the base URL of a provider, or --profile, found neither'],
    [['127.0.0.1:1', ...one], 'URL: expected a URL with http or https, found "127.0.0.1:1"'],
    [
      [`http://u:${SECRET}@x`, ...one],
      'URL: expected a URL without a user and password, found one',
    ],
    [[`http://x/?k=${SECRET}`, ...one], 'URL: expected a base URL to put paths behind'],
    [[url], '--product: expected one of swap, sell, card, fund, buy, found none'],
    [['--profile', profile], '--product: expected one of swap, sell, found none'],
    [
      ['--profile', profile, '--product', 'buy'],
      '--product: expected one that the profile lists (swap, sell), found buy',
    ],
    [['--profile', join(folder, 'no.yaml'), ...one], '--profile: expected a file, found none at'],
    [
      ['--profile', file('bad.yaml', 'url: http://x\nproduct: swap'), ...one],
      `${folder}/bad.yaml: there is no key "product": did you mean products?`,
    ],
    [
      [url, ...one, '--header', SECRET],
      "--header: expected 'NAME: VALUE', found no colon behind a name",
    ],
    [
      [url, ...one, '--header', `X: \${NO_SUCH_VARIABLE}`],
      '--header: expected the environment variable "NO_SUCH_VARIABLE", found it unset',
    ],
    [
      [url, ...one, '--header', `X Y: ${SECRET}`],
      '--header: expected the name of a header, found "X Y"',
    ],
    [[url, ...one, '--curve', 'secp256k1'], '--curve: expected --public-key beside it, found none'],
    [
      [url, ...one, '--public-key', join(folder, 'no.pem')],
      '--public-key: expected a file, found none',
    ],
    [[url, ...one, '--firmware', '9'], 'expected a firmware such as '],
    [[url, ...one, '--device', 'toaster'], '--device: '],
    [[url, ...one, '--seed', '-1'], '--seed: expected a number from 0 to 4294967295, found "-1"'],
    [[url, ...one, '--seed', '4294967296'], '--seed: expected a number from 0 to 4294967295'],
    [
      [url, ...one, '--json', '--reporter', 'html'],
      '--json: expected no other --reporter beside it, found html',
    ],
    [[url, ...one, '--out', folder], '--out: expected a file to write, found a folder'],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await run(['provider', 'test', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: ${sentence}`);
    expect(err).not.toContain(SECRET);
    expect(err).not.toContain('    at ');
  });
});

describe('the profile of a command line', () => {
  it('comes from options alone', async () => {
    vi.stubEnv('LEDGER_KEY', SECRET);
    const profile = await profileFrom('http://127.0.0.1:1/api/', {
      product: 'card',
      publicKey: key,
      partnerName: 'Example',
      header: [`X-API-KEY: \${LEDGER_KEY}`, 'x-other:a: b'],
    });
    vi.unstubAllEnvs();
    expect(profile).toMatchObject({
      url: 'http://127.0.0.1:1/api/',
      products: ['card'],
      partnerName: 'Example',
      headers: { 'X-API-KEY': SECRET, 'x-other': 'a: b' },
    });
    expect(profile.key?.curve).toBe('secp256k1');
    expect(profile.key?.publicKey).toHaveLength(65);
  });

  it('takes the public half of a private key', async () => {
    const secret = file(
      'private.pem',
      privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    );
    const given = await profileFrom('http://x', { publicKey: secret });
    expect(given.key).toEqual((await profileFrom('http://x', { publicKey: key })).key);
  });

  it.each([
    ['hex', (der: Buffer) => der.subarray(-65).toString('hex')],
    ['base64 of its DER', (der: Buffer) => der.toString('base64')],
    ['a JWK', () => JSON.stringify(publicKey.export({ format: 'jwk' }))],
    ['PEM in one line', () => PEM.trim().replaceAll('\n', '\\n')],
  ])('takes a key that stands in the option as %s', async (_, written) => {
    const text = written(publicKey.export({ format: 'der', type: 'spki' }));
    const given = await profileFrom('http://x', { publicKey: text });
    expect(given.key).toEqual((await profileFrom('http://x', { publicKey: key })).key);
  });

  it('refuses a private key that stands in the option, and does not repeat it', async () => {
    const { d } = privateKey.export({ format: 'jwk' });
    const text = JSON.stringify(privateKey.export({ format: 'jwk' }));
    const given = run([
      'provider',
      'test',
      'http://127.0.0.1:1',
      '--product',
      'swap',
      '--public-key',
      text,
    ]);
    const { code, out, err } = await given;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--public-key: expected a public key, found a private one');
    expect(err).not.toContain(d!);
  });

  it('is the file, with what options say instead', async () => {
    const path = file(
      'whole.yaml',
      'url: http://a\nproducts: [swap]\nheaders: { X-Api-Key: old, X-Kept: kept }\npartnerName: Old\n',
    );
    const profile = await profileFrom('http://b', {
      profile: path,
      header: ['x-api-key: new'],
      partnerName: 'New',
    });
    expect(profile).toMatchObject({ url: 'http://b', products: ['swap'], partnerName: 'New' });
    expect(profile.headers).toEqual({ 'X-Kept': 'kept', 'x-api-key': 'new' });
  });
});

describe('provider test', () => {
  const at = (out: string) => [
    'provider',
    'test',
    'http://127.0.0.1:1',
    '--product',
    'buy',
    ...(out === '' ? [] : ['--out', join(folder, out)]),
  ];

  it('prints exactly one JSON document', async () => {
    const { code, out, err } = await run([...at(''), '--json']);
    expect(code).toBe(3);
    expect(err).toMatch(/^error: nobody answered at http:\/\/127\.0\.0\.1:1: .*refused.*\n/m);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(['product', 'url', 'summary', 'rules']);
    expect(document).toMatchObject({ product: 'buy', url: 'http://127.0.0.1:1' });
    expect(document.rules).toHaveLength(80);
    const { passed, failed, notRun, deviations } = document.summary;
    expect(passed + failed + notRun + deviations).toBe(80);
  });

  it.each([
    ['text', 'http://127.0.0.1:1: '],
    ['json', '"product": "buy"'],
    ['junit', '<testsuites>'],
    ['html', '<!doctype html>'],
  ])('writes its report as %s into a file, and a line to stderr', async (reporter, text) => {
    const { code, out, err } = await run([...at(`report.${reporter}`), '--reporter', reporter]);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(
      /buy http:\/\/127\.0\.0\.1:1: \d+ passed, \d+ failed, \d+ not run, 0 deviations\n/,
    );
    expect(readFileSync(join(folder, `report.${reporter}`), 'utf8').replace(/\s+/g, ' ')).toContain(
      text,
    );
  });
});

describe('against a backend that is not one', () => {
  /** Says back whatever it was told, keys too, in a web page. */
  const server = createServer(({ headers, url = '' }, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<html>${url} ${JSON.stringify(headers)} jane@example.com</html>`);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());

  it.each(['text', 'json', 'junit', 'html', 'github'])(
    'exit 1, and no secret in the report as %s',
    async (reporter) => {
      const { port } = server.address() as AddressInfo;
      const { code, out, err } = await run([
        ...['provider', 'test', `http://127.0.0.1:${port}`, '--product', 'swap'],
        ...['--header', `X-API-KEY: ${SECRET}`, '--reporter', reporter],
      ]);
      expect(code).toBe(1);
      expect(out).toContain('HTTP_HTML_WITH_200');
      for (const text of [out, err]) {
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain(btoa(SECRET).replace(/=+$/, ''));
        expect(text).not.toContain('jane@');
      }
    },
  );
});

it('loads nothing of the kit before it runs', () => {
  const loaded = loadedBy('cli/provider/command.ts').filter((path) => path.startsWith('provider/'));
  expect(loaded).toEqual(['provider/product.ts']);
  expect(loadedBy('cli/program.ts')).not.toContain('provider/product.ts');
  const checked = loadedBy('cli/check/check.ts').filter((path) => path.startsWith('provider/'));
  expect(checked).toEqual([]);
});
