/** Partner credentials: the public vectors, our own, and the JSON forms of Ledger's tools. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { LEDGER_TEST_KEY } from '../../src/exchange/keys.js';
import { partnerFromJson } from '../../src/host/partner-file.js';
import {
  credentialsSigner,
  decodeCredentials,
  encodeCredentials,
  testCredentials,
} from '../../src/sign/credentials.js';
import { exampleKey } from '../../src/sign/example-order.js';
import { providerForms } from '../../src/sign/provider-forms.js';
import { registrationsOf } from '../../src/sign/registrations.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

interface Vector {
  readonly name: string;
  readonly flow: string;
  readonly payload: string;
  readonly signature: string;
  readonly verifies: boolean;
  readonly signerKey?: 'ledger-prod' | 'ledger-test';
}

const vectors = (
  JSON.parse(
    readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
  ) as readonly Vector[]
).filter(({ flow }) => flow === 'partner-credentials');

describe('public vectors', () => {
  it('are 24: 20 that verify and 4 that do not', () => {
    expect(vectors.filter(({ verifies }) => verifies)).toHaveLength(20);
    expect(vectors.filter(({ verifies }) => !verifies)).toHaveLength(4);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const expected = { 'ledger-prod': 'production', 'ledger-test': 'test' } as const;
    const signer = vector.verifies ? expected[vector.signerKey!] : 'neither';
    const given = [fromHex(vector.payload), fromHex(vector.signature)] as const;
    expect(credentialsSigner(...given).signedBy).toBe(signer);
    expect(credentialsSigner(...given, nodeVerifier).signedBy).toBe(signer);
    const decoded = decodeCredentials(given[0])!;
    const curve = decoded.curve ?? 'secp256k1';
    expect(toHex(encodeCredentials({ ...decoded, curve }))).toBe(vector.payload);
  });

  it('what was signed instead is named where it can be found out', () => {
    const ng = testCredentials({ name: 'Acme', ...partner('secp256k1'), legacy: false });
    const legacy = encodeCredentials({ name: 'acme', ...partner('secp256k1'), legacy: true });
    expect(credentialsSigner(legacy, ng.signature)).toEqual({
      signedBy: 'neither',
      reason: `it is the test key's signature of "Acme" and the same key, with the curve byte of secp256k1 (NG)`,
    });
  });
});

const partner = (curve: 'secp256k1' | 'secp256r1') => ({
  curve,
  publicKey: exampleKey(curve).publicKey,
});

describe.each([
  ['NG on secp256k1', 'secp256k1', false],
  ['NG on secp256r1', 'secp256r1', false],
  ['legacy', 'secp256k1', true],
] as const)('%s', (_, curve, legacy) => {
  const signed = testCredentials({ name: 'Acme Swap', ...partner(curve), legacy });

  it('is signed by the test key', () => {
    expect(credentialsSigner(signed.credentials, signed.signature)).toEqual({ signedBy: 'test' });
    expect(signed.credentials).toHaveLength(1 + 9 + (legacy ? 0 : 1) + 65);
  });

  it('is read back from every JSON form', async () => {
    const { cal, live, calAnswer } = providerForms(signed, 'swap');
    expect(JSON.parse(live)).toEqual(cal);
    expect(live).not.toContain('\n');
    expect(Object.keys(cal)).toEqual([
      'name',
      'payloadSignatureComputedFormat',
      'publicKey',
      'service',
      'signature',
    ]);
    for (const form of [cal, calAnswer]) {
      const text = JSON.stringify(form);
      const read = await partnerFromJson(text, { file: 'f' });
      expect(read).toMatchObject({ name: 'Acme Swap', curve, publicKey: signed.publicKey });
      expect(read.signature).toEqual(signed.signature);
      const [found] = registrationsOf(text, 'f');
      expect(found!.credentials.map(toHex)).toEqual([toHex(signed.credentials)]);
      expect(found!.contradiction).toBe(false);
    }
  });
});

it.each([
  ['ab', 'name: expected a name of 3 to 15 bytes, found 2 in "ab"'],
  ['x'.repeat(16), 'name: expected a name of 3 to 15 bytes, found 16'],
  [' Acme', 'name: expected printable ASCII without blanks around it, found " Acme"'],
  ['Acmé', 'name: expected printable ASCII without blanks around it'],
])('the name %j is refused', (name, message) => {
  expect(() => testCredentials({ name, ...partner('secp256k1'), legacy: false })).toThrow(message);
});

it.each([
  ['nope', 'f: expected JSON with partners, found other text'],
  ['[]', 'f: expected a partner, found an empty list'],
  ['{}', 'f: expected the name of a partner, found undefined'],
  [
    '{"name":"A"}',
    'f: public key: expected a public key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found nothing',
  ],
  [
    '{"name":"A","publicKey":"04","curve":"p"}',
    'f: expected the curve secp256k1 or secp256r1, found "p"',
  ],
  [
    '{"name":"A","publicKey":"04","curve":"secp256k1"}',
    'f: public key: expected a public key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found 2 characters that are no form of a key',
  ],
  [
    `{"name":"A","publicKey":"${toHex(LEDGER_TEST_KEY)}","curve":"secp256k1"}`,
    'f: expected a signature of the credentials, found none',
  ],
])('%s is refused', (text, message) => {
  expect(() => registrationsOf(text, 'f')).toThrow(message);
});

describe('registrations in every public form', () => {
  const real = vectors.find(({ name }) => name === 'cal-swap-moonpay-v2')! as Vector & {
    readonly partnerPublicKey: string;
  };
  const key = { publicKey: real.partnerPublicKey };
  const entry = { name: 'MoonPay', curve: 'secp256k1', ...key, signature: real.signature };
  const der = Buffer.from(real.signature, 'hex');

  it.each([
    ['a table by name', { MoonPay: { ...entry, name: undefined } }],
    ['a table whose names are its own', { moonpay: entry }],
    ['a list inside an answer', { data: [entry] }],
    [
      'the older CAL answer',
      [
        {
          name: 'MoonPay',
          public_key_curve: 'secp256k1',
          public_key: key.publicKey,
          signature: real.signature,
        },
      ],
    ],
    ['a signature in base64', { ...entry, signature: der.toString('base64') }],
    ['a signature in base64url', { ...entry, signature: der.toString('base64url') }],
    ['a signature as Node’s Buffer', { ...entry, signature: der.toJSON() }],
    ['a signature as numbers', { ...entry, signature: [...der] }],
    ['a signature with colons', { ...entry, signature: real.signature.replace(/..(?=.)/g, '$&:') }],
    ['a key as Node’s Buffer', { ...entry, publicKey: Buffer.from(key.publicKey, 'hex').toJSON() }],
    ['the signed bytes alone', { credentials: real.payload, signature: real.signature }],
    ['a published vector', real],
  ])('%s', (_, form) => {
    const [found, ...others] = registrationsOf(JSON.stringify(form), 'f');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: 'MoonPay', contradiction: false });
    const signers = found!.credentials.map((bytes) => credentialsSigner(bytes, found!.signature));
    expect(signers.map(({ signedBy }) => signedBy)).toContain('production');
  });

  it('one a line, and a whole file of vectors', () => {
    const lines = [entry, { ...entry, name: 'Other' }].map((one) => JSON.stringify(one));
    expect(registrationsOf(`${lines.join('\n')}\n`, 'f').map(({ name }) => name)).toEqual([
      'MoonPay',
      'Other',
    ]);
    const whole = readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8');
    const found = registrationsOf(whole, 'f');
    const verdicts = found.map(({ credentials, signature }) =>
      credentials.some((bytes) => credentialsSigner(bytes, signature).signedBy !== 'neither'),
    );
    expect(verdicts).toEqual(vectors.map(({ verifies }) => verifies));
  });
});
