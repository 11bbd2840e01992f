/**
 * What was signed × how it was hashed × how it was written: whatever is combined, the three are
 * named. Made here by hand with node:crypto and noble, not with the tables that are tested.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCase } from '../../../../src/check/answer/read-case.js';
import { Checker } from '../../../../src/check/check.js';
import type { CheckCase } from '../../../../src/check/check-case.js';
import type { Curve } from '../../../../src/exchange/constants.js';
import type { FlowName } from '../../../../src/exchange/flows.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';
import { caseOf, curveFor, made } from '../../cases.js';

const checker = new Checker({ verifier: nodeVerifier });
const CURVES = { secp256k1, secp256r1: p256 };
const SECRET = createHash('sha256').update('a partner of this test').digest();
const ascii = (text: string) => Buffer.from(text, 'latin1');
const hash = (name: string, bytes: Uint8Array) => createHash(name).update(bytes).digest();
const b64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

interface Order {
  /** The payload text. */
  readonly payload: string;
  readonly protobuf: Buffer;
}

type Texts = Readonly<Record<string, readonly [code: string, of: (order: Order) => Buffer]>>;

/** Near the right text: tried with every digest. */
const TEXTS: Texts = {
  right: ['', ({ payload }) => ascii(`.${payload}`)],
  'no dot': ['WITHOUT_DOT_PREFIX', ({ payload }) => ascii(payload)],
  protobuf: ['OVER_RAW_PROTOBUF', ({ protobuf }) => protobuf],
  'dot and protobuf': [
    'OVER_DOT_RAW_PROTOBUF',
    ({ protobuf }) => Buffer.concat([ascii('.'), protobuf]),
  ],
};

/** Hashed by somebody's own code: tried with the usual digests. */
const HANDMADE: Texts = {
  hex: ['OVER_HEX_TEXT', ({ protobuf }) => ascii(`.${protobuf.toString('hex')}`)],
  'hex without dot': ['OVER_HEX_TEXT', ({ protobuf }) => ascii(protobuf.toString('hex'))],
  'hex in capitals': [
    'OVER_HEX_TEXT',
    ({ protobuf }) => ascii(protobuf.toString('hex').toUpperCase()),
  ],
  '0x hex': ['OVER_HEX_TEXT', ({ protobuf }) => ascii(`.0x${protobuf.toString('hex')}`)],
};

const jws = (header: string) =>
  [
    'OVER_JWS_WITH_HEADER',
    ({ payload }: Order) => ascii(`${b64url(ascii(header))}.${payload}`),
  ] as const;

/** Tried with SHA-256. */
const LIBRARY: Texts = {
  'JWS, ES256': jws('{"alg":"ES256"}'),
  'JWS, ES256K with type': jws('{"alg":"ES256K","typ":"JWT"}'),
  'JWS, Python blanks': jws('{"typ": "JWT", "alg": "ES256K"}'),
  'JWS, unencoded payload': jws('{"alg":"ES256","b64":false,"crit":["b64"]}'),
  'JWS of the text': [
    'OVER_JWS_WITH_HEADER',
    ({ payload }) => ascii(`${b64url(ascii('{"alg":"ES256"}'))}.${b64url(ascii(payload))}`),
  ],
  'JWT claims': [
    'OVER_JWS_WITH_HEADER',
    ({ payload }) =>
      ascii(
        `${b64url(ascii('{"alg":"ES256","typ":"JWT"}'))}.${b64url(ascii(JSON.stringify({ data: payload })))}`,
      ),
  ],
  'one = too many': [
    'PADDING_MISMATCH',
    ({ payload }) => ascii(`.${payload}${'='.repeat((4 - (payload.length % 4)) % 4 || 1)}`),
  ],
  'UTF-16': ['OVER_OTHER_TEXT', ({ payload }) => Buffer.from(`.${payload}`, 'utf16le')],
  'UTF-16, high byte first': [
    'OVER_OTHER_TEXT',
    ({ payload }) => Buffer.from(payload, 'utf16le').swap16(),
  ],
  'a line end': ['OVER_OTHER_TEXT', ({ payload }) => ascii(`.${payload}\n`)],
  'CR LF, no dot': ['OVER_OTHER_TEXT', ({ payload }) => ascii(`${payload}\r\n`)],
  'two dots': ['OVER_OTHER_TEXT', ({ payload }) => ascii(`..${payload}`)],
  'a dot behind': ['OVER_OTHER_TEXT', ({ payload }) => ascii(`${payload}.`)],
  quotes: ['OVER_OTHER_TEXT', ({ payload }) => ascii(`"${payload}"`)],
  JSON: ['OVER_OTHER_TEXT', ({ payload }) => ascii(`{"payload":"${payload}"}`)],
  'Python JSON': ['OVER_OTHER_TEXT', ({ payload }) => ascii(`{"payload": "${payload}"}`)],
  'base64 of the text': ['OVER_OTHER_TEXT', ({ payload }) => ascii(b64url(ascii(`.${payload}`)))],
};

type Digests = Readonly<Record<string, readonly [code: string, of: (text: Buffer) => Uint8Array]>>;

const SHA256: Digests = { 'SHA-256': ['', (text) => hash('sha256', text)] };

const personal = (text: Uint8Array) =>
  keccak_256(Buffer.concat([ascii(`\x19Ethereum Signed Message:\n${text.length}`), text]));

const USUAL: Digests = {
  ...SHA256,
  'SHA-1': ['WRONG_HASH', (text) => hash('sha1', text)],
  'SHA-384': ['WRONG_HASH', (text) => hash('sha384', text).subarray(0, 32)],
  'SHA-512': ['WRONG_HASH', (text) => hash('sha512', text).subarray(0, 32)],
  'SHA3-256': ['WRONG_HASH', (text) => hash('sha3-256', text)],
  'Keccak-256': ['WRONG_HASH', (text) => keccak_256(text)],
  'EIP-191': ['WRONG_HASH', personal],
  'SHA-256 twice': ['DOUBLE_HASHED', (text) => hash('sha256', hash('sha256', text))],
  'SHA-256 of hex': [
    'DOUBLE_HASHED',
    (text) => hash('sha256', ascii(hash('sha256', text).toString('hex'))),
  ],
  none: ['NOT_HASHED', (text) => text.subarray(0, 32)],
};

const RARE: Digests = {
  ...USUAL,
  'SHA3-512': ['WRONG_HASH', (text) => hash('sha3-512', text).subarray(0, 32)],
  'RIPEMD-160': ['WRONG_HASH', (text) => hash('ripemd160', text)],
  BLAKE2b: ['WRONG_HASH', (text) => hash('blake2b512', text).subarray(0, 32)],
  'SHA-256 of base64': [
    'DOUBLE_HASHED',
    (text) => hash('sha256', ascii(hash('sha256', text).toString('base64'))),
  ],
  'EIP-191 of SHA-256': ['DOUBLE_HASHED', (text) => personal(hash('sha256', text))],
  'EIP-191 of its hex': [
    'DOUBLE_HASHED',
    (text) => personal(ascii(`0x${hash('sha256', text).toString('hex')}`)),
  ],
  'the hex text itself': [
    'NOT_HASHED',
    (text) => ascii(hash('sha256', text).toString('hex').slice(0, 32)),
  ],
};

type Forms = Readonly<Record<string, readonly [codes: string, of: (rs: Buffer) => unknown]>>;

const half = (rs: Buffer) => [rs.subarray(0, 32), rs.subarray(32)] as const;
const decimal = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString();
const reversed = (bytes: Uint8Array) => Buffer.from(bytes).reverse();
const integer = (bytes: Uint8Array) => {
  const digits = Buffer.from(bytes)
    .toString('hex')
    .replace(/^(00)+/, '');
  const value = Buffer.from(/^[89a-f]/.test(digits) ? `00${digits}` : digits, 'hex');
  return Buffer.concat([Buffer.from([2, value.length]), value]);
};
const der = (rs: Buffer) => {
  const body = Buffer.concat(half(rs).map(integer));
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
};

const FORMS: Forms = {
  right: ['', b64url],
  DER: ['IS_DER', (rs) => b64url(der(rs))],
  'DER with a hash type behind': ['IS_DER', (rs) => b64url(Buffer.concat([der(rs), Buffer.of(1)]))],
  'DER in hex': ['IS_HEX_TEXT IS_DER', (rs) => der(rs).toString('hex')],
  hex: ['IS_HEX_TEXT', (rs) => rs.toString('hex')],
  '0x hex in capitals': ['IS_HEX_TEXT', (rs) => `0x${rs.toString('hex').toUpperCase()}`],
  'hex with colons': [
    'IS_HEX_TEXT MALFORMED',
    (rs) => rs.toString('hex').replace(/..(?=.)/g, '$&:'),
  ],
  'base64 of hex': ['IS_HEX_TEXT', (rs) => b64url(ascii(rs.toString('hex')))],
  'base64 of base64': ['ENCODED_TWICE', (rs) => b64url(ascii(b64url(rs)))],
  'base64 of JSON': [
    'IN_PARTS',
    (rs) =>
      b64url(
        ascii(JSON.stringify({ r: half(rs)[0].toString('hex'), s: half(rs)[1].toString('hex') })),
      ),
  ],
  vault: ['MALFORMED', (rs) => `vault:v1:${rs.toString('base64')}`],
  'vault with DER': ['MALFORMED IS_DER', (rs) => `vault:v12:${der(rs).toString('base64')}`],
  '{r, s} in hex': [
    'IN_PARTS',
    (rs) => ({
      r: `0x${half(rs)[0].toString('hex')}`,
      s: `0x${half(rs)[1].toString('hex')}`,
      v: 27,
    }),
  ],
  '{r, s} in decimal': ['IN_PARTS', (rs) => ({ r: decimal(half(rs)[0]), s: decimal(half(rs)[1]) })],
  '{r, s} in base64': [
    'IN_PARTS',
    (rs) =>
      JSON.stringify({ R: half(rs)[0].toString('base64'), S: half(rs)[1].toString('base64') }),
  ],
  '{r, s} as JSON numbers': [
    'IN_PARTS',
    (rs) => `{"r":${decimal(half(rs)[0])},"s":${decimal(half(rs)[1])}}`,
  ],
  '[r, s]': ['IN_PARTS', (rs) => half(rs).map(decimal)],
  'r,s': [
    'IN_PARTS',
    (rs) =>
      half(rs)
        .map((one) => one.toString('hex'))
        .join(','),
  ],
  'base64 with a dot between': ['IN_PARTS', (rs) => half(rs).map(b64url).join('.')],
  'base64 of each': ['IN_PARTS', (rs) => half(rs).map(b64url).join('')],
  'padded base64 of each': [
    'IN_PARTS',
    (rs) =>
      half(rs)
        .map((one) => one.toString('base64'))
        .join(''),
  ],
  Buffer: ['AS_NUMBERS', (rs) => rs.toJSON()],
  'Uint8Array as JSON': ['AS_NUMBERS', (rs) => ({ ...new Uint8Array(rs) })],
  'byte list': ['AS_NUMBERS', (rs) => `[${[...rs].join(', ')}]`],
  'signed bytes': ['AS_NUMBERS IS_DER', (rs) => [...new Int8Array(der(rs))]],
  'one decimal number': ['AS_NUMBERS', (rs) => decimal(Buffer.concat([Buffer.of(0), rs]))],
  'r and s of 33 bytes': [
    'WRONG_LENGTH',
    (rs) => b64url(Buffer.concat(half(rs).flatMap((one) => [Buffer.of(0), one]))),
  ],
  'recovery id behind': ['WRONG_LENGTH', (rs) => b64url(Buffer.concat([rs, Buffer.of(28)]))],
  'recovery id in front': ['WRONG_LENGTH', (rs) => b64url(Buffer.concat([Buffer.of(0x1f), rs]))],
  exchanged: ['S_R_SWAPPED', (rs) => b64url(Buffer.concat([half(rs)[1], half(rs)[0]]))],
  backwards: ['LITTLE_ENDIAN', (rs) => b64url(Buffer.concat(half(rs).map(reversed)))],
  'all backwards': ['LITTLE_ENDIAN S_R_SWAPPED', (rs) => b64url(reversed(rs))],
  quoted: ['MALFORMED', (rs) => `"${b64url(rs)}"`],
  'URL-encoded': ['MALFORMED', (rs) => encodeURIComponent(`${rs.toString('base64')}`)],
  'blanks for +': ['MALFORMED', (rs) => rs.toString('base64').replaceAll('+', ' ')],
  'data: URL': ['MALFORMED', (rs) => `data:;base64,${rs.toString('base64')}`],
  'characters of one byte': ['MALFORMED', (rs) => rs.toString('latin1')],
  'compact JWS': [
    'MALFORMED',
    (rs) => `${b64url(ascii('{"alg":"ES256"}'))}.${b64url(ascii('x'))}.${b64url(rs)}`,
  ],
};

/** A warning that depends on the characters a signature happens to have. */
const ALPHABET = 'SIGNATURE_STANDARD_BASE64';

function signedCase(
  name: FlowName,
  {
    curve,
    digest,
    text,
    form,
  }: {
    curve: Curve;
    digest: (text: Buffer) => Uint8Array;
    text: (order: Order) => Buffer;
    form: (rs: Buffer) => unknown;
  },
): { judged: CheckCase; rs: Buffer } {
  const order = made(name, {}, { curve });
  const { payload } = order;
  const protobuf = Buffer.from(payload, order.flow.encoding === 'raw' ? 'hex' : 'base64url');
  const message = text({ payload: protobuf.toString('base64url'), protobuf });
  const used = CURVES[order.curve];
  const options = { prehash: false, lowS: false, format: 'compact' } as const;
  const scalar = Buffer.alloc(32);
  const bytes = digest(message);
  // Shorter hashes are numbers, too: zeros in front.
  scalar.set(bytes, 32 - bytes.length);
  const rs = Buffer.from(used.sign(scalar, SECRET, options));
  const publicKey = Buffer.from(used.getPublicKey(SECRET, false)).toString('hex');
  return { rs, judged: caseOf(order, { signature: form(rs), publicKey, curve: order.curve }) };
}

const codesOf = (judged: CheckCase) =>
  checker
    .check(judged)
    .findings.map(({ code }) => code)
    .filter((code) => code.startsWith('SIGNATURE_') && code !== ALPHABET)
    .map((code) => code.slice('SIGNATURE_'.length))
    .sort();

const wanted = (...codes: string[]) =>
  [...new Set(codes.join(' ').split(' ').filter(Boolean))].sort();

/** Flows whose payload travels as text; legacy ones have their own curve and form. */
const NG: readonly FlowName[] = ['SWAP_NG', 'SELL_NG', 'FUND_NG'];
const CURVE_NAMES: readonly Curve[] = ['secp256k1', 'secp256r1'];

function holds(texts: Texts, digests: Digests, forms: Forms, runs: number): void {
  const one = <T>(table: Readonly<Record<string, T>>) => fc.constantFrom(...Object.entries(table));
  fc.assert(
    fc.property(
      fc.constantFrom(...NG),
      fc.constantFrom(...CURVE_NAMES),
      one(texts),
      one(digests),
      one(forms),
      (
        name,
        curve,
        [, [textCode, text]],
        [, [digestCode, digest]],
        [formName, [formCodes, form]],
      ) => {
        const { judged, rs } = signedCase(name, { curve, digest, text, form });
        fc.pre(formName !== 'blanks for +' || rs.toString('base64').includes('+'));
        expect(codesOf(judged)).toEqual(wanted(textCode, digestCode, formCodes));
      },
    ),
    { numRuns: runs },
  );
}

describe('what was signed, how it was hashed, how it is written', () => {
  it('near texts, every digest, every form', () => holds(TEXTS, RARE, FORMS, 60));
  it('texts made by hand, usual digests, every form', () => holds(HANDMADE, USUAL, FORMS, 30));
  it('texts of libraries, SHA-256, every form', () => holds(LIBRARY, SHA256, FORMS, 60));

  it.each(Object.keys(FORMS))('%s', (form) => holds(TEXTS, SHA256, { [form]: FORMS[form]! }, 6));
  it.each(Object.keys(RARE))('%s', (digest) => holds(TEXTS, { digest: RARE[digest]! }, FORMS, 2));
  it.each(Object.keys(LIBRARY))('over %s', (text) =>
    holds({ text: LIBRARY[text]! }, SHA256, { right: FORMS.right! }, 2),
  );

  it('the evidence names all three', () => {
    const { judged } = signedCase('SELL_NG', {
      curve: 'secp256r1',
      text: TEXTS['no dot']![1],
      digest: USUAL['SHA-512']![1],
      form: FORMS['DER in hex']![1],
    });
    const { findings } = checker.check(judged);
    expect(findings.find(({ code }) => code === 'SIGNATURE_WITHOUT_DOT_PREFIX')?.evidence).toBe(
      'It verifies over the payload text without the dot, hashed with SHA-512, read as hex text, as DER.',
    );
  });
});

describe('legacy flows', () => {
  const legacy = (name: FlowName, text: keyof typeof TEXTS, digest: string, form: string) => {
    const [curve, of] = [curveFor(made(name).flow, 'secp256k1'), TEXTS[text]!];
    const { judged } = signedCase(name, {
      curve,
      text: of[1],
      digest: RARE[digest]![1],
      form: FORMS[form]![1],
    });
    return codesOf(judged);
  };

  it('sell is signed as today, on secp256r1', () => {
    expect(legacy('SELL', 'right', 'SHA-256', 'right')).toEqual([]);
    expect(legacy('SELL', 'no dot', 'Keccak-256', 'DER')).toEqual(
      wanted('WITHOUT_DOT_PREFIX WRONG_HASH IS_DER'),
    );
  });

  it('fund takes DER: only what else is wrong is named', () => {
    expect(legacy('FUND', 'right', 'SHA-256', 'DER')).toEqual([]);
    expect(legacy('FUND', 'protobuf', 'none', 'DER')).toEqual(
      wanted('OVER_RAW_PROTOBUF NOT_HASHED'),
    );
    expect(legacy('FUND', 'no dot', 'SHA-1', 'backwards')).toEqual(
      wanted('WITHOUT_DOT_PREFIX WRONG_HASH LITTLE_ENDIAN'),
    );
  });

  it('swap covers the protobuf bytes, in hex', () => {
    expect(legacy('SWAP', 'protobuf', 'SHA-256', 'hex')).toEqual([]);
    expect(legacy('SWAP', 'protobuf', 'EIP-191', 'hex')).toEqual(wanted('WRONG_HASH'));
    expect(legacy('SWAP', 'right', 'SHA-256', 'hex')).toEqual(wanted('OVER_OTHER_TEXT'));
    expect(legacy('SWAP', 'no dot', 'SHA-256 twice', 'hex')).toEqual(
      wanted('OVER_OTHER_TEXT DOUBLE_HASHED'),
    );
  });
});

describe('headers that the answer carries', () => {
  const header = '{"alg":"ES256","kid":"a key of ours, 2026"}';
  const answered = (providerSig: (order: { payload: string; signature: string }) => object) => {
    const { judged } = signedCase('SWAP_NG', {
      curve: 'secp256r1',
      digest: (text) => hash('sha256', text),
      text: ({ payload }) => ascii(`${b64url(ascii(header))}.${payload}`),
      form: b64url,
    });
    const { payload, signature, key, nonce } = judged;
    const value = {
      flow: 'swap',
      nonce: Buffer.from(nonce!).toString('hex'),
      publicKey: Buffer.from(key!.publicKey).toString('hex'),
      curve: key!.curve,
      providerSig: providerSig({ payload, signature: signature! }),
    };
    return codesOf(readCase(value, 'answer'));
  };
  const protectedHeader = b64url(ascii(header));

  it.each([
    ['protected', (order: object) => ({ ...order, protected: protectedHeader })],
    ['header as an object', (order: object) => ({ ...order, header: JSON.parse(header) })],
    ['header as JSON text', (order: object) => ({ ...order, header })],
    ['kid', (order: object) => ({ ...order, kid: 'a key of ours, 2026' })],
    [
      'a compact JWS beside it',
      (order: { payload: string; signature: string }) => ({
        ...order,
        jws: `${protectedHeader}.${order.payload}.${order.signature}`,
      }),
    ],
  ] as const)('%s', (_, providerSig) => {
    expect(answered(providerSig)).toEqual(['OVER_JWS_WITH_HEADER']);
  });

  it.each([
    ['detached', ''],
    ['compact', 'payload'],
  ] as const)('a %s JWS as signature', (_, middle) => {
    const codes = answered(({ payload, signature }) => ({
      payload,
      signature: `${protectedHeader}.${middle === '' ? '' : payload}.${signature}`,
    }));
    expect(codes).toEqual(wanted('MALFORMED OVER_JWS_WITH_HEADER'));
  });

  it('the list of a general JWS', () => {
    const codes = answered(({ payload, signature }) => ({
      payload,
      signatures: [{ protected: protectedHeader, signature }],
    }));
    expect(codes).toEqual(['OVER_JWS_WITH_HEADER']);
  });
});

describe('what cannot be verified', () => {
  const order = made('SWAP_NG');
  const message = ascii(`.${order.payload}`);
  const given = (signature: unknown) => checker.check(caseOf(order, { signature })).findings;

  it.each([
    ['RSA', 'RSA with a key of 2048 bits', generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['P-384', 'ECDSA on P-384, in DER', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['P-521', 'ECDSA on P-521, in DER', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['Ed448', 'Ed448', generateKeyPairSync('ed448')],
  ] as const)('%s is told by its size', (name, algorithm, { privateKey }) => {
    const digest = name === 'Ed448' ? null : 'sha384';
    const [found] = given(b64url(sign(digest, message, privateKey)));
    expect(found?.code).toBe('SIGNATURE_OTHER_ALGORITHM');
    expect(found?.evidence).toContain(algorithm);
  });

  it('Schnorr verifies with the same key', () => {
    const signature = schnorr.sign(hash('sha256', message), SECRET);
    const publicKey = Buffer.from(secp256k1.getPublicKey(SECRET, false)).toString('hex');
    const { findings } = checker.check(
      caseOf(order, { signature: b64url(signature), publicKey, curve: 'secp256k1' }),
    );
    expect(findings.map(({ code }) => code)).toEqual(['SIGNATURE_OTHER_ALGORITHM']);
    expect(findings[0]?.evidence).toContain('Schnorr signature (BIP 340) over the right bytes');
  });

  it('half a signature, and a hash in its place', () => {
    const [only] = given(order.signature.slice(0, 43));
    expect(only).toMatchObject({ code: 'SIGNATURE_WRONG_LENGTH' });
    expect(only?.evidence).toContain('It may be r alone');
    const [sent] = given(hash('sha256', message).toString('hex'));
    expect(sent?.evidence).toContain('It is the hash itself and no signature');
  });

  it('bytes that became U+FFFD are lost', () => {
    const text = Buffer.from(order.signature, 'base64url').toString('utf8');
    expect(given(text)[0]?.evidence).toContain('they are lost');
    expect(given(b64url(Buffer.from(text)))[0]?.evidence).toContain('they are lost');
  });

  it('numbers that JSON rounded are lost', () => {
    const findings = given({ r: Number('1.25e76'), s: Number('2.5e76') });
    const found = findings.find(({ code }) => code === 'SIGNATURE_AS_NUMBERS');
    expect(found?.evidence).toContain('The others are lost');
  });

  it('a key that is no point says nothing of whose signature it is', () => {
    const publicKey = `04${'11'.repeat(64)}`;
    const { findings } = checker.check(caseOf(order, { publicKey }));
    expect(findings.map(({ code }) => code)).toEqual(['PUBLIC_KEY_MALFORMED']);
  });

  it('a key registered on the other curve is recognised by its signature', () => {
    const { judged } = signedCase('SWAP_NG', {
      curve: 'secp256r1',
      digest: (text) => hash('sha256', text),
      text: TEXTS.right![1],
      form: b64url,
    });
    const key = { ...judged.key!, curve: 'secp256k1' } as const;
    expect(codesOf({ ...judged, key })).toEqual(['WRONG_CURVE']);
  });
});
