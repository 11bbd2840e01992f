/** Fields to messages: exact amounts, nonces, currencies; and what is said of unusable ones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toBigInt, toHex } from '../../src/bytes.js';
import { FLOWS, type Flow } from '../../src/exchange/flows.js';
import { fieldsFromJson, fieldsFromRequest } from '../../src/order/field-files.js';
import { checkValues } from '../../src/order/limits.js';
import type { FieldOptions } from '../../src/order/options.js';
import { fiatDecimal, nonceOf } from '../../src/order/terms.js';
import { formatAmount } from '../../src/payload/amount.js';
import { checkSize } from '../../src/sign/payload-size.js';
import { signOrder } from '../../src/sign/sign-order.js';
import { exampleDraft } from './orders.js';

const NONCE = '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b';
const SWAP: FieldOptions = {
  from: 'ETH',
  to: 'BTC',
  amount: '0.25',
  receiveAmount: '0.01',
  payin: '0xabc',
  refund: '0xdef',
  payout: 'bc1q',
  nonce: NONCE,
};
const valuesOf = (flow: Flow, options: FieldOptions) => signOrder(flow, options).values;

describe('amounts', () => {
  it('are exact at any size and any number of decimals', () => {
    const max = (1n << 128n) - 1n;
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max }),
        fc.integer({ min: 0, max: 40 }),
        (units, decimals) => {
          const amount = formatAmount(units, decimals);
          const { amount_to_provider: made } = valuesOf(FLOWS.SWAP_NG, {
            ...SWAP,
            from: 'FOO',
            amount,
            decimals: `${decimals}`,
          });
          expect(made).toHaveLength(16);
          expect(toBigInt(made as Uint8Array)).toBe(units);
        },
      ),
    );
  });

  it.each([
    [
      { amount: '0.0000000000000000001' },
      '--amount: expected at most 18 decimals of ETH, found 19',
    ],
    [{ amount: '-1' }, '--amount: expected an amount of ETH of zero or more, found "-1"'],
    [{ amount: '1e18' }, '--amount: expected a decimal number of ETH such as 0.5'],
    [{ amount: '400000000000000000000' }, '--amount: expected an amount that fits in 16 bytes'],
    [
      { amount: undefined, raw: '340282366920938463463374607431768211456' },
      '--raw: expected an amount that fits in 16 bytes',
    ],
    [{ amount: undefined, raw: '1.5' }, '--raw: expected at most 0 decimals of base units'],
    [{ raw: '1' }, '--amount: expected without --raw, found both'],
    [
      { from: 'FOO' },
      '--amount: expected --decimals beside "FOO", which is not built in, found none',
    ],
    [{ decimals: '256' }, '--decimals: expected a whole number of decimals from 0 to 255'],
    [
      { nonce: 'abc' },
      '--nonce: expected 32 bytes as 64 hex digits, base64 or base64url, found 3 characters',
    ],
    [{ extraData: '0x0' }, '--extra-data: expected an even number of hex digits'],
    [
      { payin: undefined, nonce: undefined },
      'sign swap: expected --payin (payin_address), --nonce (device_transaction_id_ng), found nothing for them',
    ],
    [{ email: 'a@b' }, '--email: expected with a sell, found with a swap'],
  ])('%j is refused', (change, message) => {
    expect(() => signOrder(FLOWS.SWAP_NG, { ...SWAP, ...change } as FieldOptions)).toThrow(message);
  });

  it('take the decimals of an id, and base units in hex', () => {
    const bsc = valuesOf(FLOWS.SWAP_NG, { ...SWAP, from: 'usdt-bsc', amount: '1' });
    expect(toBigInt(bsc.amount_to_provider as Uint8Array)).toBe(10n ** 18n);
    expect(bsc.currency_from).toBe('USDT');
    const { amount: _, ...rest } = SWAP;
    const hex = valuesOf(FLOWS.SWAP_NG, { ...rest, raw: '0x186a0' });
    expect(toBigInt(hex.amount_to_provider as Uint8Array)).toBe(100000n);
  });
});

describe('fiat amounts', () => {
  it.each([
    ['297.40', 29740n, 2],
    ['297.4', 29740n, 2],
    ['1250', 125000n, 2],
    ['0.123456', 123456n, 6],
    ['0', 0n, 2],
  ])('%s is exact', (text, coefficient, exponent) => {
    const made = fiatDecimal(text, 'x');
    expect([toBigInt(made.coefficient as Uint8Array), made.exponent]).toEqual([
      coefficient,
      exponent,
    ]);
  });

  it.each([
    ['92233720368547758.08', 'expected at most 9223372036854775807 without its point'],
    ['0.1234567890123456789', 'expected at most 18 decimals'],
    ['1,000', 'expected a decimal number'],
  ])('%s is refused', (text, message) => {
    expect(() => fiatDecimal(text, '--fiat-amount')).toThrow(`--fiat-amount: ${message}`);
  });
});

describe('nonces', () => {
  const bytes = fromHex(NONCE);
  it.each(['hex', 'base64', 'base64url'] as const)('are read as %s', (form) => {
    const text = Buffer.from(bytes).toString(form);
    expect(nonceOf(FLOWS.SELL_NG, text, 'n')).toEqual(bytes);
    expect(nonceOf(FLOWS.SELL_NG, text.replace(/=+$/, ''), 'n')).toEqual(bytes);
  });

  it('are ten letters in legacy swap', () => {
    expect(nonceOf(FLOWS.SWAP, 'QQQQQQQQQQ', 'n')).toBe('QQQQQQQQQQ');
    expect(() => nonceOf(FLOWS.SWAP, NONCE, '--nonce')).toThrow(
      '--nonce: expected ten upper-case letters, found 64 characters',
    );
  });
});

describe('files', () => {
  it('name fields as the message or as the options do', () => {
    const text = JSON.stringify({
      payin_address: 'a',
      amount_to_provider: 5,
      'receive-amount': '1',
      refundMemo: 'm',
      payin_extra_id: '',
    });
    expect(fieldsFromJson('swap', text, 'f')).toEqual({
      payin: 'a',
      raw: '5',
      receiveAmount: '1',
      refundMemo: 'm',
    });
    expect(
      fieldsFromJson('sell', '{"out_amount":{"coefficient":"29740","exponent":2}}', 'f'),
    ).toEqual({ fiatAmount: '297.4' });
  });

  it.each([
    ['[]', 'f: expected one JSON object, found a list'],
    ['nope', 'f: expected one JSON object, found other text'],
    ['{"x":1}', 'f: x: expected a field of a sell, found an unknown name'],
    ['{"amount":0.1}', 'f: amount: expected text or a whole number, found the number 0.1'],
    ['{"raw":1e21}', 'f: raw: expected text or a whole number, found a huge number'],
    [
      '{"out_amount":{"coefficient":"x","exponent":2}}',
      'f: out_amount.coefficient: expected decimal digits, found "x"',
    ],
    [
      '{"out_amount":{"coefficient":"1","exponent":-2}}',
      'f: out_amount.exponent: expected a whole number from 0 to 100, found -2',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => fieldsFromJson('sell', text, 'f')).toThrow(message);
  });

  it('take from a request what is signed, with its tickers as they stand', () => {
    const request = {
      amount: '0.5',
      payloadCurrencyFrom: 'eth',
      payloadCurrencyTo: 'BTC',
      currencyFrom: 'x',
      refundAddress: 'r',
      payoutAddress: 'p',
      nonce: NONCE,
      quoteId: 'q',
    };
    const fields = fieldsFromRequest('swap', JSON.stringify(request), 'f');
    expect(fields).toEqual({
      amount: '0.5',
      from: 'eth',
      to: 'BTC',
      refund: 'r',
      payout: 'p',
      nonce: NONCE,
    });
    const { values } = signOrder(
      FLOWS.SWAP_NG,
      { ...fields, payin: 'a', receiveAmount: '1' },
      { verbatim: ['from', 'to'] },
    );
    expect(values.currency_from).toBe('eth');
    expect(toHex(values.amount_to_provider as Uint8Array)).toBe(
      (5n * 10n ** 17n).toString(16).padStart(32, '0'),
    );
  });
});

describe('limits', () => {
  const refused =
    (change: FieldOptions, flow: Flow = FLOWS.SWAP_NG) =>
    () =>
      signOrder(flow, { ...SWAP, ...change });

  it.each([
    [{ payin: 'x'.repeat(151) }, 'payin_address: expected at most 150 bytes, found 151'],
    [{ memo: '1'.repeat(20) }, 'payin_extra_id: expected at most 19 bytes, found 20'],
    [{ payin: 'a\0b' }, 'payin_address: expected printable ASCII'],
    [{ payin: ' a' }, 'payin_address: expected no blanks around the text'],
    [{ extraData: '0102' }, 'payin_extra_data: expected 33 bytes (header and hash), found 2'],
    [
      { extraData: '01'.repeat(33), memo: '1' },
      'payin_extra_data: expected no memo (payin_extra_id) beside it, found both',
    ],
  ])('%j is refused', (change, message) => {
    expect(refused(change)).toThrow(message);
  });

  it('a payload fits one transaction', () => {
    const flow = FLOWS.SELL;
    expect(() => checkSize(flow, { protobuf: new Uint8Array(0), text: 'x'.repeat(246) })).toThrow(
      'payload: expected at most 245 characters of base64url, found 246',
    );
    const { draft } = exampleDraft(flow);
    expect(() => checkValues(flow, draft.values)).not.toThrow();
  });
});
