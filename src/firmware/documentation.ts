/**
 * Not a firmware: what a reader of the public provider documentation believes the limits to be
 * (swap backend page, sizes of the protobuf fields). Everything the page does not state is as in
 * 4.4.2. Running a payload against both shows the trap: 63 characters of address are documented
 * and 150 fit, 81 characters of memo are documented and 19 fit.
 */
import type { FirmwareProfile } from './profile.js';
import { V4_4_2 } from './releases/v4.4.2.js';

const ADDRESS = 63;
const EXTRA_ID = 20;
const CURRENCY = 10;

const { NewTransactionResponse, NewSellResponse, NewFundResponse } = V4_4_2.fields;

export const DOCUMENTATION: FirmwareProfile = {
  ...V4_4_2,
  id: 'documentation',
  title: 'Exchange 4.4.2 with the sizes of the public provider documentation',
  kind: 'documentation',
  news: 'not a firmware: the sizes that the public documentation states',
  after: '4.4.2',
  builds: [],
  fields: {
    ...V4_4_2.fields,
    NewTransactionResponse: {
      ...NewTransactionResponse,
      payin_address: ADDRESS,
      payin_extra_id: 81,
      refund_address: ADDRESS,
      refund_extra_id: EXTRA_ID,
      payout_address: ADDRESS,
      payout_extra_id: EXTRA_ID,
      currency_from: CURRENCY,
      currency_to: CURRENCY,
      device_transaction_id: 11,
    },
    NewSellResponse: {
      ...NewSellResponse,
      in_address: ADDRESS,
      in_currency: CURRENCY,
      out_currency: CURRENCY,
      in_extra_id: EXTRA_ID,
    },
    NewFundResponse: {
      ...NewFundResponse,
      in_address: ADDRESS,
      in_currency: CURRENCY,
      in_extra_id: EXTRA_ID,
    },
  },
};
