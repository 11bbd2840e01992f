import type { ADDRESS_FINDINGS } from '../../../../src/check/rules/address/findings.js';
import { caseOf } from '../../cases.js';
import { ASKED, type Cases, fund, right, swap } from '../cases.js';

const USER = {
  refundAddress: 'bc1qwqdg6squsna38e46795at95yu9atm8azzmyvckulcc7kytlcckxswvvzej',
  payoutAddress: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
};

export const ADDRESS_CASES: Cases<typeof ADDRESS_FINDINGS> = {
  REFUND_ADDRESS_MISSING: () => swap({ refund_address: '' }),
  REFUND_ADDRESS_NOT_USERS: () =>
    swap({ refund_address: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' }),
  PAYOUT_ADDRESS_NOT_USERS: () => swap({ payout_address: `0x${'0'.repeat(39)}1` }),
  ADDRESS_REFUND_PAYOUT_SWAPPED: () =>
    swap(
      { refund_address: USER.payoutAddress, payout_address: USER.refundAddress },
      { ...ASKED, ...USER },
    ),
  ADDRESS_MISMATCH: () => caseOf(right, { response: { payinAddress: 'bc1qother' } }),
  ADDRESS_MALFORMED: () => swap({ payin_address: 'someone.btc' }),
  ADDRESS_CHECKSUM: () => swap({ payin_address: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyv' }),
  ADDRESS_OTHER_NETWORK: () => swap({ payin_address: USER.payoutAddress }),
  ADDRESS_IS_URI: () =>
    swap({ payin_address: 'bitcoin:bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' }),
  ADDRESS_OF_NOBODY: () => fund({ in_address: `0x${'0'.repeat(40)}` }),
};
