/** An order written as a message it does not belong to. */
import { bytesOf, concat, utf8 } from '../bytes.js';
import type { FlowKind } from '../exchange/flows.js';
import type { MessageValues } from '../payload/encode.js';
import { bytes, nested, sizedField, text } from './mistake.js';

/** The values under the names of another message. */
export function translated(values: MessageValues, from: FlowKind): MessageValues {
  const nonce = nonceBytes(values);
  if (from === 'sell') {
    const address = text(values, 'in_address');
    return {
      payin_address: address,
      refund_address: address,
      payout_address: address,
      currency_from: text(values, 'in_currency'),
      currency_to: text(values, 'out_currency'),
      amount_to_provider: bytes(values, 'in_amount'),
      amount_to_wallet: bytes(nested(values, 'out_amount'), 'coefficient'),
      device_transaction_id_ng: nonce,
    };
  }
  const swap = from === 'swap';
  return {
    trader_email: swap ? 'jane.doe@example.com' : text(values, 'user_id'),
    in_currency: text(values, swap ? 'currency_from' : 'in_currency'),
    in_amount: bytes(values, swap ? 'amount_to_provider' : 'in_amount'),
    in_address: text(values, swap ? 'payin_address' : 'in_address'),
    out_currency: swap ? text(values, 'currency_to') : 'EUR',
    out_amount: {
      coefficient: bytes(values, swap ? 'amount_to_wallet' : 'in_amount'),
      exponent: 2,
    },
    device_transaction_id: nonce,
  };
}

function nonceBytes(values: MessageValues): Uint8Array {
  const ng = bytes(values, 'device_transaction_id_ng');
  if (ng.length > 0) return ng;
  const legacy = values.device_transaction_id;
  return legacy instanceof Uint8Array ? legacy : bytesOf(typeof legacy === 'string' ? legacy : '');
}

/** The draft of provider-api.md#card-and-fund. */
export function draftLayout(values: MessageValues): Uint8Array {
  const amount = bytes(values, 'in_amount');
  const outAmount = concat(sizedField(1, amount), Uint8Array.of(0x10, 2));
  return concat(
    sizedField(1, utf8(text(values, 'user_id'))),
    sizedField(2, utf8(text(values, 'account_name'))),
    sizedField(3, utf8(text(values, 'in_currency'))),
    sizedField(4, utf8('EUR')),
    sizedField(5, amount),
    sizedField(6, outAmount),
    sizedField(7, utf8(text(values, 'in_address'))),
    sizedField(8, nonceBytes(values)),
  );
}
