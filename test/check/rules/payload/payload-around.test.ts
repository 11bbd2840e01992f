/** What stands around a payload: named once, and the message and its signature judged all the same. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '../../../../src/bytes.js';
import { check } from '../../../../src/check/check.js';
import { payloadWrapping } from '../../../../src/check/payload/around-bytes.js';
import { decodeBase64url, encodeBase64url } from '../../../../src/codec/base64.js';
import { caseOf, KEYS, made, signed } from '../../cases.js';

const order = made('SWAP_NG');
const protobuf = decodeBase64url(order.payload)!;
const codes = (members: object) =>
  check(caseOf(order, members as Record<string, unknown>)).findings.map(({ code }) => code);

describe('texts around it', () => {
  it.each([
    ['quotes', `"${order.payload}"`],
    ['single quotes', `'${order.payload}'`],
    ['a data URL', `data:application/octet-stream;base64,${order.payload}`],
    ['URL encoding', order.payload.replaceAll('A', '%41')],
    ['JSON', JSON.stringify({ payload: order.payload })],
    ['a list of bytes', JSON.stringify([...Buffer.from(order.payload)])],
  ])('%s: one finding, and the signature verifies over what is inside', (_, payload) => {
    expect(codes({ payload }).filter((code) => code !== 'PAYLOAD_TOO_LARGE')).toEqual([
      'INVALID_ENCODING',
    ]);
    const { findings } = check(caseOf(order, { payload }));
    expect(findings.find(({ code }) => code === 'INVALID_ENCODING')?.corrected).toBe(order.payload);
  });
});

const size = (width: 2 | 4, little: boolean) => {
  const bytes = Buffer.alloc(width);
  const { length } = protobuf;
  if (width === 2) little ? bytes.writeUInt16LE(length) : bytes.writeUInt16BE(length);
  else little ? bytes.writeUInt32LE(length) : bytes.writeUInt32BE(length);
  return bytes;
};

describe('bytes around it', () => {
  it.each([
    ['a varint', Buffer.of(0x80 | (protobuf.length & 0x7f), protobuf.length >> 7)],
    ['4 bytes, low first', size(4, true)],
    ['4 bytes, high first', size(4, false)],
    ['2 bytes, low first', size(2, true)],
    ['2 bytes, high first', size(2, false)],
    ['a gRPC frame', Buffer.concat([Buffer.of(0), size(4, false)])],
    ['a schema registry', Buffer.of(0, 0, 0, 1, 7, 0)],
  ])('%s: the message inside is found', (_, front) => {
    const wrapping = payloadWrapping(concat(front, protobuf));
    expect(wrapping?.code).toBe('PAYLOAD_WRAPPED');
    expect(wrapping?.protobuf).toEqual(protobuf);
  });

  it('a length that reads {, before a nonce that ends in }: no JSON', () => {
    const nonce = Uint8Array.from({ length: 32 }, (_, at) => (at === 31 ? 0x7d : at));
    const fund = (name: string) =>
      made('FUND_NG', { account_name: name, device_transaction_id: nonce });
    const bytesFor = (name: string) => decodeBase64url(fund(name).payload)!;
    const message = bytesFor('x'.repeat(1 + 0x7b - bytesFor('x').length));
    const payload = encodeBase64url(concat(Uint8Array.of(message.length), message));
    expect(Buffer.from(payload, 'base64url').toString('latin1')).toMatch(/^\{[\s\S]*\}$/);
    const found = check(caseOf(order, { flow: 'fund', payload, nonce: toHex(nonce) })).findings;
    expect(found.map(({ code }) => code)).toContain('PAYLOAD_WRAPPED');
  });

  it.each([
    ['gzip', Buffer.of(0x1f, 0x8b, 8, 0)],
    ['zlib', Buffer.of(0x78, 0x9c, 1, 2)],
  ])('%s is named', (_, front) => {
    expect(payloadWrapping(concat(front, protobuf))?.code).toBe('PAYLOAD_WRAPPED');
  });

  it('the message itself has nothing around it', () => {
    expect(payloadWrapping(protobuf)).toBeUndefined();
  });
});

describe.each([
  ['gzip', gzipSync],
  ['zlib', deflateSync],
  ['deflate', deflateRawSync],
  ['Brotli', brotliCompressSync],
] as const)('compressed with %s', (name, compress) => {
  const compressed = compress(protobuf);
  const text = compress(order.payload);
  it.each([
    ['base64url', compressed.toString('base64url')],
    ['base64', compressed.toString('base64')],
    ['base64 of base64', Buffer.from(compressed.toString('base64')).toString('base64url')],
    ['the payload text, in base64url', text.toString('base64url')],
  ])('%s: the message inside is judged, and what the signature covers', (_, payload) => {
    for (const curve of ['secp256k1', 'secp256r1'] as const) {
      const whole = made('SWAP_NG', {}, { curve });
      const inside = check(caseOf(whole, { payload })).findings;
      const others = ['PAYLOAD_STANDARD_BASE64', 'PAYLOAD_TOO_LARGE'];
      const codes = inside.map(({ code }) => code).filter((code) => !others.includes(code));
      expect(codes).toEqual(['PAYLOAD_WRAPPED', 'SIGNATURE_OVER_OTHER_TEXT']);
      const wrapped = inside.find(({ code }) => code === 'PAYLOAD_WRAPPED');
      expect(wrapped?.evidence).toContain(`They are compressed with ${name}`);
      expect(wrapped?.corrected).toBe(order.payload);
      const sent = check(caseOf(signed('SWAP_NG', payload, protobuf, curve))).findings;
      expect(sent.map(({ code }) => code).filter((code) => !others.includes(code))).toEqual([
        'PAYLOAD_WRAPPED',
      ]);
    }
  });

  it('something else than an order is not named so, or not opened', () => {
    const other = compress(Buffer.from('a letter to somebody, not an order at all'));
    expect(payloadWrapping(other)?.protobuf).toBeUndefined();
  });

  it('a bomb is not opened', () => {
    const bomb = compress(Buffer.alloc(10_000_000));
    expect(payloadWrapping(bomb)?.protobuf).toBeUndefined();
  });
});

it('hex was sent, base64url was signed', () => {
  const payload = Buffer.from(protobuf).toString('hex');
  const found = check(caseOf(order, { payload }));
  expect(found.findings.map(({ code }) => code)).toEqual([
    'PAYLOAD_IS_HEX_TEXT',
    'SIGNATURE_OVER_OTHER_TEXT',
  ]);
  expect(found.findings[1]?.evidence).toContain("'.' and the base64url text of the protobuf bytes");
});

it('r of 31 bytes and s of 33, as Java writes them side by side', () => {
  const key = KEYS.secp256k1;
  for (let at = 0; ; at++) {
    const { payload } = made('SWAP_NG', { payin_extra_id: String(at) });
    const rs = key.sign(Buffer.from(`.${payload}`));
    if (rs[0] !== 0) continue;
    // s is always low here: only a high one has a sign byte.
    const high = highS(rs);
    const uneven = concat(high.subarray(1, 32), Uint8Array.of(0), high.subarray(32));
    const judged = caseOf({ ...order, payload, signature: encodeBase64url(uneven) });
    const found = check(judged).findings.map(({ code }) => code);
    expect(found).toContain('SIGNATURE_WRONG_LENGTH');
    expect(found).not.toContain('SIGNATURE_INVALID_ALL_INPUTS');
    return;
  }
});

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature of the same message: n - s. */
function highS(rs: Uint8Array): Uint8Array {
  const s = BigInt(`0x${Buffer.from(rs.subarray(32)).toString('hex')}`);
  const other = (ORDER - s).toString(16).padStart(64, '0');
  return concat(rs.subarray(0, 32), Buffer.from(other, 'hex'));
}

it('bytes that went through UTF-8 are said to be lost', () => {
  const rs = createHash('sha512').update('any').digest();
  const signature = Buffer.from(rs.toString('utf8')).toString('base64url');
  const found = check(caseOf(order, { signature })).findings[0];
  expect(found).toMatchObject({ code: 'SIGNATURE_MALFORMED' });
  expect(found?.evidence).toContain('lost');
});
