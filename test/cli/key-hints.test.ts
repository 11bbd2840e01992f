/** Files that hold a key and do not show it, and halves of a key that do not do: what to type next. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { Curve } from '../../src/exchange/constants.js';
import { newPrivateKey } from '../../src/keys/private-key.js';
import { privateKeyText, publicKeyForms } from '../../src/keys/write-key.js';
import { fixture } from '../check/fixtures.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-hints-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const golden = (name: string) =>
  join(import.meta.dirname, `../golden/cases/keys/secp256k1.${name}`);

const { registered, ...bare } = fixture('good-swap-k1');
const base64 = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64');

const CLOSED: readonly [name: string, found: string, command: string][] = [
  ['cert.pem', 'a certificate', 'openssl x509 -in FILE -pubkey -noout -out public.pem'],
  ['csr.pem', 'a certificate request', 'openssl req -in FILE -pubkey -noout -out public.pem'],
  ['p12', 'a PKCS #12 store', 'openssl pkcs12 -in FILE -nocerts -nodes -out private.pem'],
];
const ENCRYPTED: readonly string[] = ['p8-enc.pem', 'sec1-enc.pem'];
const DECRYPT = 'openssl pkey -in FILE -out private.pem';

describe('as the public key of a case', () => {
  const textOf = (name: string) => {
    const bytes = readFileSync(golden(name));
    return name === 'p12' ? base64(bytes) : bytes.toString('latin1');
  };

  it.each(CLOSED)(
    '%s: the finding says what it is and how the key is taken out',
    async (name, found, command) => {
      for (const members of [
        { publicKey: textOf(name) },
        { registered: { publicKey: textOf(name), curve: 'secp256k1' } },
      ]) {
        const path = file('case.json', JSON.stringify({ ...bare, ...members }));
        const { code, out } = await run(['check', path, '--json']);
        expect(code).toBe(1);
        const [result] = (JSON.parse(out) as { results: { findings: Record<string, string>[] }[] })
          .results;
        const [finding, ...more] = result!.findings;
        expect(more).toEqual([]);
        expect(finding).toMatchObject({
          code: 'PUBLIC_KEY_MALFORMED',
          title: 'The public key cannot be read',
          field: 'publicKey',
        });
        expect(finding?.evidence).toMatch(new RegExp(`found ${found}\\.$`));
        expect(finding?.fix).toBe(`Take the key out: ${command}`);
      }
    },
  );

  it.each(ENCRYPTED)('%s is a private key and refuses the case', async (name) => {
    const path = file('case.json', JSON.stringify({ ...bare, publicKey: textOf(name) }));
    const { code, err } = await run(['check', path]);
    expect(code).toBe(2);
    expect(err).toContain('found an encrypted private key\n');
    expect(err).toContain(DECRYPT);
  });
});

describe('keys verify', () => {
  it.each([
    ...CLOSED,
    ...ENCRYPTED.map((name) => [name, 'an encrypted private key', DECRYPT] as const),
  ])('%s', async (name, found, command) => {
    const { code, out, err } = await run(['keys', 'verify', golden(name)]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`expected JSON with partners, found ${found}\n`);
    expect(err).toContain(command);
  });
});

it('a public key alone signs nothing: said before anything is printed', async () => {
  const { publicKey, curve } = newPrivateKey('secp256k1');
  const path = file('public.pem', publicKeyForms(curve, publicKey).pem);
  for (const more of [[], ['--json'], ['--verbose']]) {
    const { code, out, err } = await run(['run', 'swap', '--partner', path, ...more]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('expected a private key to sign with, found none');
    expect(err).toContain('exchange-sim keys credentials');
  }
});

describe.each<Curve>(['secp256k1', 'secp256r1'])('partners on %s', (curve) => {
  const key = newPrivateKey(curve);
  const forms = publicKeyForms(curve, key.publicKey);
  const secret = key.reveal();
  const jwk = JSON.parse(privateKeyText(key, 'jwk')) as object;

  it.each<[string, unknown]>([
    ['a list of bytes', [...secret]],
    ['a Buffer', { type: 'Buffer', data: [...secret] }],
    ['numbered bytes', { ...secret }],
    ['signed bytes', [...new Int8Array(secret)]],
    ['a list of one JWK', [jwk]],
    ['hex', toHex(secret)],
    ['base64', base64(secret)],
    ['PEM', privateKeyText(key, 'sec1')],
  ])('%s as the private key of a scenario', async (_, privateKey) => {
    const scenario = {
      name: 'own key',
      flow: { kind: 'swap' },
      partner: { privateKey, curve },
      expect: { outcome: 'approved' },
    };
    const { code, err } = await run(['test', file('scenario.json', JSON.stringify(scenario))]);
    expect([code, err]).toEqual([0, '']);
  });

  it.each<[string, unknown]>([
    ['a list of one JWK', { name: 'Acme', publicKey: [forms.jwk], privateKey: jwk }],
    ['no name', { privateKey: toHex(secret), curve }],
    ['no name, both halves', { publicKey: forms.compressed, privateKey: jwk }],
  ])('%s in a partner file', async (_, partner) => {
    const path = file('partner.json', JSON.stringify(partner));
    const { code, out } = await run(['run', 'swap', '--partner', path, '--json']);
    expect(code).toBe(0);
    const name = (partner as { name?: string }).name ?? 'Test partner';
    expect(JSON.parse(out)).toMatchObject({ outcome: 'approved', partner: { name, curve } });
  });

  it.each<[string, string]>([
    ['a quoted key', `"${forms.compressed}"`],
    ['a compressed list of bytes', JSON.stringify([...Buffer.from(forms.compressed, 'hex')])],
    ['a public key without a name', JSON.stringify({ publicKey: forms.compressed, curve })],
  ])('%s is one public key', async (_, text) => {
    const named = text.startsWith('{')
      ? text
      : JSON.stringify({ publicKey: JSON.parse(text), curve });
    const { err } = await run(['run', 'swap', '--partner', file('partner.json', named)]);
    expect(err).toContain('expected a private key to sign with, found none');
  });

  const service = curve === 'secp256k1' ? 'ECC_SECG_P256K1' : 'ECC_NIST_P256';
  const der = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');
  const pair = {
    PrivateKeyCiphertextBlob: base64(Buffer.alloc(184, 1)),
    PrivateKeyPlaintext: der(privateKeyText(key, 'pkcs8')),
    PublicKey: der(forms.pem),
    KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    KeyPairSpec: service,
  };
  const kubernetes = (data: object) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: 'partner' },
    ...data,
  });
  const pem = privateKeyText(key, 'pkcs8');

  it.each<[string, object]>([
    ['GenerateDataKeyPair of AWS', pair],
    ['a Secret of Kubernetes', kubernetes({ data: { 'tls.key': base64(pem) } })],
    ['its text', kubernetes({ stringData: { 'private.pem': pem } })],
  ])('%s holds a private key', async (_, value) => {
    const path = file('service.json', JSON.stringify(value));
    const shown = await run(['keys', 'show', path, '--json']);
    expect(shown.code).toBe(0);
    expect(JSON.parse(shown.out)).toMatchObject({ curve, compressed: forms.compressed });
    const checked = await run([
      'check',
      file('bare.json', JSON.stringify(bare)),
      '--public-key',
      path,
    ]);
    expect(checked.code).toBe(2);
    expect(checked.err).toContain('expected a public key, found a private one');
  });

  it('a pair of AWS without its plain text is a public key', async () => {
    const { PrivateKeyPlaintext: _, ...rest } = pair;
    const { code, out } = await run([
      'keys',
      'show',
      file('pair.json', JSON.stringify(rest)),
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ curve, uncompressed: forms.uncompressed });
  });

  it('a Secret of Kubernetes in YAML says how to get the JSON', async () => {
    const yaml = `apiVersion: v1\nkind: Secret\ndata:\n  tls.key: ${base64(pem)}\n`;
    const { code, out, err } = await run(['keys', 'show', file('secret.yaml', yaml)]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('found a Secret of Kubernetes in YAML\n');
    expect(err).toContain('kubectl get secret NAME -o json');
  });
});

describe('answers of Vault', () => {
  const point = publicKeyForms(registered.curve, Buffer.from(registered.publicKeyHex, 'hex'));
  const vault = {
    request_id: '1',
    data: {
      latest_version: 1,
      type: 'ecdsa-p256',
      keys: { 1: { name: 'P-256', public_key: point.pem, creation_time: '2026-01-01T00:00:00Z' } },
    },
  };
  const read =
    registered.curve === 'secp256r1'
      ? vault
      : { ...vault, data: { ...vault.data, type: 'any', keys: { 1: { public_key: point.pem } } } };

  it.each<[string, unknown]>([
    ['JSON', read],
    ['text', JSON.stringify(read)],
    ['base64', base64(JSON.stringify(read))],
  ])('in a case, as %s', async (_, publicKey) => {
    for (const members of [{ publicKey }, { registered: publicKey }]) {
      const path = file('case.json', JSON.stringify({ ...bare, ...members }));
      const { code, out } = await run(['check', path, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ results: [{ verdict: 'accepted', findings: [] }] });
    }
  });

  it('as --public-key, in a file and inline', async () => {
    const path = file('case.json', JSON.stringify(bare));
    const text = JSON.stringify(read);
    for (const value of [text, file('vault.json', text)]) {
      const { code, out } = await run(['check', path, '--public-key', value, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ results: [{ verdict: 'accepted', findings: [] }] });
    }
  });
});
