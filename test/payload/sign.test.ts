import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../src/bytes.js';
import type { Curve } from '../../src/exchange/constants.js';
import { signingKey } from '../../src/keys/private-key.js';
import { readPrivateKey } from '../../src/keys/read-key.js';
import { signPayload } from '../../src/payload/sign.js';

const OPENSSL = { secp256k1: 'secp256k1', secp256r1: 'prime256v1' } as const;
const CURVES = Object.keys(OPENSSL) as Curve[];

const generate = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });

function pem(key: KeyObject, type: 'sec1' | 'pkcs8'): string {
  return key.export({ format: 'pem', type }) as string;
}

describe.each(CURVES)('signing on %s', (curve) => {
  const pair = generate(OPENSSL[curve]);
  const key = readPrivateKey(pem(pair.privateKey, 'sec1'), { field: 'key' });
  const payload = Buffer.from('CipiYzFx-_');

  it('reads SEC 1, PKCS #8 and hex alike', () => {
    const { d } = pair.privateKey.export({ format: 'jwk' });
    const hex = Buffer.from(d!, 'base64url').toString('hex');
    const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
    for (const text of [pem(pair.privateKey, 'sec1'), pem(pair.privateKey, 'pkcs8'), hex]) {
      const read = readPrivateKey(text, { field: 'key', curve });
      expect(read.curve).toBe(curve);
      expect(toHex(read.publicKey)).toBe(toHex(Uint8Array.from(spki).slice(-65)));
    }
  });

  it('takes the key out of a file with EC PARAMETERS in front', () => {
    const text = `-----BEGIN EC PARAMETERS-----\nBgUrgQQACg==\n-----END EC PARAMETERS-----\n${pem(pair.privateKey, 'sec1')}`;
    expect(readPrivateKey(text, { field: 'key' }).publicKey).toEqual(key.publicKey);
  });

  it.each([
    ['rs', true, 'ieee-p1363'],
    ['rs', false, 'ieee-p1363'],
    ['der', true, 'der'],
    ['der', false, 'der'],
  ] as const)('%s, dot %s: OpenSSL verifies it', (format, dotPrefix, dsaEncoding) => {
    const signature = signPayload(key, payload, { format, dotPrefix });
    const message = dotPrefix ? concat(Buffer.from('.'), payload) : payload;
    const check = (signed: Uint8Array) =>
      verify('sha256', signed, { key: pair.publicKey, dsaEncoding }, signature);
    expect(check(message)).toBe(true);
    expect(check(concat(message, Uint8Array.of(0)))).toBe(false);
  });

  it('has r and s on 32 bytes each, and the same signature every time', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (message) => {
        const signature = key.sign(message);
        expect(signature).toHaveLength(64);
        expect(key.sign(message)).toEqual(signature);
      }),
      { numRuns: 30 },
    );
  });

  it('shows no private key when printed', () => {
    const { d } = pair.privateKey.export({ format: 'jwk' });
    const hex = Buffer.from(d!, 'base64url').toString('hex');
    expect(JSON.stringify(Object.values(key).map(String))).not.toContain(hex);
    expect(Object.keys(key).sort()).toEqual(['curve', 'publicKey', 'reveal', 'sign', 'signDigest']);
  });
});

describe('deterministic signatures', () => {
  it('are those of RFC 6979, A.2.5 (P-256, SHA-256)', () => {
    const key = signingKey(
      'secp256r1',
      fromHex('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
    );
    expect(toHex(key.sign(Buffer.from('sample')))).toBe(
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    );
  });
});

describe('keys that are none', () => {
  const other = generate('secp384r1');
  const k1 = generate('secp256k1');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const locked = k1.privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-128-cbc',
    passphrase: 'x',
  }) as string;
  const sec1 = pem(k1.privateKey, 'sec1');
  const expected =
    'expected a private key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found';

  it.each([
    ['another curve', pem(other.privateKey, 'sec1'), 'a key on secp384r1 (P-384)'],
    ['another curve, PKCS #8', pem(other.privateKey, 'pkcs8'), 'a key on secp384r1 (P-384)'],
    ['RSA', pem(rsa.privateKey, 'pkcs8'), 'an RSA key'],
    ['an encrypted key', locked, 'an encrypted private key'],
    [
      'a public key',
      k1.publicKey.export({ format: 'pem', type: 'spki' }) as string,
      'a public key',
    ],
    ['half a PEM', sec1.slice(0, 80), 'PEM text that is cut off'],
    ['damaged base64', sec1.replace(/\n[A-Za-z0-9]/, '\n*'), 'PEM whose base64 is damaged'],
  ])('%s', (_, text, found) => {
    expect(() => readPrivateKey(text, { field: '--key' })).toThrow(`--key: ${expected} ${found}`);
  });

  it('a key on the wrong curve', () => {
    expect(() => readPrivateKey(sec1, { field: '--key', curve: 'secp256r1' })).toThrow(
      '--key: expected a key on secp256r1, found one on secp256k1',
    );
  });

  it.each([['00'.repeat(32)], ['ff'.repeat(32)], ['ab'], ['my secret words']])(
    '%s, without repeating it',
    (text) => {
      let message = '';
      try {
        readPrivateKey(text, { field: 'privateKey', curve: 'secp256k1' });
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^privateKey: expected /);
      expect(message).not.toContain(text.length > 2 ? text : `"${text}"`);
    },
  );

  it('any bytes between the PEM lines are refused, not crashed on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const body = Buffer.from(bytes).toString('base64');
        for (const label of ['EC PRIVATE KEY', 'PRIVATE KEY']) {
          const text = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
          expect(() => readPrivateKey(text, { field: 'key' })).toThrow(/^key: expected/);
        }
      }),
    );
  });
});

describe('node:crypto agrees on the public key', () => {
  it.each(CURVES)('%s', (curve) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (secret) => {
        fc.pre(secret[0]! < 0xff && secret.some((byte) => byte !== 0));
        const { publicKey } = signingKey(curve, secret);
        const jwk = {
          kty: 'EC',
          crv: curve === 'secp256k1' ? 'secp256k1' : 'P-256',
          d: Buffer.from(secret).toString('base64url'),
          x: Buffer.from(publicKey.subarray(1, 33)).toString('base64url'),
          y: Buffer.from(publicKey.subarray(33)).toString('base64url'),
        };
        const theirs = createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }));
        const spki = theirs.export({ format: 'der', type: 'spki' });
        expect(toHex(publicKey)).toBe(toHex(Uint8Array.from(spki).slice(-65)));
      }),
      { numRuns: 20 },
    );
  });
});
