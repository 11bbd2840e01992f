/**
 * What libraries and transports put around a signature or sign along with the payload: JWS in its
 * forms, COSE, SSH, escapes, prefixes, buffers. Made by hand with noble, on both curves.
 */
import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { readCase } from '../../../../src/check/answer/read-case.js';
import { Checker } from '../../../../src/check/check.js';
import type { Curve } from '../../../../src/exchange/constants.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';
import { made, NONCE } from '../../cases.js';

const checker = new Checker({ verifier: nodeVerifier });
const CURVES: readonly Curve[] = ['secp256k1', 'secp256r1'];
const ascii = (text: string) => Buffer.from(text, 'latin1');
const b64url = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64url');
const ALG = { secp256k1: 'ES256K', secp256r1: 'ES256' } as const;

const LIBRARY = { secp256k1, secp256r1: p256 };
const SECRET = createHash('sha256').update('carriers').digest();
const { payload } = made('SWAP_NG');
const protobuf = Buffer.from(payload, 'base64url');

/** The same for the same message (RFC 6979). */
const rsOf = (curve: Curve, message: Uint8Array | string) => {
  const options = { prehash: false, lowS: false, format: 'compact' } as const;
  const digest = createHash('sha256').update(message).digest();
  return Buffer.from(LIBRARY[curve].sign(digest, SECRET, options));
};
const halves = (rs: Buffer) => [rs.subarray(0, 32), rs.subarray(32)] as const;
/** A big-endian number without needless zeros, positive. */
const mpint = (bytes: Buffer) => {
  const at = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(at);
  return digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits;
};
const integer = (bytes: Buffer) => Buffer.concat([Buffer.of(2, bytes.length), bytes]);
const sequence = (...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
};
const derOf = (rs: Buffer) => sequence(...halves(rs).map((one) => integer(mpint(one))));

function found(curve: Curve, providerSig: unknown, more: object = {}) {
  const value = {
    flow: 'swap',
    nonce: Buffer.from(NONCE).toString('hex'),
    publicKey: Buffer.from(LIBRARY[curve].getPublicKey(SECRET, false)).toString('hex'),
    curve,
    providerSig,
    ...more,
  };
  return checker.check(readCase(value, 'answer')).findings;
}

/** The codes in order, without the warning that depends on the characters there happen to be. */
const codes = (curve: Curve, providerSig: unknown) =>
  found(curve, providerSig)
    .map(({ code }) => code)
    .filter((code) => code !== 'SIGNATURE_STANDARD_BASE64');
const signatureOver = (curve: Curve, message: Uint8Array | string) => ({
  payload,
  signature: b64url(rsOf(curve, message)),
});

const JWS = 'SIGNATURE_OVER_JWS_WITH_HEADER';

describe.each(CURVES)('JWS on %s', (curve) => {
  const alg = ALG[curve];
  const unencoded = JSON.stringify({ alg, b64: false, crit: ['b64'] });
  const front = (header: string) => ascii(`${b64url(header)}.`);

  it.each([
    ['the protobuf bytes', protobuf],
    ['the payload text', ascii(payload)],
    ['base64url of the payload text', ascii(b64url(payload))],
  ])('b64:false over %s', (what, content) => {
    const message = Buffer.concat([front(unencoded), content]);
    const [first, ...more] = found(curve, signatureOver(curve, message));
    expect(more).toEqual([]);
    expect(first?.code).toBe(JWS);
    const shown = what === 'the payload text' ? 'the payload' : what;
    expect(first?.evidence).toBe(
      `It verifies over the header ${unencoded}, '.' and ${shown}, hashed with SHA-256, read as it was sent.`,
    );
  });

  it('b64:false with another member that crit names, carried in protected', () => {
    const header = b64url(
      JSON.stringify({ alg, b64: false, crit: ['b64', 'exp'], exp: 1_900_000_000 }),
    );
    const message = Buffer.concat([ascii(`${header}.`), protobuf]);
    const answer = { ...signatureOver(curve, message), protected: header };
    expect(codes(curve, answer)).toEqual([JWS]);
  });

  const header = JSON.stringify({ alg, kid: 'ours>>>???' });
  it('protected in standard base64 with padding, signed as sent', () => {
    const blanks = ' '.repeat((4 - (header.length % 3)) % 3);
    const standard = Buffer.from(header + blanks).toString('base64');
    expect(standard).toMatch(/[+/].*=$/);
    const answer = { ...signatureOver(curve, `${standard}.${payload}`), protected: standard };
    expect(codes(curve, answer)).toEqual([JWS]);
  });

  it('a carried header and the payload with padding', () => {
    const padded = payload.padEnd(Math.ceil(payload.length / 4) * 4, '=');
    expect(padded).not.toBe(payload);
    const encoded = b64url(header);
    const answer = { ...signatureOver(curve, `${encoded}.${padded}`), protected: encoded };
    expect(codes(curve, answer)).toEqual([JWS]);
  });

  it.each(['header', 'protected'])('the header as an object in %s', (member) => {
    const answer = {
      ...signatureOver(curve, `${b64url(header)}.${payload}`),
      [member]: JSON.parse(header),
    };
    expect(codes(curve, answer)).toEqual([JWS]);
  });

  it('a compact JWS over claims of its own', () => {
    const claims = { sub: 'order 17', iat: 1_700_000_000 };
    const message = `${b64url(header)}.${b64url(JSON.stringify(claims))}`;
    const signature = `${message}.${b64url(rsOf(curve, message))}`;
    const all = found(curve, { payload, signature });
    expect(all.map(({ code }) => code)).toEqual(['SIGNATURE_MALFORMED', JWS]);
    expect(all[1]?.evidence).toContain(
      'it signs these claims ("{\\"sub\\":\\"order 17\\",\\"iat\\":1700000000}"), not the payload',
    );
  });

  it('an empty signature beside a list of signatures', () => {
    const { signature } = signatureOver(curve, `.${payload}`);
    const all = found(curve, { payload, signature: '', signatures: [{ signature }] });
    expect(all.map(({ code }) => code)).toEqual(['ANSWER_MEMBER_NAME']);
    expect(all[0]?.evidence).toBe('signature is empty; signatures is judged instead.');
  });

  it('the second of two signatures fits', () => {
    const { signature } = signatureOver(curve, `.${payload}`);
    const other = b64url(rsOf(curve, 'an order of somebody else'));
    const signatures = [{ signature: other }, { signature }];
    const all = found(curve, { payload, signatures });
    expect(all.map(({ code }) => code)).toEqual(['ANSWER_MEMBER_NAME', 'ANSWER_MEMBER_TYPE']);
    expect(all[1]?.evidence).toContain(
      'There are 2 signatures, and the device gets one. The first is judged and verifies over nothing that was tried; entry 2',
    );
    expect(all[1]?.corrected).toBe(signature);
  });

  it('the second of two signatures fits with its own header', () => {
    const own = b64url(header);
    const { signature } = signatureOver(curve, `${own}.${payload}`);
    const other = b64url(rsOf(curve, 'an order of somebody else'));
    const signatures = [{ signature: other }, { protected: own, signature }];
    const all = found(curve, { payload, signatures }).map(({ code }) => code);
    expect(all).toEqual(['ANSWER_MEMBER_NAME', 'ANSWER_MEMBER_TYPE', JWS]);
  });
});

const lengths = (width: number, ...parts: Uint8Array[]) =>
  Buffer.concat(
    parts.flatMap((part) => {
      const size = Buffer.alloc(width);
      size.writeUIntBE(part.length, 0, width);
      return [size, part];
    }),
  );
const cborBytes = (bytes: Uint8Array) => {
  const { length } = bytes;
  const head =
    length < 24
      ? Buffer.of(0x40 | length)
      : length < 256
        ? Buffer.of(0x58, length)
        : Buffer.of(0x59, length >> 8, length & 0xff);
  return Buffer.concat([head, bytes]);
};

describe.each(CURVES)('structures around a signature on %s', (curve) => {
  const rs = rsOf(curve, `.${payload}`);
  const der = derOf(rs);
  const sent = (signature: string) => codes(curve, { payload, signature });

  it.each([
    ['as -t ecdsa', (blob: Buffer) => blob],
    [
      'in a file of ssh-keygen -Y',
      (blob: Buffer) =>
        Buffer.concat([
          ascii('SSHSIG'),
          Buffer.of(0, 0, 0, 1),
          lengths(4, ascii('a key'), ascii('orders'), ascii(''), ascii('sha512'), blob),
        ]),
    ],
  ])('SSH, %s', (_, around) => {
    const blob = lengths(4, ascii('ecdsa-sha2-nistp256'), lengths(4, ...halves(rs).map(mpint)));
    expect(sent(around(blob).toString('base64'))).toEqual(['SIGNATURE_IN_PARTS']);
  });

  const header = Buffer.from(curve === 'secp256r1' ? 'a10126' : 'a101382e', 'hex');
  const structure = (content: Uint8Array) =>
    Buffer.concat([
      Buffer.of(0x84, 0x6a),
      ascii('Signature1'),
      ...[header, Buffer.alloc(0), content].map(cborBytes),
    ]);

  it.each([
    ['the protobuf bytes', protobuf],
    ['the payload text', ascii(payload)],
    ["'.' and the payload text", ascii(`.${payload}`)],
  ])('COSE_Sign1 around %s', (what, content) => {
    const signature = rsOf(curve, structure(content));
    const alone = found(curve, { payload, signature: b64url(signature) });
    expect(alone.map(({ code }) => code)).toEqual(['SIGNATURE_OVER_OTHER_TEXT']);
    expect(alone[0]?.evidence).toContain(`the Sig_structure of COSE_Sign1 around ${what}`);

    const front = Buffer.concat([Buffer.of(0xd2, 0x84), cborBytes(header)]);
    const kid = Buffer.concat([Buffer.of(0xa1, 4), cborBytes(ascii('k1'))]);
    const whole = Buffer.concat([front, kid, cborBytes(content), cborBytes(signature)]);
    const detached = Buffer.concat([front, Buffer.of(0xa0, 0xf6), cborBytes(signature)]);
    for (const form of [whole, detached]) {
      expect(sent(b64url(form)).sort()).toEqual([
        'SIGNATURE_MALFORMED',
        'SIGNATURE_OVER_OTHER_TEXT',
      ]);
    }
  });

  it('base58', () => {
    expect(sent(base58.encode(rs))).toContain('SIGNATURE_MALFORMED');
    expect(sent(base58.encode(rs))).not.toContain('SIGNATURE_INVALID_ALL_INPUTS');
    expect(sent(base58.encode(der))).not.toContain('SIGNATURE_INVALID_ALL_INPUTS');
  });

  it.each([
    ['zeros of a larger buffer', Buffer.alloc(8)],
    ['zeros up to 128 bytes', Buffer.alloc(64)],
    ['a line end', Buffer.of(0x0a)],
    ['CR and LF', Buffer.of(0x0d, 0x0a)],
  ])('%s behind r and s', (_, rest) => {
    const all = found(curve, { payload, signature: b64url(Buffer.concat([rs, rest])) });
    expect(all.map(({ code }) => code)).toEqual(['SIGNATURE_WRONG_LENGTH']);
    expect(all[0]?.corrected).toBe(b64url(rs));
  });

  const [r, s] = halves(rs);
  it.each([
    [
      'zeros in front of r and s',
      sequence(...[r, s].map((one) => integer(Buffer.concat([Buffer.alloc(2), one])))),
    ],
    ['numbers that became negative', sequence(integer(r), integer(s))],
    ['a long length', Buffer.concat([Buffer.of(0x30, 0x82, 0, der.length - 2), der.subarray(2)])],
    ['zeros behind', Buffer.concat([der, Buffer.alloc(3)])],
  ])('DER with %s', (_, bytes) => {
    const all = found(curve, { payload, signature: b64url(bytes) });
    expect(all.map(({ code }) => code)).toEqual(['SIGNATURE_IS_DER']);
    expect(all[0]?.corrected).toBe(b64url(rs));
  });

  it('says what is loose in DER', () => {
    const zeros = sequence(...[r, s].map((one) => integer(Buffer.concat([Buffer.alloc(2), one]))));
    const evidence = found(curve, { payload, signature: b64url(zeros) })[0]?.evidence;
    expect(evidence).toContain('zeros in front that DER does not allow');
  });
});

describe.each(CURVES)('texts around a signature on %s', (curve) => {
  const rs = rsOf(curve, `.${payload}`);
  const der = derOf(rs);
  const standard = rs.toString('base64');

  it.each(['ES256:', 'ES256K:', 'ES256K ', 'sig=', 'signature: ', 'Bearer ', 'vault:v1:', '0x'])(
    '%s in front',
    (prefix) => {
      for (const [bytes, more] of [
        [rs, []],
        [der, ['SIGNATURE_IS_DER']],
      ] as const) {
        for (const text of prefix === '0x'
          ? [bytes.toString('hex')]
          : [b64url(bytes), bytes.toString('base64')]) {
          const hex = prefix === '0x' ? ['SIGNATURE_IS_HEX_TEXT'] : ['SIGNATURE_MALFORMED'];
          expect(codes(curve, { payload, signature: prefix + text }).sort()).toEqual(
            [...hex, ...more].sort(),
          );
        }
      }
    },
  );

  const escaped = (map: Readonly<Record<string, string>>, text: string) =>
    text.replace(/[+/="&]/g, (character) => map[character] ?? character);
  it.each([
    ['HTML, decimal', { '+': '&#43;', '/': '&#47;', '=': '&#61;' }, standard],
    ['HTML, hex', { '+': '&#x2B;', '/': '&#x2f;', '=': '&#x3D;' }, standard],
    ['HTML, names', { '+': '&plus;', '/': '&sol;', '=': '&equals;' }, standard],
    ['HTML quotes', { '"': '&quot;' }, `"${standard}"`],
    ['HTML, twice', { '+': '&amp;#43;', '/': '&amp;#47;', '=': '&amp;#61;' }, standard],
    ['JSON, digits', { '+': '\\u002b', '/': '\\u002F', '=': '\\u003d' }, standard],
    ['JSON, slashes', { '/': '\\/', '=': '\\u003d' }, standard],
  ])('%s', (_, map, text) => {
    const signature = escaped(map as Record<string, string>, text);
    expect(codes(curve, { payload, signature })).toEqual(['SIGNATURE_MALFORMED']);
    const first = found(curve, { payload, signature })[0];
    expect(first?.corrected).toBe(b64url(rs));
  });
});
