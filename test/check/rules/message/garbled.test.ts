/** Bytes that are no message: the root cause is said, and nothing of what seems to stand in them. */
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../../../src/bytes.js';
import { check } from '../../../../src/check/check.js';
import { scanWire } from '../../../../src/check/payload/wire.js';
import { encodeBase64url } from '../../../../src/codec/base64.js';
import type { FlowName } from '../../../../src/exchange/flows.js';
import { caseOf, made, messageOf, NONCE, signed } from '../../cases.js';

const right = made('SWAP_NG');
const bytes = messageOf(right);

const judged = (payload: string, message = new Uint8Array(0), name: FlowName = 'SWAP_NG') =>
  check(caseOf(signed(name, payload, message)));
const said = (payload: string) =>
  judged(payload).findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);

describe('a payload that lost a character', () => {
  it('is a wrong encoding and nothing else', () => {
    const text = right.payload;
    const { findings } = judged(`${text.slice(0, 10)} ${text.slice(11)}`);
    expect(findings.map(({ code }) => code)).toEqual(['INVALID_ENCODING']);
  });

  it('is judged all the same where only a line end was added', () => {
    const wrong = made('SWAP_NG', { payout_address: `0x${'0'.repeat(39)}1` }).payload;
    expect(said(`${wrong.slice(0, 76)}\n${wrong.slice(76)}`)).toEqual([
      'error INVALID_ENCODING payload',
      'wrong-on-screen PAYOUT_ADDRESS_NOT_USERS payout_address',
    ]);
  });
});

it('bytes whose fields are not those of the message have one finding', () => {
  const hex = toHex(bytes).slice(0, 120);
  const utf16 = Uint8Array.from([...hex].flatMap((digit) => [digit.charCodeAt(0), 0]));
  expect(said(encodeBase64url(utf16))).toEqual(['error PROTOBUF_DECODE_FAILED payload']);
});

describe('a varint', () => {
  const tag = fromHex('a006');
  it.each([
    ['11 bytes', `${'80'.repeat(10)}01`, 'is longer than the 10 bytes a number may have'],
    ['cut off', '8080', 'is cut off'],
  ])('of %s', (_, value, says) => {
    const { problem } = scanWire(concat(tag, fromHex(value)));
    expect(problem).toEqual({ offset: 2, reason: `the number of field 100 ${says}` });
  });

  it('of ten bytes is read', () => {
    expect(scanWire(concat(tag, fromHex(`${'ff'.repeat(9)}01`))).fields[0]?.varint).toBe(
      2n ** 64n - 1n,
    );
  });

  it('as a length or a tag has the same limit', () => {
    const long = `${'80'.repeat(10)}01`;
    expect(scanWire(fromHex(`0a${long}`)).problem?.reason).toContain('is longer than');
    expect(scanWire(fromHex(long)).problem?.reason).toContain('a tag is longer than');
  });
});

it('a field inside another stands where it stands in the whole', () => {
  const coefficient = new Uint8Array(17).fill(1);
  const order = made('SELL_NG', { out_amount: { coefficient, exponent: 2 } });
  const found = check(caseOf(order)).findings.find(({ code }) => code === 'FIELD_TOO_LONG');
  const at = toHex(messageOf(order)).indexOf(`0a11${'01'.repeat(17)}`) / 2;
  expect(found?.field).toBe('out_amount.coefficient');
  expect(found?.evidence).toContain(`17 bytes at protobuf byte ${at};`);
});

it.each([
  ['first', 0, 16],
  ['last', 16, 32],
])('the %s half of a nonce has a wrong length, and is no number', (which, from, to) => {
  const half = NONCE.subarray(from, to);
  const [found, ...more] = check(
    caseOf(made('SWAP_NG', { device_transaction_id_ng: half })),
  ).findings;
  expect(more).toEqual([]);
  expect(found).toMatchObject({ code: 'NONCE_WRONG_LENGTH', corrected: toHex(NONCE) });
  expect(found?.evidence).toBe(`${toHex(half)} (16 bytes): the ${which} 16 bytes of the nonce.`);
});

it('a blank at the pay-in address is not called the user’s', () => {
  const order = made('SWAP_NG', { payin_address: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu ' });
  const found = check(caseOf(order)).findings.find(({ code }) => code === 'TEXT_WHITESPACE');
  expect(found?.field).toBe('payin_address');
  expect(found?.why).not.toContain('user');
});

it('what the device refuses for comes first, and as an error', () => {
  const out_amount = { coefficient: fromHex('ea60'), exponent: 60 };
  const verdict = check(caseOf(made('SELL_NG', { out_amount }), { request: { amountTo: '600' } }));
  expect(verdict.device?.status).toBe('6a85');
  expect(verdict.findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'error UDECIMAL_EXPONENT_TOO_BIG',
  ]);
});
