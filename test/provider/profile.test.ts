/** Profiles: every key, every form of a public key, and one sentence for each thing that is wrong. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { InputError } from '../../src/errors.js';
import { readProfileFile } from '../../src/provider/test/node-profile-file.js';
import { profileHash } from '../../src/provider/test/profile-hash.js';
import { keysAt } from '../../src/provider/test/profile-schema.js';
import { parseProfile, profileOf } from '../../src/provider/test/read-profile.js';

const SECRET = 'sk_live_51H8xyzABC';
const env = { LEDGER_KEY: SECRET, EMPTY: '' };

async function read(text: string, file = 'provider.yaml') {
  return profileOf(await parseProfile(text, file), { where: file, env });
}

/** The sentence; no secret may be in it. */
async function problem(text: string, file?: string): Promise<string> {
  const error = await read(text, file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const { message, hint = '' } = error as InputError;
  expect(message + hint).not.toContain(SECRET);
  return message;
}

const publicKey = secp256k1.getPublicKey(new Uint8Array(32).fill(3), false);
const HEX = toHex(publicKey);
/** As a JWK in a file. */
const JSON_KEY = JSON.stringify({
  kty: 'EC',
  crv: 'secp256k1',
  x: Buffer.from(publicKey.slice(1, 33)).toString('base64url'),
  y: Buffer.from(publicKey.slice(33)).toString('base64url'),
});
const BASE = `url: https://api.example.com/ledger\nproducts: [swap, sell]\n`;

const WHOLE = `${BASE}headers:
  X-API-KEY: \${LEDGER_KEY}
  Authorization: Bearer \${LEDGER_KEY}
partnerName: Example
key: { curve: secp256k1, publicKey: '${HEX}' }
otherKeys:
  - { curve: secp256k1, publicKey: '${HEX}', label: production }
environment: production
currencies:
  btc: { ticker: BTC, decimals: 8, amount: 0.050, memo: 0012, noDeposit: false, restricted: true }
pairs: [{ from: btc, to: eth }]
addresses: { BTC: bc1qexample }
region: { header: X-Country, restricted: KP }
webhook: { listen: http://127.0.0.1:4000, key: '\${LEDGER_KEY}', providerId: example }
deviations:
  - { rule: QUOTE_TOO_SLOW, reason: the old cluster, until: 2027-03-31 }
`;

describe('a profile', () => {
  it('is read with every key; texts stay what was written', async () => {
    const profile = await read(WHOLE);
    expect(profile).toMatchObject({
      url: 'https://api.example.com/ledger',
      products: ['swap', 'sell'],
      headers: { 'X-API-KEY': SECRET, Authorization: `Bearer ${SECRET}` },
      partnerName: 'Example',
      environment: 'production',
      currencies: {
        btc: {
          ticker: 'BTC',
          decimals: 8,
          amount: '0.050',
          memo: '0012',
          noDeposit: false,
          restricted: true,
        },
      },
      pairs: [{ from: 'btc', to: 'eth' }],
      addresses: { BTC: 'bc1qexample' },
      region: { header: 'X-Country', restricted: 'KP' },
      webhook: { listen: 'http://127.0.0.1:4000', key: SECRET, providerId: 'example' },
      deviations: [{ rule: 'QUOTE_TOO_SLOW', reason: 'the old cluster', until: '2027-03-31' }],
    });
    expect(profile.key).toEqual({ curve: 'secp256k1', publicKey, label: 'the registered key' });
    expect(profile.otherKeys).toEqual([{ curve: 'secp256k1', publicKey, label: 'production' }]);
  });

  it('needs url and products alone', async () => {
    const profile = await read(BASE);
    expect(profile).toEqual({
      url: 'https://api.example.com/ledger',
      products: ['swap', 'sell'],
      headers: {},
      partnerName: 'Provider',
      otherKeys: [],
      environment: 'test',
      currencies: {},
      pairs: [],
      addresses: {},
      deviations: [],
    });
  });

  it('is JSON as well', async () => {
    const text = JSON.stringify({ url: 'http://127.0.0.1:1', products: ['buy'] });
    expect((await read(text, 'p.json')).products).toEqual(['buy']);
    expect((await read(text)).products).toEqual(['buy']);
    expect((await read('url: http://127.0.0.1:1\nproducts: card, fund')).products).toEqual([
      'card',
      'fund',
    ]);
  });
});

describe('its key', () => {
  const { publicKey: object } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const jwk = object.export({ format: 'jwk' });
  const pem = object.export({ format: 'pem', type: 'spki' }) as string;
  const spki = object.export({ format: 'der', type: 'spki' }).toString('base64');
  const x = Buffer.from(jwk.x!, 'base64url');
  const y = Buffer.from(jwk.y!, 'base64url');
  const point = new Uint8Array([4, ...x, ...y]);

  it.each([
    ['PEM', JSON.stringify(pem)],
    ['SPKI in base64', JSON.stringify(spki)],
    ['a JWK', JSON.stringify(jwk)],
    ['hex beside its curve', JSON.stringify({ curve: 'P-256', publicKey: toHex(point) })],
    [
      'compressed',
      JSON.stringify({ curve: 'r1', publicKey: toHex(Uint8Array.of(2 + (y.at(-1)! & 1), ...x)) }),
    ],
  ])('%s', async (_, written) => {
    const { key } = await read(`${BASE}key: ${written}`);
    expect(key?.curve).toBe('secp256r1');
    expect(key?.publicKey).toEqual(point);
  });

  it('may stand in a file beside the profile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'partner.pem'), pem);
    writeFileSync(join(folder, 'p.yaml'), `${BASE}key: { file: partner.pem, label: test }`);
    const { key } = await readProfileFile(join(folder, 'p.yaml'));
    expect(key).toEqual({ curve: 'secp256r1', publicKey: point, label: 'test' });
    await expect(readProfileFile(join(folder, 'q.yaml'))).rejects.toThrow(
      'expected a file, found none at',
    );
    writeFileSync(join(folder, 'r.yaml'), `${BASE}key: { file: none.pem }`);
    await expect(readProfileFile(join(folder, 'r.yaml'))).rejects.toThrow(
      'key.file: expected a file, found none',
    );
  });

  it('is never a private one', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const text = await problem(`${BASE}key: ${JSON.stringify(secret)}`);
    expect(text).toContain('expected a public key, found a private one');
    expect(text).not.toContain(secret.split('\n')[1]);
  });

  it('is a point of its curve', async () => {
    const off = `${HEX.slice(0, -2)}00`;
    expect(await problem(`${BASE}key: { curve: k1, publicKey: '${off}' }`)).toMatch(
      /^provider\.yaml: key: expected a point of secp256k1, found /,
    );
  });
});

describe('what is wrong, in one sentence', () => {
  it.each([
    ['', 'provider.yaml: expected a profile with url and products, found nothing'],
    ['- a', 'provider.yaml: expected a profile with url and products, found a list'],
    ['url: [', 'provider.yaml: expected YAML, found other text (line 1, column 7)'],
    [
      `${BASE}url: http://x`,
      'provider.yaml: expected YAML, found other text: a key that stands there twice (line 3, column 1)',
    ],
    ['products: [swap]', 'provider.yaml: expected the key url, found none'],
    ['url: http://x', 'provider.yaml: expected the key products, found none'],
    [
      'url: http://x\nproducts: [swop]',
      'provider.yaml: products.0: expected swap, sell, card, fund, buy, found "swop"',
    ],
    [
      'url: ftp://x\nproducts: [swap]',
      'provider.yaml: url: expected a URL with http or https, found "ftp://x"',
    ],
    [
      'url: api.example.com\nproducts: [swap]',
      'provider.yaml: url: expected a URL with http or https, found "api.example.com"',
    ],
    [
      `url: https://u:${SECRET}@x\nproducts: [swap]`,
      'provider.yaml: url: expected a URL without a user and password, found one',
    ],
    [
      `url: 'https://x/?key=${SECRET}'\nproducts: [swap]`,
      'provider.yaml: url: expected a base URL to put paths behind, found one with ? or #',
    ],
    [`${BASE}header: { a: b }`, 'provider.yaml: there is no key "header": did you mean headers?'],
    [
      `${BASE}currencies: { btc: { tiker: BTC } }`,
      'provider.yaml: there is no key "tiker" in currencies.btc: did you mean ticker?',
    ],
    [
      `${BASE}webhook: { listen: http://x, secret: ${SECRET} }`,
      'provider.yaml: there is no key "secret" in webhook: the keys there are listen, key, providerId',
    ],
    [
      `${BASE}pairs: [{ from: a, too: b }]`,
      'provider.yaml: there is no key "too" in pairs.0: did you mean to?',
    ],
    [
      `${BASE}deviations: [{ rule: QUOTE_TOO_SLOW, why: x, until: 2027-01-01 }]`,
      'provider.yaml: there is no key "why" in deviations.0: the keys there are rule, reason, until',
    ],
    [
      `${BASE}deviations: [{ rule: QUOTE_TO_SLOW, reason: x, until: 2027-01-01 }]`,
      'provider.yaml: deviations.0.rule: there is no rule "QUOTE_TO_SLOW": did you mean QUOTE_TOO_SLOW?',
    ],
    [
      `${BASE}deviations: [{ rule: JSON_INVALID, reason: x, until: 2027-02-30 }]`,
      'provider.yaml: deviations.0.until: expected a date such as 2027-03-31, found "2027-02-30"',
    ],
    [
      `${BASE}deviations: [{ rule: JSON_INVALID, reason: x, until: soon }]`,
      'provider.yaml: deviations.0.until: expected a date such as 2027-03-31, found "soon"',
    ],
    [
      `${BASE}deviations: [{ rule: JSON_INVALID, until: 2027-02-01 }]`,
      'provider.yaml: expected the key deviations.0.reason, found none',
    ],
    [
      `${BASE}headers: { X-Key: '\${NONE}' }`,
      'provider.yaml: headers.X-Key: expected the environment variable "NONE", found it unset',
    ],
    [
      `${BASE}headers: { X-Key: '\${EMPTY}' }`,
      'provider.yaml: headers.X-Key: expected the environment variable "EMPTY", found it empty',
    ],
    [
      `${BASE}headers: { X-Key: "${SECRET}\\nX: 1" }`,
      'provider.yaml: headers.X-Key: expected a value on one line for "X-Key", found characters that no header can have',
    ],
    [
      `${BASE}headers: { X-Key: { a: ${SECRET} } }`,
      'provider.yaml: headers.X-Key: expected a text, found an object',
    ],
    [
      `${BASE}headers: { 'X Key': a }`,
      'provider.yaml: headers.X Key: expected the name of a header, found "X Key"',
    ],
    [
      `${BASE}headers: { Host: a }`,
      'provider.yaml: headers.Host: expected a header of your own, found "Host", which is set by the call itself',
    ],
    [
      `${BASE}region: { restricted: KP }`,
      'provider.yaml: region: expected header, query or endpoint beside restricted, found an object',
    ],
    [
      `${BASE}environment: prod`,
      'provider.yaml: environment: expected test or production, found "prod"',
    ],
    [
      `${BASE}currencies: { btc: { ticker: BTC, amount: 1e3 } }`,
      'provider.yaml: currencies.btc.amount: expected a decimal number such as 0.05, found "1e3"',
    ],
    [
      `${BASE}currencies: { btc: { ticker: BTC, noDeposit: maybe } }`,
      'provider.yaml: currencies.btc.noDeposit: expected true or false, found "maybe"',
    ],
    [
      `${BASE}key: { fil: partner.pem }`,
      'provider.yaml: there is no key "fil" in key: did you mean file?',
    ],
    [`${BASE}key: 12`, 'provider.yaml: key: publicKey: expected'],
  ])('%j', async (text, sentence) => {
    expect((await problem(text)).slice(0, sentence.length)).toBe(sentence);
  });

  it('JSON with a secret in the broken place is not repeated', async () => {
    expect(await problem(`{"headers": {"a": ${SECRET}}}`, 'p.json')).toMatch(
      /^p\.json: expected JSON, found other text/,
    );
  });
});

describe('its hash', () => {
  const hash = async (text: string) => profileHash(await read(text));

  it('is 64 hex digits, the same for the same content in another order', async () => {
    const other = 'products: [swap, sell]\nurl: https://api.example.com/ledger\nenvironment: test';
    expect(await hash(BASE)).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash(other)).toBe(await hash(BASE));
  });

  it('does not depend on secrets, but on everything else', async () => {
    const withKey = (value: string) => hash(`${BASE}headers: { X-API-KEY: ${value} }`);
    expect(await withKey('one')).toBe(await withKey('two'));
    expect(await withKey('one')).not.toBe(await hash(BASE));
    expect(await hash(`${BASE}environment: production`)).not.toBe(await hash(BASE));
    expect(await hash(WHOLE)).not.toBe(await hash(WHOLE.replace('0012', '0013')));
    const hook = (key: string) => hash(`${BASE}webhook: { listen: http://x${key} }`);
    expect(await hook(', key: a')).toBe(await hook(', key: b'));
    expect(await hook(', key: a')).not.toBe(await hook(''));
  });
});

it('docs/provider-test.md shows one that can be read', async () => {
  const page = readFileSync(new URL('../../docs/provider-test.md', import.meta.url), 'utf8');
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const members = await parseProfile(text, 'provider.yaml');
  const profile = await profileOf(members, {
    where: 'provider.yaml',
    env: { LEDGER_KEY: SECRET, PUSH_KEY: SECRET },
    readFile: (name) => (name === 'partner.pem' ? JSON_KEY : ''),
  });
  expect(profile.key?.curve).toBe('secp256k1');
  expect(profile.otherKeys.map(({ label }) => label)).toEqual(['production']);
  // Every key of the format is in the example.
  expect(Object.keys(members).toSorted()).toEqual([...keysAt([])].toSorted());
});
