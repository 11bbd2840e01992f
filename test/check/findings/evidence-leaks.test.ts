/** What may be a private key is no evidence, wherever in a message or a request it stands. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/bytes.js';
import { readCase } from '../../../src/check/answer/read-case.js';
import { check } from '../../../src/check/check.js';
import { hexOf, hexOfNumber } from '../../../src/check/findings/evidence.js';
import type { FlowName } from '../../../src/exchange/flows.js';
import { readPrivateKey } from '../../../src/keys/read-key.js';
import { privateKeyText } from '../../../src/keys/write-key.js';
import type { MessageValues } from '../../../src/payload/encode.js';
import { caseOf, made, VALUES } from '../cases.js';

const CURVES = ['secp256k1', 'secp256r1'] as const;
const RUN = 8;
const secret = createHash('sha256').update('a key in the wrong place').digest();
const runs = [
  secret.toString('hex'),
  `${BigInt(`0x${secret.toString('hex')}`)}`,
  [...secret].join(','),
]
  .concat(CURVES.flatMap((curve) => derOf(curve).toString('hex').slice(64)))
  .flatMap((text) =>
    Array.from({ length: text.length - RUN + 1 }, (_, at) => text.slice(at, at + RUN)),
  );

function derOf(curve: (typeof CURVES)[number]): Buffer {
  const key = readPrivateKey(secret.toString('hex'), { field: 'key', curve });
  const pem = privateKeyText(key, 'pkcs8');
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}

/** All that is said of a case, as one text. */
function said(name: FlowName, values: MessageValues, members: Record<string, unknown> = {}) {
  return JSON.stringify(check(caseOf(made(name, values), members)).findings);
}
const leak = (text: string) => runs.find((run) => text.includes(run));

const BYTES: readonly (readonly [string, Uint8Array])[] = [
  ['32 bytes', secret],
  ...CURVES.map((curve) => [`PKCS #8 on ${curve}`, derOf(curve)] as const),
];

describe.each(BYTES)('%s as bytes', (_, bytes) => {
  it.each<[string, FlowName, MessageValues]>([
    ['an amount of a swap', 'SWAP_NG', { amount_to_provider: bytes }],
    ['the other amount', 'SWAP_NG', { amount_to_wallet: bytes }],
    ['an amount of a sell', 'SELL_NG', { in_amount: bytes }],
    ['a coefficient', 'SELL_NG', { out_amount: { coefficient: bytes, exponent: 2 } }],
    ['an amount of a fund', 'FUND_NG', { in_amount: bytes }],
  ])('%s', (_, name, values) => {
    const text = said(name, values);
    expect(text).toContain('"code"');
    expect(leak(text)).toBeUndefined();
  });
});

it('the evidence tells its size, and small numbers on 32 bytes as they are', () => {
  expect(hexOf(secret)).toBe('32 bytes');
  const word = fromHex('0f4240'.padStart(64, '0'));
  expect(hexOf(word)).toBe(`${toHex(word)} (32 bytes)`);
  expect(hexOfNumber(secret)).toContain(secret.toString('hex'));
});

describe('requests and answers', () => {
  it.each([
    ['a list of bytes', [...secret]],
    ['a text', secret.toString('hex')],
    ['a number in a list', [`${BigInt(`0x${secret.toString('hex')}`)}`]],
  ])('%s as the amount somebody gets', (_, amountTo) => {
    const request = { amountTo, payloadCurrencyTo: 'EUR' };
    const text = said('SELL_NG', {}, { request });
    expect(text).toContain('not compared');
    expect(leak(text)).toBeUndefined();
  });

  it('a list as the error of a provider', () => {
    const errorCode = [...secret.subarray(0, 31)];
    const found = check(readCase({ flow: 'swap', errorCode, message: 'no' }, 'answer'));
    expect(found.findings[0]?.code).toBe('ANSWER_IS_ERROR');
    expect(leak(JSON.stringify(found))).toBeUndefined();
  });
});

describe('an address of 64 hex digits', () => {
  const address = secret.toString('hex');
  const values = { ...VALUES.swap, payin_address: address };
  it('is shown where the answer and the message both name it to be paid to', () => {
    expect(said('SWAP_NG', values, { response: { payinAddress: address } })).toContain(
      address.slice(0, 60),
    );
  });

  it('is not repeated otherwise', () => {
    expect(leak(said('SWAP_NG', values))).toBeUndefined();
    expect(
      leak(said('SWAP_NG', values, { response: { payinAddress: `${address.slice(2)}ab` } })),
    ).toBeUndefined();
    expect(leak(said('SWAP_NG', { payout_address: address }))).toBeUndefined();
  });
});
