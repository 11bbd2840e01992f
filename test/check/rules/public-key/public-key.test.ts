import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../../src/bytes.js';
import { curveNamed, parsePublicKey } from '../../../../src/check/rules/public-key/public-key.js';
import type { Curve } from '../../../../src/exchange/constants.js';
import { KEYS } from '../../cases.js';

const SPKI = {
  secp256k1: '3056301006072a8648ce3d020106052b8104000a034200',
  secp256r1: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
} as const;

describe.each(['secp256k1', 'secp256r1'] as const)('a public key on %s', (curve: Curve) => {
  const { publicKey } = KEYS[curve];
  const der = fromHex(SPKI[curve] + toHex(publicKey));
  const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  const compressed = `${publicKey[64]! % 2 === 0 ? '02' : '03'}${toHex(publicKey.subarray(1, 33))}`;
  const forms: Record<string, unknown> = {
    PEM: key.export({ type: 'spki', format: 'pem' }),
    'PEM with CRLF': String(key.export({ type: 'spki', format: 'pem' })).replaceAll('\n', '\r\n'),
    'SPKI in base64': Buffer.from(der).toString('base64'),
    'SPKI in hex': toHex(der),
    JWK: key.export({ format: 'jwk' }),
    'JWK as text': JSON.stringify(key.export({ format: 'jwk' })),
    hex: toHex(publicKey),
    'hex in capitals with 0x': `0x${toHex(publicKey).toUpperCase()}`,
    'x and y': toHex(publicKey.subarray(1)),
    base64: Buffer.from(publicKey).toString('base64'),
    base64url: Buffer.from(publicKey).toString('base64url'),
  };

  it.each(Object.keys(forms))('is read from %s', (form) => {
    const read = parsePublicKey(forms[form], { field: 'key', curve });
    expect(read).toEqual({ curve, publicKey, noticed: [] });
  });

  it.each(['PEM', 'SPKI in base64', 'JWK'])('names its curve in %s', (form) => {
    expect(parsePublicKey(forms[form], { field: 'key' }).curve).toBe(curve);
    const other = curve === 'secp256k1' ? 'secp256r1' : 'secp256k1';
    expect(() => parsePublicKey(forms[form], { field: 'key', curve: other })).toThrow(
      `key: expected a key on ${other}, found one on ${curve}`,
    );
  });

  it('may be compressed, which is noticed', () => {
    const read = parsePublicKey(compressed, { field: 'key', curve });
    expect(read.publicKey).toEqual(publicKey);
    expect(read.noticed.map(({ code, corrected }) => [code, corrected])).toEqual([
      ['PUBLIC_KEY_COMPRESSED', toHex(publicKey)],
    ]);
  });

  it('may be no point, which is noticed', () => {
    const other = KEYS[curve === 'secp256k1' ? 'secp256r1' : 'secp256k1'].publicKey;
    for (const bytes of [toHex(other), '04'.padEnd(130, '0'), toHex(publicKey).slice(0, 128 - 8)]) {
      const { noticed } = parsePublicKey(bytes, { field: 'key', curve });
      expect(noticed.map(({ code }) => code)).toEqual(['PUBLIC_KEY_MALFORMED']);
    }
  });
});

describe('what is no public key', () => {
  it('is refused, and never repeated when it is private', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const jwk = privateKey.export({ format: 'jwk' });
    for (const secret of [pem, jwk, JSON.stringify(jwk)]) {
      const read = () => parsePublicKey(secret, { field: 'key' });
      expect(read).toThrow(/found a private one/);
      expect(read).not.toThrow(jwk.d!);
    }
  });

  it.each([
    [
      '',
      'expected a public key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found nothing',
    ],
    ['not a key at all !', 'found 18 characters that are no form of a key'],
    [
      String(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })),
      'found an Ed25519 key',
    ],
    [
      String(
        generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
          type: 'spki',
          format: 'pem',
        }),
      ),
      'found an RSA key',
    ],
    [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }, 'expected a JWK with kty EC'],
    ['{', 'found JSON that cannot be read'],
  ])('is refused: %j', (text, message) => {
    expect(() => parsePublicKey(text, { field: 'key' })).toThrow(message);
  });

  it('knows the names of the curves', () => {
    expect(['P-256', 'prime256v1', 'ES256', 'SECP256R1'].map(curveNamed)).toEqual(
      Array(4).fill('secp256r1'),
    );
    expect(['secp256k1', 'ES256K', 'k1'].map(curveNamed)).toEqual(Array(3).fill('secp256k1'));
    expect(['P-384', '', 'toString'].map(curveNamed)).toEqual(Array(3).fill(undefined));
  });
});
