/** Exchange 4.4.2 (2025-11-13), API level 25: Nano S Plus, Nano X, Stax, Flex, Apex. */
import type { FirmwareProfile } from './profile.js';

const ADDRESS = 150;
const EXTRA_ID = 19;
const CURRENCY = 9;
const AMOUNT = 16;
const NONCE = 32;
const TEXT = 49;

export const V4_4_2: FirmwareProfile = {
  id: '4.4.2',
  title: 'Exchange 4.4.2',
  version: [4, 4, 2],
  displayedVersion: '4.4.2',
  wire: {
    partnerName: { min: 3, max: 15 },
    ticker: { min: 1, max: 9 },
    appName: { min: 3, max: 32 },
    subConfiguration: { min: 0, max: 64 },
    derSignature: { min: 67, max: 73 },
    fee: { min: 0, max: 16 },
  },
  decodedPayloadMax: 512,
  fields: {
    NewTransactionResponse: {
      payin_address: ADDRESS,
      payin_extra_id: EXTRA_ID,
      refund_address: ADDRESS,
      refund_extra_id: EXTRA_ID,
      payout_address: ADDRESS,
      payout_extra_id: EXTRA_ID,
      currency_from: CURRENCY,
      currency_to: CURRENCY,
      amount_to_provider: AMOUNT,
      amount_to_wallet: AMOUNT,
      device_transaction_id: 10,
      device_transaction_id_ng: NONCE,
      payin_extra_data: 33,
    },
    NewSellResponse: {
      trader_email: TEXT,
      in_currency: CURRENCY,
      in_amount: AMOUNT,
      in_address: ADDRESS,
      out_currency: CURRENCY,
      device_transaction_id: NONCE,
      in_extra_id: EXTRA_ID,
    },
    NewFundResponse: {
      user_id: TEXT,
      account_name: TEXT,
      in_currency: CURRENCY,
      in_amount: AMOUNT,
      in_address: ADDRESS,
      device_transaction_id: NONCE,
      in_extra_id: EXTRA_ID,
    },
    UDecimal: { coefficient: AMOUNT },
  },
  trustedName: {
    structureVersions: { min: 1, max: 3 },
    name: { min: 1, max: 64 },
    signature: { min: 64, max: 72 },
  },
};
