import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Curve } from '../../src/exchange/constants.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { LEDGER_TEST_KEY } from '../../src/exchange/keys.js';
import { testAuthority } from '../../src/host/authority.js';
import { credentialsOf, testPartner } from '../../src/host/partner.js';
import { partnerFromJson } from '../../src/host/partner-file.js';
import { derProblem, nobleVerifier } from '../../src/simulator/verifier.js';

const SECRET = '11'.repeat(32);
const PUBLIC = toHex(testPartner(FLOWS.SWAP_NG).publicKey);
const read = (value: unknown, options: { name?: string; environment?: 'test' | 'prod' } = {}) =>
  partnerFromJson(typeof value === 'string' ? value : JSON.stringify(value), {
    file: 'p.json',
    ...options,
  });

describe('partner files', () => {
  it('our own form, with a private key', async () => {
    const partner = await read({ name: 'Mine', curve: 'secp256r1', privateKey: SECRET });
    expect(partner).toMatchObject({ name: 'Mine', curve: 'secp256r1' });
    expect(partner.key?.publicKey).toEqual(partner.publicKey);
    expect(partner.signature).toBeUndefined();
  });

  it("Ledger Wallet's form for a test provider", async () => {
    const partner = await read({
      name: 'SWAP_TEST',
      payloadSignatureComputedFormat: 'jws',
      publicKey: { curve: 'secp256k1', data: PUBLIC },
      service: { appVersion: 2, name: 'swap' },
      signature: '3045022100',
    });
    expect(toHex(partner.publicKey)).toBe(PUBLIC);
    expect(partner.signature).toEqual(fromHex('3045022100'));
    expect(partner.key).toBeUndefined();
  });

  it('CAL answers: the signature of the environment', async () => {
    const entry = (name: string) => ({
      name,
      public_key: PUBLIC,
      public_key_curve: 'secp256k1',
      service_app_version: 2,
      partner_id: name.toLowerCase(),
      descriptor: { data: '00', signatures: { prod: 'aaaa', test: 'bbbb' } },
    });
    const answer = [entry('One'), entry('Two')];
    expect((await read(answer, { name: 'Two' })).signature).toEqual(fromHex('bbbb'));
    const prod = await read(answer, { name: 'One', environment: 'prod' });
    expect(prod.signature).toEqual(fromHex('aaaa'));
    await expect(read(answer)).rejects.toThrow('p.json: expected one partner, found 2: One, Two');
    await expect(read(answer, { name: 'Three' })).rejects.toThrow(
      'p.json: expected a partner called "Three", found One, Two',
    );
  });

  it.each([
    ['{', 'p.json: expected JSON with a partner, found other text'],
    ['3', 'p.json: expected a JSON object with a partner, found number'],
    [{ name: 'x', curve: 'secp256k1' }, 'p.json: expected privateKey or publicKey, found neither'],
    [{ curve: 'secp256k1', publicKey: PUBLIC }, 'p.json: name: expected string, found nothing'],
    [{ name: 'x', curve: 'ed25519', publicKey: PUBLIC }, 'p.json: curve: expected one of'],
    [{ name: 'x', curve: 'ed25519', publicKey: PUBLIC }, 'found "ed25519"'],
    [
      { name: 'x', curve: 'secp256k1', publicKey: PUBLIC.slice(0, 128) },
      'p.json: publicKey: expected a point of secp256k1, found 64 bytes that are no point of secp256k1',
    ],
    [
      { name: 'x', publicKey: { curve: 'secp256k1', data: 'zz' } },
      'p.json: publicKey: expected a public key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found 2 characters that are no form of a key',
    ],
    [
      { name: 'x', public_key: PUBLIC, public_key_curve: 'k1' },
      'p.json: public_key_curve: expected one of',
    ],
  ])('%j is refused', async (value, message) => {
    await expect(read(value)).rejects.toThrow(message);
  });

  it('never repeats a private key', async () => {
    for (const privateKey of [`${SECRET}zz`, [SECRET], SECRET.slice(2)]) {
      const error = await read({ name: 'x', curve: 'secp256k1', privateKey }).catch((e) => e);
      expect(error.message).toMatch(/^p\.json: privateKey: expected/);
      expect(error.message).not.toContain('1111');
    }
  });
});

interface Vector {
  readonly name: string;
  readonly flow: string;
  readonly payload: string;
  readonly payloadEncoding: string;
  readonly status?: string;
  readonly signature: string;
  readonly publicKeyHex: string;
  readonly partnerName?: string;
  readonly partnerPublicKey?: string;
  readonly partnerCurve?: Curve;
  readonly credentialLayout?: string;
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('credentials', () => {
  const signed = VECTORS.filter(
    ({ flow, partnerName, partnerPublicKey, payloadEncoding, status }) =>
      flow === 'partner-credentials' &&
      partnerName !== undefined &&
      partnerPublicKey !== undefined &&
      payloadEncoding === 'hex' &&
      status === 'verified',
  );

  it.each(signed.map((vector) => [vector.name, vector] as const))(
    '%s: our bytes are those Ledger signed',
    (_, vector) => {
      const ng = vector.credentialLayout?.startsWith('ng') === true;
      const partner = {
        name: vector.partnerName!,
        curve: vector.partnerCurve ?? 'secp256k1',
        publicKey: fromHex(vector.partnerPublicKey!),
      };
      const credentials = credentialsOf(partner, ng ? FLOWS.SWAP_NG : FLOWS.SWAP);
      expect(toHex(credentials)).toBe(vector.payload);
      const problem = derProblem(
        nobleVerifier,
        {
          curve: 'secp256k1',
          publicKey: fromHex(vector.publicKeyHex),
          message: credentials,
          hash: 'sha256',
        },
        fromHex(vector.signature),
      );
      expect(problem).toBeUndefined();
    },
  );

  it('are many', () => {
    expect(signed.length).toBeGreaterThan(10);
  });

  it('of the test partner are signed by the test authority', () => {
    for (const flow of [FLOWS.SWAP_NG, FLOWS.SELL]) {
      const message = credentialsOf(testPartner(flow), flow);
      const signed = {
        curve: 'secp256k1',
        publicKey: LEDGER_TEST_KEY,
        message,
        hash: 'sha256',
      } as const;
      expect(derProblem(nobleVerifier, signed, testAuthority().sign(message))).toBeUndefined();
    }
  });
});
