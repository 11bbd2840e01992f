/** Random keys of both curves, written in every form that is known, are read back as the same keys. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toBigInt, toHex } from '../../src/bytes.js';
import { encodeBase64, encodeBase64url } from '../../src/codec/base64.js';
import type { Curve } from '../../src/exchange/constants.js';
import { type PrivateKey, privateKeyOf } from '../../src/keys/private-key.js';
import { readKey } from '../../src/keys/read-key.js';
import { PRIVATE_KEY_FORMS, privateKeyText, publicKeyForms } from '../../src/keys/write-key.js';

type Writer = (key: PrivateKey) => string | Uint8Array | object;

const spaced = (hex: string, size: number, by: string) =>
  hex.match(new RegExp(`.{1,${size}}`, 'g'))!.join(by);
const lines = (text: string, prefix = '') =>
  text
    .split('\n')
    .map((line) => prefix + line)
    .join('\n');
const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
const derOf = (pem: string) =>
  new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'));
const publicForms = ({ curve, publicKey }: PrivateKey) => publicKeyForms(curve, publicKey);
/** As Java and Python write integers: a zero in front when the first bit is set, none otherwise. */
const signed = (bytes: Uint8Array) => {
  const hex = toBigInt(bytes).toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), '0');
  return fromHex(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even);
};
const coordinates = ({ publicKey }: PrivateKey) =>
  [publicKey.subarray(1, 33), publicKey.subarray(33)] as const;
const jwkWith = (key: PrivateKey, crv: unknown, part: (bytes: Uint8Array) => unknown) => {
  const [x, y] = coordinates(key);
  return { kty: 'EC', crv, x: part(x), y: part(y) };
};
const javaName = {
  secp256k1: 'secp256k1 (1.3.132.0.10)',
  secp256r1: 'secp256r1 [NIST P-256] (1.2.840.10045.3.1.7)',
};
const services = {
  secp256k1: { aws: 'ECC_SECG_P256K1', azure: 'P-256K', gcp: 'EC_SIGN_SECP256K1_SHA256' },
  secp256r1: { aws: 'ECC_NIST_P256', azure: 'P-256', gcp: 'EC_SIGN_P256_SHA256' },
};
const opensslText = (key: PrivateKey, withPrivate: boolean) => {
  const block = (bytes: Uint8Array) => `    ${spaced(spaced(toHex(bytes), 2, ':'), 45, '\n    ')}`;
  const priv = withPrivate ? `priv:\n${block(key.reveal())}\n` : '';
  const name =
    key.curve === 'secp256k1' ? 'ASN1 OID: secp256k1' : 'ASN1 OID: prime256v1\nNIST CURVE: P-256';
  return `${withPrivate ? 'Private' : 'Public'}-Key: (256 bit)\n${priv}pub:\n${block(key.publicKey)}\n${name}\n`;
};

/** Each names its curve, or the point lies on one alone. */
const PUBLIC_WRITERS: Readonly<Record<string, Writer>> = {
  pem: (key) => publicForms(key).pem,
  'pem, CRLF': (key) => publicForms(key).pem.replaceAll('\n', '\r\n'),
  'pem, CR': (key) => publicForms(key).pem.replaceAll('\n', '\r'),
  'pem, \\n in two characters': (key) => publicForms(key).pem.replaceAll('\n', '\\n'),
  'pem, \\r\\n in four': (key) => publicForms(key).pem.replaceAll('\n', '\\r\\n'),
  'pem, escaped twice': (key) => publicForms(key).pem.replaceAll('\n', '\\\\n'),
  'pem in quotes': (key) => JSON.stringify(publicForms(key).pem),
  'pem in a setting': (key) => `PARTNER_KEY="${publicForms(key).pem.replaceAll('\n', '\\n')}"\n`,
  'pem in one line': (key) => publicForms(key).pem.replaceAll('\n', ' '),
  'pem without breaks': (key) => publicForms(key).pem.replaceAll('\n', ''),
  'pem, indented by tabs': (key) => lines(publicForms(key).pem, '\t'),
  'pem with a header': (key) => publicForms(key).pem.replace('\n', '\nComment: partner key\n\n'),
  'pem between words': (key) => `Hello,\nhere it is:\n\n${publicForms(key).pem}\nBest, Zoë\n`,
  'pem, wrapped at 76': (key) =>
    `-----BEGIN PUBLIC KEY-----\n${spaced(publicForms(key).spki, 76, '\n')}\n-----END PUBLIC KEY-----`,
  'pem, UTF-8 with a mark': (key) => Buffer.from(`\uFEFF${publicForms(key).pem}`),
  'pem, UTF-16 LE with a mark': (key) => Buffer.from(`\uFEFF${publicForms(key).pem}`, 'utf16le'),
  'pem, UTF-16 LE': (key) => Buffer.from(publicForms(key).pem, 'utf16le'),
  'pem, UTF-16 BE': (key) => utf16be(publicForms(key).pem),
  'pem in base64': (key) => encodeBase64(Buffer.from(publicForms(key).pem)),
  'pem in base64 in base64': (key) =>
    encodeBase64(Buffer.from(encodeBase64(Buffer.from(publicForms(key).pem)))),
  'pem beside a Latin-1 comment': (key) =>
    Buffer.from(`Schl\u00fcssel\n${publicForms(key).pem}`, 'latin1'),
  der: (key) => derOf(publicForms(key).pem),
  'der with a line break': (key) => concat(derOf(publicForms(key).pem), Uint8Array.of(10)),
  'der with CR and LF': (key) => concat(derOf(publicForms(key).pem), Uint8Array.of(13, 10)),
  'der in hex': (key) => toHex(derOf(publicForms(key).pem)),
  'der in hex with colons': (key) => spaced(toHex(derOf(publicForms(key).pem)), 2, ':'),
  'der in base64url': (key) => encodeBase64url(derOf(publicForms(key).pem)),
  'der in wrapped base64': (key) => spaced(publicForms(key).spki, 20, '\r\n'),
  'a list of bytes of der': (key) => [...derOf(publicForms(key).pem)],
  'signed bytes': (key) => JSON.stringify([...new Int8Array(derOf(publicForms(key).pem))]),
  'Buffer JSON': (key) => JSON.stringify(Buffer.from(key.publicKey)),
  'Uint8Array JSON': (key) => JSON.stringify(new Uint8Array(key.publicKey)),
  'C bytes': ({ publicKey }) =>
    `{ ${[...publicKey].map((b) => `0x${b.toString(16)}`).join(', ')} }`,
  hex: ({ publicKey }) => toHex(publicKey),
  'hex in capitals with 0X': ({ publicKey }) => `0X${toHex(publicKey).toUpperCase()}`,
  'hex with blanks': ({ publicKey }) => spaced(toHex(publicKey), 2, ' '),
  'hex in lines': ({ publicKey }) => spaced(toHex(publicKey), 32, '\n'),
  'hex in quotes': ({ publicKey }) => `'${toHex(publicKey)}'`,
  'x and y in hex': ({ publicKey }) => toHex(publicKey.subarray(1)),
  'x and y in base64': ({ publicKey }) => encodeBase64(publicKey.subarray(1)),
  'bare bytes': ({ publicKey }) => publicKey,
  'an OCTET STRING in hex': ({ publicKey }) => `0441${toHex(publicKey)}`,
  jwk: (key) => publicForms(key).jwk,
  'jwk as text': (key) => JSON.stringify(publicForms(key).jwk),
  'jwk in base64url': (key) => encodeBase64url(Buffer.from(JSON.stringify(publicForms(key).jwk))),
  'jwk with signed numbers': (key) =>
    jwkWith(key, publicForms(key).jwk.crv, (part) => encodeBase64url(signed(part))),
  'jwk in padded base64': (key) => jwkWith(key, publicForms(key).jwk.crv, encodeBase64),
  'jwk in hex': (key) => jwkWith(key, publicForms(key).jwk.crv, toHex),
  'jwk without crv': (key) => jwkWith(key, undefined, encodeBase64url),
  'x and y as bytes': (key) => jwkWith(key, key.curve, (part) => [...part]),
  'x and y, decimal': (key) => {
    const [X, Y] = coordinates(key).map((part) => `${toBigInt(part)}`);
    return { Curve: {}, X, Y };
  },
  'x and y as numbers of Go': (key) => {
    const [x, y] = coordinates(key).map(toBigInt);
    return `{"Curve":{},"X":${x},"Y":${y}}`;
  },
  'one-key set': (key) => ({ keys: [{ ...publicForms(key).jwk, kid: '1', use: 'sig' }] }),
  'a set beside an RSA key': (key) => ({
    keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }, publicForms(key).jwk],
  }),
  'AWS KMS': (key) => ({
    KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    PublicKey: publicForms(key).spki,
    KeySpec: services[key.curve].aws,
    SigningAlgorithms: ['ECDSA_SHA_256'],
  }),
  'AWS KMS, SDK': (key) =>
    JSON.stringify({ KeySpec: services[key.curve].aws, PublicKey: derOf(publicForms(key).pem) }),
  'Google Cloud KMS': (key) => ({
    name: 'projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1',
    pem: publicForms(key).pem,
    pemCrc32c: '1234567890',
    algorithm: services[key.curve].gcp,
  }),
  'Azure Key Vault': (key) => ({
    key: {
      ...publicForms(key).jwk,
      kty: 'EC-HSM',
      crv: services[key.curve].azure,
      kid: 'https://v/keys/k/1',
    },
    attributes: { enabled: true, created: 1700000000 },
  }),
  'HashiCorp Vault': (key) => ({
    request_id: '0a0a0a0a-1111-2222-3333-444444444444',
    data: { keys: { 3: { name: 'P-256', public_key: publicForms(key).pem } }, latest_version: 3 },
  }),
  "Ledger's tools": ({ curve, publicKey }) => ({ curve, data: toHex(publicKey) }),
  CAL: ({ curve, publicKey }) => ({ public_key: toHex(publicKey), public_key_curve: curve }),
  'compressed beside its curve': (key) => ({
    curve: key.curve,
    publicKey: publicForms(key).compressed,
  }),
  'our own forms': publicForms,
  'openssl -text': (key) => opensslText(key, false),
  Java: (key) => {
    const [x, y] = coordinates(key).map(toBigInt);
    return `Sun EC public key, 256 bits\n  public x coord: ${x}\n  public y coord: ${y}\n  parameters: ${javaName[key.curve]}\n`;
  },
  'Bouncy Castle': (key) => {
    const [x, y] = coordinates(key).map((part) => toBigInt(part).toString(16));
    return `EC Public Key [58:11:7a]\n            X: ${x}\n            Y: ${y}\n`;
  },
  Go: (key) => {
    const [x, y] = coordinates(key).map(toBigInt);
    return `&{Curve:0xc0000a X:+${x} Y:+${y}}`;
  },
};

const PRIVATE_WRITERS: Readonly<Record<string, Writer>> = {
  ...Object.fromEntries(
    PRIVATE_KEY_FORMS.filter((form) => form !== 'hex').flatMap((form): [string, Writer][] => [
      [form, (key) => privateKeyText(key, form)],
      [`${form}, CRLF`, (key) => privateKeyText(key, form).replaceAll('\n', '\r\n')],
      [`${form} in base64`, (key) => encodeBase64(Buffer.from(privateKeyText(key, form)))],
      [`${form}, UTF-16`, (key) => Buffer.from(privateKeyText(key, form), 'utf16le')],
      [`${form} in JSON`, (key) => ({ private_key: privateKeyText(key, form), kid: 'x' })],
    ]),
  ),
  'sec1 in one line': (key) => privateKeyText(key, 'sec1').replaceAll('\n', ' '),
  'sec1 with \\n': (key) => privateKeyText(key, 'sec1').replaceAll('\n', '\\n'),
  'sec1 der': (key) => derOf(privateKeyText(key, 'sec1')),
  'pkcs8 der': (key) => derOf(privateKeyText(key, 'pkcs8')),
  'pkcs8 der in base64': (key) => encodeBase64(derOf(privateKeyText(key, 'pkcs8'))),
  'both halves': (key) => `${publicForms(key).pem}${privateKeyText(key, 'sec1')}`,
  'a jwk with signed numbers': (key) => ({
    ...jwkWith(key, publicForms(key).jwk.crv, (part) => encodeBase64url(signed(part))),
    d: encodeBase64url(signed(key.reveal())),
  }),
  'a jwk without crv': (key) => ({
    ...jwkWith(key, undefined, encodeBase64url),
    d: encodeBase64url(key.reveal()),
  }),
  'private jwk set': (key) => JSON.stringify({ keys: [JSON.parse(privateKeyText(key, 'jwk'))] }),
  'hex beside the curve': (key) => ({ curve: key.curve, privateKey: toHex(key.reveal()) }),
  'hex beside the point': (key) => ({
    privateKey: toHex(key.reveal()),
    publicKey: toHex(key.publicKey),
  }),
  'openssl -text, private': (key) => opensslText(key, true),
};

const BARE_WRITERS: Readonly<Record<string, Writer>> = {
  hex: (key) => toHex(key.reveal()),
  'hex with 0x': (key) => `0x${toHex(key.reveal())}\n`,
  'hex in capitals': (key) => toHex(key.reveal()).toUpperCase(),
  'hex with colons': (key) => spaced(toHex(key.reveal()), 2, ':'),
  'hex in groups': (key) => spaced(toHex(key.reveal()), 8, ' '),
  'hex in quotes': (key) => `"${toHex(key.reveal())}"`,
  'hex in base64': (key) => encodeBase64(Buffer.from(toHex(key.reveal()))),
  'hex in a setting': (key) => `export PARTNER_KEY=${toHex(key.reveal())}`,
  'hex of 33 bytes': (key) => `00${toHex(key.reveal())}`,
  base64: (key) => encodeBase64(key.reveal()),
  base64url: (key) => encodeBase64url(key.reveal()),
  'bytes of a list': (key) => JSON.stringify([...key.reveal()]),
  'Buffer JSON': (key) => JSON.stringify(Buffer.from(key.reveal())),
  'signed bytes': (key) => JSON.stringify([...new Int8Array(key.reveal())]),
};

const secrets = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((bytes) => bytes[0]! < 0xff && bytes[0]! + bytes[1]! > 0);
const settings = { numRuns: 12 };

describe.each(['secp256k1', 'secp256r1'] as const)('%s', (curve: Curve) => {
  const anyKey = secrets.map((secret) => privateKeyOf(curve, secret));

  it.each(Object.entries(PUBLIC_WRITERS))('public: %s', (_, write) => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const reading = readKey(write(key));
        expect(reading).toMatchObject({ kind: 'public', curve });
        expect(reading.kind === 'public' && toHex(reading.publicKey)).toBe(toHex(key.publicKey));
      }),
      settings,
    );
  });

  it.each(Object.entries(PRIVATE_WRITERS))('private: %s', (_, write) => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const reading = readKey(write(key));
        expect(reading.kind).toBe('private');
        expect(reading.kind === 'private' && toHex(reading.key.reveal())).toBe(toHex(key.reveal()));
        expect(reading.kind === 'private' && reading.key.curve).toBe(curve);
      }),
      settings,
    );
  });

  it.each(Object.entries(BARE_WRITERS))('private beside a curve: %s', (_, write) => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const reading = readKey(write(key), { curve });
        expect(reading.kind === 'private' && toHex(reading.key.reveal())).toBe(toHex(key.reveal()));
        expect(readKey(write(key))).toMatchObject({ needsCurve: 'private' });
      }),
      settings,
    );
  });

  it('private, decimal', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const reading = readKey(`${toBigInt(key.reveal())}`, { curve });
        expect(reading.kind === 'private' && toHex(reading.key.reveal())).toBe(toHex(key.reveal()));
      }),
      settings,
    );
  });
});

it('a line of OpenSSH is on P-256', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const { publicKey } = privateKeyOf('secp256r1', secret);
      const field = (bytes: Uint8Array) => concat(Uint8Array.of(0, 0, 0, bytes.length), bytes);
      const parts = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), publicKey];
      const line = `ecdsa-sha2-nistp256 ${encodeBase64(concat(...parts.map(field)))} me@home\n`;
      expect(readKey(line)).toEqual({
        kind: 'public',
        curve: 'secp256r1',
        publicKey,
        isCompressed: false,
      });
    }),
    settings,
  );
});
