/** Mistakes in memos and extra data (PROVIDER-API 6.2). */
import { concat } from '../../../bytes.js';
import { CURRENCIES } from '../../../host/currencies.js';
import { findBuiltIn } from '../../../host/currency-names.js';
import { rolesOf } from '../../../payload/roles.js';
import {
  ALL,
  cannot,
  mistakes,
  NG,
  SWAPS,
  text,
  without,
  wrongValues,
} from '../../../sign/mistake.js';
import { memoKindOf } from '../../../simulator/coins/memos.js';

/** Deposits without a memo are lost or delayed. */
const MEMO_CURRENCIES = CURRENCIES.filter(
  ({ app, ticker }) => memoKindOf(app) !== 'none' && findBuiltIn(ticker)?.app === app,
).map(({ ticker }) => ticker);

const DATA_SIZE = 33;
/** Header 1: the hash of EVM call data. */
const CALLDATA = concat(Uint8Array.of(1), new Uint8Array(DATA_SIZE - 1).fill(0xab));

export const MEMO_MISTAKES = mistakes({
  EXTRA_ID_AND_EXTRA_DATA: wrongValues('Sends both a memo and extra data.', SWAPS, (values) => ({
    ...values,
    payin_extra_id: text(values, 'payin_extra_id') || '12345',
    payin_extra_data: CALLDATA,
  })),
  INVALID_PAYIN_EXTRA_DATA: wrongValues(
    'Sends extra data of 20 bytes; 33 are needed.',
    SWAPS,
    (values) => ({
      ...without(values, 'payin_extra_id'),
      payin_extra_data: CALLDATA.subarray(0, 20),
    }),
  ),
  PAYIN_EXTRA_DATA_NANO_S: wrongValues(
    'Sends extra data, which is right on all models but the Nano S.',
    SWAPS,
    (values) => ({ ...without(values, 'payin_extra_id'), payin_extra_data: CALLDATA }),
  ),
  MEMO_MISSING: wrongValues(
    'Leaves out the memo of a deposit that needs one.',
    ALL,
    (values, { flow }) => {
      const {
        memo,
        outgoing: { currency },
      } = rolesOf(flow.kind);
      if (!MEMO_CURRENCIES.includes(text(values, currency).toUpperCase())) {
        cannot(`a currency whose deposits carry a memo (${MEMO_CURRENCIES.join(', ')})`);
      }
      return without(values, memo);
    },
  ),
  REFUND_MEMO_LOST: wrongValues('Leaves out the memo of the refund address.', SWAPS, (values) =>
    text(values, 'refund_extra_id') === ''
      ? cannot('a refund memo to lose (--refund-memo)')
      : without(values, 'refund_extra_id'),
  ),
  MEMO_NOT_SUPPORTED: wrongValues(
    'Gives a memo to a coin that has none.',
    NG,
    (values, { flow }) => {
      const {
        memo,
        outgoing: { currency },
      } = rolesOf(flow.kind);
      const app = findBuiltIn(text(values, currency))?.app;
      return app !== undefined && memoKindOf(app) === 'none'
        ? { ...without(values, 'payin_extra_data'), [memo]: '12345' }
        : cannot('a currency without memos, BTC or ETH for example');
    },
  ),
  MEMO_MALFORMED: wrongValues(
    'Writes the word null where there is no memo.',
    NG,
    (values, { flow }) => ({
      ...without(values, 'payin_extra_data'),
      [rolesOf(flow.kind).memo]: 'null',
    }),
  ),
  MEMO_NOT_REQUESTED: wrongValues(
    'Adds a memo to the payout that nobody asked for.',
    ['SWAP_NG'],
    (values) =>
      text(values, 'payout_extra_id') === ''
        ? { ...values, payout_extra_id: '12345' }
        : cannot('an order without --payout-memo'),
  ),
});
