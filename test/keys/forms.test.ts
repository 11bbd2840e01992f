/** Keys in all their forms, with Node's OpenSSL as second opinion. */
import {
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  verify,
} from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../../src/bytes.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { testPartner } from '../../src/host/partner.js';
import { newPrivateKey, privateKeyOf } from '../../src/keys/private-key.js';
import { readKey, readPrivateKey } from '../../src/keys/read-key.js';
import { PRIVATE_KEY_FORMS, privateKeyText, publicKeyForms } from '../../src/keys/write-key.js';
import { exampleKey } from '../../src/sign/example-order.js';

const CURVES = [
  ['secp256k1', 'secp256k1'],
  ['secp256r1', 'prime256v1'],
] as const;
const field = '--key f.pem';

describe.each(CURVES)('%s', (curve, openssl) => {
  it('goes through every private form and back, small numbers too', () => {
    const secrets = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 32 }).filter((bytes) => bytes.some((b) => b > 0)),
      fc.constant(Uint8Array.of(1)),
    );
    fc.assert(
      fc.property(secrets, fc.constantFrom(...PRIVATE_KEY_FORMS), (bytes, form) => {
        // Below the order of both curves.
        const secret = concat(new Uint8Array(32 - bytes.length), bytes);
        if (secret[0]! >= 0xff) return;
        const key = privateKeyOf(curve, secret);
        const text = privateKeyText(key, form);
        expect(readKey(text, { curve }).kind).toBe('private');
        const read = readPrivateKey(text, { field, ...(form === 'hex' ? { curve } : {}) });
        expect(toHex(read.reveal())).toBe(toHex(secret));
        expect(read.curve).toBe(curve);
        if (form === 'sec1' || form === 'pkcs8') {
          const again = createPrivateKey(text).export({ format: 'pem', type: form });
          expect(text.trim()).toBe(String(again).trim());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has the public forms OpenSSL has', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: openssl });
    const key = readPrivateKey(String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })), {
      field,
    });
    const forms = publicKeyForms(curve, key.publicKey);
    expect(forms.pem).toBe(pair.publicKey.export({ format: 'pem', type: 'spki' }));
    expect(forms.spki).toBe(
      pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    );
    expect(forms.jwk).toEqual(pair.publicKey.export({ format: 'jwk' }));
    expect(fromHex(forms.uncompressed)).toEqual(key.publicKey);
    expect(forms.compressed.slice(2)).toBe(forms.uncompressed.slice(2, 66));
    const y = Number.parseInt(forms.uncompressed.slice(-1), 16);
    expect(forms.compressed.slice(0, 2)).toBe(y % 2 === 0 ? '02' : '03');
  });

  it('signs what OpenSSL verifies, and the other way round', () => {
    const key = newPrivateKey(curve);
    const publicKey = createPublicKey(publicKeyForms(curve, key.publicKey).pem);
    const message = utf8('message');
    expect(
      verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, key.sign(message)),
    ).toBe(true);
    const own = createPrivateKey(privateKeyText(key, 'sec1'));
    const der = createSign('sha256').update(message).sign(own);
    expect(verify('sha256', message, publicKey, der)).toBe(true);
  });

  it('reads the file of `openssl ecparam -genkey`, parameters in front', () => {
    const key = newPrivateKey(curve);
    const text = `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\r\n${privateKeyText(key, 'sec1').replaceAll('\n', '\r\n')}`;
    expect(readPrivateKey(text, { field }).publicKey).toEqual(key.publicKey);
  });

  it('is nowhere to be seen', () => {
    const key = newPrivateKey(curve);
    const secret = toHex(key.reveal());
    const shown = `${JSON.stringify(key)} ${inspect(key, { depth: 9, showHidden: true })} ${String(key)}`;
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain([...key.reveal()].slice(0, 8).join(', '));
  });
});

const SECRET = 'c0ffee'.padEnd(64, '1');
const pair = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const other = (type: 'rsa' | 'ed25519') =>
  String(
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 1024 })
      : generateKeyPairSync('ed25519')
    ).privateKey.export({ format: 'pem', type: 'pkcs8' }),
  );

it.each([
  [
    'a public key',
    String(pair.publicKey.export({ format: 'pem', type: 'spki' })),
    'found a public key',
  ],
  [
    'an encrypted PKCS #8',
    String(
      pair.privateKey.export({
        format: 'pem',
        type: 'pkcs8',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    ),
    'found an encrypted private key',
  ],
  [
    'an encrypted SEC 1',
    String(
      pair.privateKey.export({
        format: 'pem',
        type: 'sec1',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    ),
    'found an encrypted private key',
  ],
  ['RSA', other('rsa'), 'found an RSA key'],
  ['Ed25519', other('ed25519'), 'found an Ed25519 key'],
  [
    'P-384',
    String(
      generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey.export({
        format: 'pem',
        type: 'sec1',
      }),
    ),
    'found a key on secp384r1',
  ],
  [
    'a certificate',
    '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----',
    'found a certificate',
  ],
  [
    'half a file',
    privateKeyText(exampleKey('secp256k1'), 'pkcs8').slice(0, 80),
    'found PEM text that is cut off',
  ],
  [
    'garbage in PEM',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    'found PEM that holds no key',
  ],
  [
    'a public JWK',
    JSON.stringify(publicKeyForms('secp256k1', exampleKey('secp256k1').publicKey).jwk),
    'found a public key',
  ],
  ['an RSA JWK', '{"kty":"RSA","d":"x"}', 'found kty RSA'],
  ['other JSON', '{"a":1}', 'found a JSON object with no key in it'],
  ['words', 'correct horse', 'found 13 characters that are no form of a key'],
  ['nothing', '', 'found nothing'],
  ['hex without a curve', SECRET, 'expected a curve beside a bare private key'],
])('%s is refused in one sentence without its content', (_, text, message) => {
  let said = '';
  try {
    readPrivateKey(text, { field });
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toContain(message);
  expect(said.startsWith(field)).toBe(true);
  for (const line of text.split('\n')) {
    if (line.length > 20 && !line.startsWith('-----'))
      expect(said).not.toContain(line.slice(0, 20));
  }
});

it('has the keys of the built-in test partner', () => {
  for (const flow of [FLOWS.SWAP, FLOWS.SELL]) {
    const { curve, publicKey } = testPartner(flow);
    expect(exampleKey(curve).publicKey).toEqual(publicKey);
  }
});
