/** Key files as libraries, key services and people write them: what each is read as. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { readKey } from '../../src/keys/read-key.js';

const FOLDER = join(import.meta.dirname, '../golden/cases/keys');
const FILES = readdirSync(FOLDER);
const bytesOf = (file: string) => new Uint8Array(readFileSync(join(FOLDER, file)));

/** The public point of a key, by OpenSSL. */
function pointOf(key: KeyObject): string {
  const { x, y } = key.export({ format: 'jwk' });
  return `04${[x, y].map((part) => Buffer.from(part!, 'base64url').toString('hex')).join('')}`;
}

/** Of the key that all files but one hold; that one was made by `openssl ecparam -genkey`. */
const POINT = pointOf(createPublicKey(readFileSync(join(FOLDER, 'secp256k1.pub.pem'))));
const OTHER_POINT = pointOf(
  createPublicKey(createPrivateKey(readFileSync(join(FOLDER, 'secp256k1.sec1-params.pem')))),
);

/** Named by file without `secp256k1.` in front. */
const PUBLIC = [
  ...['pub-0xhex04.txt', 'pub-XYdec.json', 'pub-awskms.json', 'pub-azure-inner.json'],
  ...['pub-azure.json', 'pub-b64ofpem.txt', 'pub-b64raw.txt', 'pub-bom.pem', 'pub-buffer.json'],
  ...['pub-colon.txt', 'pub-compressed.pem', 'pub-crlf.pem', 'pub-crv-1.3.132.0.10.jwk.json'],
  ...['pub-crv-ES256K.jwk.json', 'pub-crv-K-256.jwk.json', 'pub-crv-P-256K.jwk.json'],
  ...['pub-crv-P256K.jwk.json', 'pub-crv-SECP256K1.jwk.json', 'pub-crv-secp256k1.jwk.json'],
  ...['pub-escaped.txt', 'pub-explicit.pem', 'pub-gcpkms.json', 'pub-hex04.txt', 'pub-hex128.txt'],
  ...['pub-hybrid.pem', 'pub-indented.txt', 'pub-java.txt', 'pub-libbuf.json', 'pub-libdata.json'],
  ...['pub-list.json', 'pub-nocrv.jwk.json', 'pub-nonl.txt', 'pub-oneline.txt', 'pub-rn.pem'],
  ...['pub-spki-b64.txt', 'pub-spki-b64url.txt', 'pub-spki-b64wrapped.txt', 'pub-spki-hex.txt'],
  ...['pub-utf16.pem', 'pub-vault.json', 'pub-xy.json', 'pub.der', 'pub.jwk.json', 'pub.jwks.json'],
  'pub.pem',
];

const PRIVATE = [
  ...['p12-dump.pem', 'p8-b64.txt', 'p8.der', 'p8.pem', 'priv-b64ofjwk.txt'],
  ...['priv-crv-1.3.132.0.10.jwk.json', 'priv-crv-ES256K.jwk.json', 'priv-crv-K-256.jwk.json'],
  ...['priv-crv-P-256K.jwk.json', 'priv-crv-P256K.jwk.json', 'priv-crv-SECP256K1.jwk.json'],
  ...['priv-crv-secp256k1.jwk.json', 'priv-gcpsa.json', 'priv.jwk.json', 'priv.jwks.json'],
  ...['sec1-b64.txt', 'sec1-b64ofpem.txt', 'sec1-bom.pem', 'sec1-crlf.pem', 'sec1-escaped.txt'],
  ...['sec1-explicit.pem', 'sec1-indented.txt', 'sec1-nopub.pem', 'sec1-oneline.txt'],
  ...['sec1-params.pem', 'sec1-utf16.pem', 'sec1.der', 'sec1.pem', 'text-and-pem.txt', 'text.txt'],
];

/** They name no curve: of a private key nobody can tell. */
const BARE = [
  ...['priv-0xhex.txt', 'priv-HEX.txt', 'priv-b64of32.txt', 'priv-b64ofhex.txt', 'priv-b64u32.txt'],
  ...['priv-buffer.json', 'priv-bytes.json', 'priv-colon.txt', 'priv-decimal.txt'],
  ...['priv-hex-quoted.txt', 'priv-hex-spaces.txt', 'priv-hex.txt', 'priv-hex66.txt'],
];

const NO_KEY: Readonly<Record<string, { found: string; hint?: string }>> = {
  'cert.pem': { found: 'a certificate', hint: 'openssl x509 -in FILE -pubkey -noout' },
  'csr.pem': { found: 'a certificate request', hint: 'openssl req -in FILE -pubkey -noout' },
  p12: { found: 'a PKCS #12 store', hint: 'openssl pkcs12 -in FILE -nocerts -nodes' },
  'p8-enc.pem': { found: 'an encrypted private key', hint: 'openssl pkey -in FILE' },
  'sec1-enc.pem': { found: 'an encrypted private key', hint: 'openssl pkey -in FILE' },
  'priv-hex62.txt': { found: '31 bytes', hint: 'if zeros in front were dropped' },
  'pub-ssh.txt': { found: '3 characters that are no form of a key' },
};

/** Compressed, and both curves have such a point. */
const ON_BOTH = 'pub-comp.txt';

it('every file is in one of the tables', () => {
  const told = [...PUBLIC, ...PRIVATE, ...BARE, ...Object.keys(NO_KEY), ON_BOTH];
  expect(told.map((name) => `secp256k1.${name}`).sort()).toEqual([...FILES].sort());
});

it.each(PUBLIC)('%s is a public key that names its curve, or lies on one only', (name) => {
  const reading = readKey(bytesOf(`secp256k1.${name}`));
  expect(reading).toMatchObject({
    kind: 'public',
    curve: 'secp256k1',
    isCompressed: name === 'pub-compressed.pem',
  });
  expect(reading.kind === 'public' && toHex(reading.publicKey)).toBe(POINT);
});

it.each(PRIVATE)('%s is a private key', (name) => {
  const reading = readKey(bytesOf(`secp256k1.${name}`));
  if (reading.kind !== 'private') throw new Error(JSON.stringify(reading));
  expect(reading.key.curve).toBe('secp256k1');
  expect(toHex(reading.key.publicKey)).toBe(name === 'sec1-params.pem' ? OTHER_POINT : POINT);
});

it.each(BARE)('%s is a private key beside a curve', (name) => {
  const bytes = bytesOf(`secp256k1.${name}`);
  const reading = readKey(bytes, { curve: 'secp256k1' });
  expect(reading.kind === 'private' && toHex(reading.key.publicKey)).toBe(POINT);
  expect(readKey(bytes)).toMatchObject({ kind: 'unreadable', needsCurve: 'private' });
});

it.each(Object.entries(NO_KEY))('%s is none, and why', (name, { found, hint }) => {
  const reading = readKey(bytesOf(`secp256k1.${name}`), { curve: 'secp256k1' });
  expect(reading).toMatchObject({ kind: 'unreadable', found });
  if (hint !== undefined) expect('hint' in reading && reading.hint).toContain(hint);
});

it('a compressed point of both curves is one of the curve that is said', () => {
  const bytes = bytesOf(`secp256k1.${ON_BOTH}`);
  expect(readKey(bytes)).toMatchObject({ kind: 'unreadable', needsCurve: 'public' });
  const reading = readKey(bytes, { curve: 'secp256k1' });
  expect(reading).toMatchObject({ kind: 'public', isCompressed: true });
  expect(reading.kind === 'public' && toHex(reading.publicKey)).toBe(POINT);
  expect(readKey(bytes, { curve: 'secp256r1' }).kind).toBe('public');
});

describe('the wrong curve is said', () => {
  it.each(['pub.pem', 'p8.der', 'pub-explicit.pem', 'pub-crv-P-256K.jwk.json'])('%s', (name) => {
    expect(readKey(bytesOf(`secp256k1.${name}`), { curve: 'secp256r1' })).toMatchObject({
      kind: 'unreadable',
      expected: 'a key on secp256r1',
      found: 'one on secp256k1',
    });
  });
});

describe('several keys', () => {
  const text = (name: string) => readFileSync(join(FOLDER, `secp256k1.${name}`), 'utf8');
  const one = text('sec1.pem');
  const other = text('sec1-params.pem');
  const jwk = (kid: string, source: string) => {
    const key = createPublicKey(createPrivateKey(source)).export({ format: 'jwk' });
    return { ...key, crv: 'secp256k1', kid };
  };
  const spki = (source: string) =>
    String(createPublicKey(createPrivateKey(source)).export({ format: 'pem', type: 'spki' }));

  it.each<[string, unknown, string]>([
    ['PEM', one + other, '2 keys'],
    ['a set', { keys: [jwk('old', one), jwk('new', other)] }, '2 keys (old, new)'],
    ['a list', [jwk('a', one), jwk('b', other)], '2 keys (a, b)'],
    [
      'versions of Vault',
      { data: { keys: { 1: { public_key: spki(one) }, 2: { public_key: spki(other) } } } },
      '2 keys (1, 2)',
    ],
    [
      'a kid that may be a key itself',
      { keys: [jwk('ab'.repeat(32), one), jwk('new', other)] },
      '2 keys (number 1, new)',
    ],
    [
      'a private key and the public half of another',
      { privateKey: one, publicKey: spki(other) },
      'a private key beside the public half of another one',
    ],
  ])('%s: the sentence says which', (_, source, found) => {
    expect(readKey(source)).toMatchObject({ kind: 'unreadable', found });
  });

  it.each<[string, unknown]>([
    ['PEM', spki(one) + one],
    ['a set', { keys: [jwk('a', one), jwk('b', one)] }],
    ['two members', { privateKey: one, publicKey: spki(one) }],
  ])('%s with the same key twice is one', (_, source) => {
    const reading = readKey(source);
    const point =
      reading.kind === 'private'
        ? reading.key.publicKey
        : 'publicKey' in reading && reading.publicKey;
    expect(toHex(point as Uint8Array)).toBe(POINT);
  });

  it('halves that do not belong together are no key', () => {
    const { d } = createPrivateKey(other).export({ format: 'jwk' });
    expect(readKey({ ...jwk('x', one), d })).toMatchObject({
      kind: 'unreadable',
      found: 'a private key beside the public half of another one',
    });
  });
});

describe('never stuck', () => {
  it.each([
    ['PEM that never ends', '-----BEGIN PRIVATE KEY-----\n'.repeat(40_000)],
    ['blocks without content', '-----BEGIN A-----\n-----END A-----\n'.repeat(30_000)],
    ['brackets', '['.repeat(500_000)],
    ['nested lists', `${'['.repeat(4_000)}1${']'.repeat(4_000)}`],
    ['base64 in base64', 'QUFB'.repeat(200_000)],
    ['hex in groups', '00 '.repeat(300_000)],
    ['a list of numbers', `[${'1,'.repeat(400_000)}1]`],
    ['digits', '1'.repeat(1_000_000)],
    ['names', 'x: '.repeat(300_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['blanks', `a${' '.repeat(1_000_000)}b`],
    [
      'members',
      JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`pem${i}`, {}]))),
    ],
    ['a wide tree', JSON.stringify(tree(5, 16))],
  ])(
    '%s',
    (_, text) => {
      expect(readKey(text).kind).toBe('unreadable');
    },
    10_000,
  );
});

function tree(depth: number, width: number): unknown {
  if (depth === 0) return 'x';
  const inner = tree(depth - 1, width);
  return Object.fromEntries(Array.from({ length: width }, (_, at) => [`data${at}`, inner]));
}
