/** Every option and every file that takes a key takes it in every form. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { newPrivateKey } from '../../src/keys/private-key.js';
import { privateKeyText, publicKeyForms } from '../../src/keys/write-key.js';
import { fixture } from '../check/fixtures.js';
import { type Finished, run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-places-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const json = <T>({ out }: Finished) => JSON.parse(out) as T;
const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');

const key = newPrivateKey('secp256r1');
const forms = publicKeyForms(key.curve, key.publicKey);
const pkcs8 = privateKeyText(key, 'pkcs8');
const jwk = JSON.parse(privateKeyText(key, 'jwk')) as object;

const PRIVATE: readonly [string, string | Uint8Array][] = [
  ['key.pem', pkcs8],
  ['key.der', derOf(privateKeyText(key, 'sec1'))],
  ['key-utf16.pem', Buffer.from(`\uFEFF${pkcs8}`, 'utf16le')],
  ['key.jwk', JSON.stringify({ keys: [jwk] })],
  ['key.json', JSON.stringify({ private_key: pkcs8, kid: 'a' })],
];

describe.each(PRIVATE)('a private key in %s', (name, content) => {
  const path = file(name, content);

  it('is shown', async () => {
    expect(json(await run(['keys', 'show', path, '--json']))).toEqual(forms);
  });

  it('signs', async () => {
    const { code, out } = await run(['sign', 'swap', '--example', '--key', path, '--case']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ curve: 'secp256r1', publicKey: forms.uncompressed });
    const judged = await run(['check', file('signed.json', out), '--json']);
    expect(judged.code).toBe(0);
  });

  it('is a partner of its own, called as the built-in one', async () => {
    const ran = await run(['run', 'swap', '--partner', path, '--json']);
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject({
      outcome: 'approved',
      partner: { name: 'Test partner', curve: 'secp256r1' },
    });
  });

  it('is refused as a public one', async () => {
    const { code, err } = await run(['check', path, '--public-key', path, '--flow', 'swap']);
    expect(code).toBe(2);
    expect(err).toContain('--public-key: expected a public key, found a private one');
  });
});

it('a partner in hex takes the curve of a legacy flow; an NG flow leaves it open', async () => {
  const path = file('key.hex', toHex(key.reveal()));
  const legacy = await run(['run', 'sell', '--legacy', '--partner', path, '--json']);
  expect(json(legacy)).toMatchObject({ partner: { curve: 'secp256r1' } });
  const ng = await run(['run', 'swap', '--partner', path]);
  expect(ng.code).toBe(2);
  expect(ng.err).toContain('expected a curve beside a bare private key, found none');
});

describe('partner files', () => {
  it.each<[string, object]>([
    ['PEM, which names its curve', { privateKey: pkcs8 }],
    ['a JWK', { privateKey: jwk }],
    ['both halves', { privateKey: jwk, publicKey: forms.compressed }],
    ['bytes', { curve: 'secp256r1', privateKey: [...key.reveal()] }],
    [
      'hex with colons',
      {
        curve: 'secp256r1',
        privateKey: Buffer.from(key.reveal()).toString('hex').match(/../g)!.join(':'),
      },
    ],
  ])('%s', async (_, members) => {
    const path = file('partner.json', JSON.stringify({ name: 'Acme', ...members }));
    const ran = await run(['run', 'swap', '--partner', path, '--json']);
    expect(json(ran)).toMatchObject({
      outcome: 'approved',
      partner: { name: 'Acme', curve: 'secp256r1' },
    });
  });
});

describe('public keys of a case', () => {
  const good = fixture('good-swap-k1');
  const { registered, ...rest } = good;
  const point = fromHex(registered.publicKeyHex);
  const own = publicKeyForms(registered.curve, point);
  const spki = derOf(own.pem);
  const FORMS: readonly [string, unknown][] = [
    ['PEM', own.pem],
    ['PEM with \\n', own.pem.replaceAll('\n', '\\n')],
    ['a JWK', own.jwk],
    ['an answer of Azure', { key: { ...own.jwk, kty: 'EC-HSM', crv: 'P-256K' } }],
    ['an answer of AWS', { PublicKey: own.spki, KeySpec: 'ECC_SECG_P256K1' }],
    ['a list of bytes', [...point]],
    ['a Buffer', JSON.parse(JSON.stringify(Buffer.from(point)))],
    ['hex without a curve', own.uncompressed],
    ['x and y without a curve', own.uncompressed.slice(2)],
  ];
  const findings = async (...args: string[]) => {
    const { code, out, err } = await run(['check', ...args, '--json']);
    expect(err).toBe('');
    const { results } = JSON.parse(out) as { results: { findings: { code: string }[] }[] };
    return [code, ...results.flatMap((result) => result.findings.map((finding) => finding.code))];
  };

  it.each(FORMS)('%s, as a member', async (_, form) => {
    for (const members of [
      { publicKey: form },
      { registered: form },
      { registered: { publicKey: form } },
    ]) {
      const path = file('case.json', JSON.stringify({ ...rest, ...members }));
      expect(await findings(path)).toEqual([0]);
    }
  });

  it.each(FORMS)('%s, as an option and in its file', async (_, form) => {
    const path = file('case.json', JSON.stringify(rest));
    const text = typeof form === 'string' ? form : JSON.stringify(form);
    for (const value of [text, file('public.txt', text)]) {
      expect(await findings(path, '--public-key', value)).toEqual([0]);
    }
  });

  it.each<[string, Uint8Array]>([
    ['DER', spki],
    ['UTF-16', Buffer.from(own.pem, 'utf16le')],
  ])('%s in a file', async (_, bytes) => {
    const path = file('case.json', JSON.stringify(rest));
    const keyFile = file('public.bin', bytes);
    expect(await findings(path, '--public-key', keyFile)).toEqual([0]);
    const archive = file('archive.ndjson', `${JSON.stringify(rest)}\n`);
    const bulk = await run([
      'check',
      '--bulk',
      archive,
      '--public-key',
      keyFile,
      '--threads',
      '1',
      '--json',
    ]);
    expect(bulk.code).toBe(0);
  });

  it('a compressed one of both curves takes the curve of the case', async () => {
    const both = readFileSync(
      join(import.meta.dirname, '../golden/cases/keys/secp256k1.pub-comp.txt'),
      'utf8',
    );
    const path = file('case.json', JSON.stringify({ ...rest, curve: 'secp256k1' }));
    const [, ...codes] = await findings(path, '--public-key', both);
    expect(codes).toContain('PUBLIC_KEY_COMPRESSED');
    const open = file('open.json', JSON.stringify(rest));
    const { code, err } = await run(['check', open, '--public-key', both]);
    expect(code).toBe(2);
    expect(err).toContain('expected a curve beside a compressed public key');
  });
});

it('scenarios take a key in PEM, and as a JWK', async () => {
  for (const privateKey of [pkcs8, jwk]) {
    const scenario = {
      name: 'own key',
      flow: { kind: 'swap' },
      partner: { privateKey },
      expect: { outcome: 'approved' },
    };
    const { code } = await run(['test', file('scenario.json', JSON.stringify(scenario))]);
    expect(code).toBe(0);
  }
});

it('a certificate gets the command that takes its key out', async () => {
  const certificate = join(import.meta.dirname, '../golden/cases/keys/secp256k1.cert.pem');
  for (const args of [
    ['keys', 'show', certificate],
    ['check', certificate, '--public-key', certificate],
    ['run', 'swap', '--partner', certificate],
    ['sign', 'swap', '--example', '--key', certificate],
  ]) {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toContain('found a certificate\n');
    expect(err).toContain('openssl x509 -in FILE -pubkey -noout -out public.pem');
  }
});
