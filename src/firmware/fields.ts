/**
 * Usable sizes of the message fields, bytes (app-exchange `src/proto/protocol.options`: `max_size`,
 * for a string one less). Releases differ in the sizes of addresses and in three fields that came
 * later.
 */
import type { FieldLimits } from '../payload/nanopb.js';

const EXTRA_ID = 19;
const CURRENCY = 9;
const AMOUNT = 16;
const NONCE = 32;
const TEXT = 49;
const EXTRA_DATA = 33;

export interface FieldVariant {
  /** Of payin, refund, payout and in address. */
  readonly address: number;
  /** NewTransactionResponse has payin_extra_data. */
  readonly extraData: boolean;
  /** NewSellResponse and NewFundResponse have in_extra_id. */
  readonly inExtraId: boolean;
}

export function fieldLimits({ address, extraData, inExtraId }: FieldVariant): FieldLimits {
  const memo = inExtraId ? { in_extra_id: EXTRA_ID } : {};
  return {
    NewTransactionResponse: {
      payin_address: address,
      payin_extra_id: EXTRA_ID,
      refund_address: address,
      refund_extra_id: EXTRA_ID,
      payout_address: address,
      payout_extra_id: EXTRA_ID,
      currency_from: CURRENCY,
      currency_to: CURRENCY,
      amount_to_provider: AMOUNT,
      amount_to_wallet: AMOUNT,
      device_transaction_id: 10,
      device_transaction_id_ng: NONCE,
      ...(extraData ? { payin_extra_data: EXTRA_DATA } : {}),
    },
    NewSellResponse: {
      trader_email: TEXT,
      in_currency: CURRENCY,
      in_amount: AMOUNT,
      in_address: address,
      out_currency: CURRENCY,
      device_transaction_id: NONCE,
      ...memo,
    },
    NewFundResponse: {
      user_id: TEXT,
      account_name: TEXT,
      in_currency: CURRENCY,
      in_amount: AMOUNT,
      in_address: address,
      device_transaction_id: NONCE,
      ...memo,
    },
    UDecimal: { coefficient: AMOUNT },
  };
}
