import { describe, expect, it } from 'vitest';
import { toBigInt, toHex } from '../../src/bytes.js';
import { encodeBase64, encodeBase64url } from '../../src/codec/base64.js';
import { InputError } from '../../src/errors.js';
import { FLOWS, type FlowName } from '../../src/exchange/flows.js';
import type { OrderOptions } from '../../src/order/options.js';
import { orderOf, termsOf } from '../../src/order/order.js';

const OWN = (currency: { id: string }) => `my ${currency.id} address`;
const order = (flow: FlowName, options: OrderOptions = {}) => orderOf(FLOWS[flow], options, OWN);

describe('orders', () => {
  it('a swap pays the provider and asks for the own addresses', () => {
    const { values, fees, outgoing, incoming } = order('SWAP_NG', { from: 'BTC', amount: '0.5' });
    expect(values).toMatchObject({
      currency_from: 'BTC',
      currency_to: 'ETH',
      refund_address: 'my bitcoin address',
      payout_address: 'my ethereum address',
    });
    expect(toHex(values.amount_to_provider as Uint8Array)).toBe('00000000000000000000000002faf080');
    expect(fees).toBe(1412n);
    expect([outgoing.id, incoming?.id]).toEqual(['bitcoin', 'ethereum']);
  });

  it('what is received is worth what is paid, to six digits', () => {
    const { values } = order('SWAP_NG', { from: 'ETH', to: 'XRP', amount: '0.123456789' });
    // 0.123456789 ETH at 2400, in XRP at 0.6
    expect(toBigInt(values.amount_to_wallet as Uint8Array)).toBe(493_827_000n);
  });

  it.each([
    ['1250', '01e848', 2],
    ['1250.5', '01e87a', 2],
    ['0.125', '7d', 3],
    ['0', '00', 2],
  ])('a fiat amount of %s is %s with exponent %i', (fiatAmount, coefficient, exponent) => {
    const { coefficient: bytes, exponent: number } = order('SELL_NG', { fiatAmount }).values
      .out_amount as { coefficient: Uint8Array; exponent: number };
    expect([toHex(bytes), number]).toEqual([coefficient, exponent]);
  });

  it('any field can be replaced, nested ones too', () => {
    const { values } = order('SELL_NG', {
      fields: ['in_currency=eth', 'in_amount=0x01', 'out_amount.exponent=300', 'trader_email='],
    });
    expect(values).toMatchObject({ in_currency: 'eth', trader_email: '' });
    expect(values.in_amount).toEqual(Uint8Array.of(1));
    expect(values.out_amount).toMatchObject({ exponent: 300 });
  });

  it('the nonce can be another: hex, or text in legacy SWAP', () => {
    const nonce = new Uint8Array(32).fill(0xab);
    for (const form of [`0x${'AB'.repeat(32)}`, encodeBase64(nonce), encodeBase64url(nonce)]) {
      expect(order('FUND_NG', { nonce: form }).values.device_transaction_id).toEqual(nonce);
    }
    expect(order('SWAP', { nonce: 'ABCDEFGHIJ' }).values.device_transaction_id).toBe('ABCDEFGHIJ');
    expect(order('SWAP_NG').values).not.toHaveProperty('device_transaction_id_ng');
  });

  it('terms alone follow the same rules', () => {
    const { outgoing, incoming, fees } = termsOf(FLOWS.SWAP_NG, { from: 'xlm', fees: '0.0000001' });
    expect([outgoing.id, incoming?.id, fees]).toEqual(['stellar', 'bitcoin', 1n]);
    expect(termsOf(FLOWS.SELL, {}).incoming).toBeUndefined();
  });

  it.each([
    [
      'SWAP_NG',
      { from: 'FOO' },
      'from: expected the ticker or id of a known currency, such as BTC, ETH or usdt-tron, found "FOO"',
    ],
    ['SWAP_NG', { receiveAmount: '0.123456789' }, 'receiveAmount: expected at most 8 decimals'],
    ['SWAP_NG', { extraData: 'abc' }, 'extraData: expected an even number of hex digits'],
    [
      'SWAP_NG',
      { nonce: 'xyz' },
      'nonce: expected 32 bytes as 64 hex digits, base64 or base64url, found 3 characters: "xyz"',
    ],
    ['SELL_NG', { fees: '-1' }, 'fees: expected an amount of BTC of zero or more, found "-1"'],
    ['SELL_NG', { fields: ['in_amount=zz'] }, 'fields in_amount: expected bytes in hex'],
    ['SELL_NG', { fields: ['out_amount.exponent=-1'] }, 'expected a whole number'],
    [
      'SELL_NG',
      { fields: ['out_amount.foo=1'] },
      'expected a field of UDecimal (coefficient, exponent), found "foo"',
    ],
    ['FUND_NG', { fields: ['user'] }, 'fields: expected name=value, found "user"'],
  ] as const)('%s %j is refused', (flow, options, message) => {
    expect(() => order(flow, options)).toThrow(InputError);
    expect(() => order(flow, options)).toThrow(message);
  });
});
