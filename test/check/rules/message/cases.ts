import { concat, fromHex } from '../../../../src/bytes.js';
import type { MESSAGE_FINDINGS } from '../../../../src/check/rules/message/findings.js';
import { made, messageOf, NONCE } from '../../cases.js';
import { ASKED, bytes, type Cases, message, swap } from '../cases.js';

export const MESSAGE_CASES: Cases<typeof MESSAGE_FINDINGS> = {
  PROTOBUF_DECODE_FAILED: () => message(bytes.subarray(0, -1)),
  WRONG_MESSAGE_TYPE: () => message(messageOf(made('SELL_NG'))),
  FUND_DRAFT_LAYOUT: () =>
    message(
      concat(
        fromHex('0a0178120179'),
        fromHex('1a03455448'),
        fromHex('2203455448'),
        fromHex('2a0101'),
        fromHex('3a0178'),
        fromHex('4220'),
        NONCE,
      ),
      'FUND_NG',
    ),
  BYTES_DAMAGED_AS_TEXT: () => swap({ device_transaction_id_ng: fromHex('efbfbd'.repeat(11)) }),
  UNKNOWN_FIELD: () => message(concat(bytes, fromHex('a00601'))),
  REPEATED_FIELD: () => message(concat(bytes, fromHex('3a03425443'))),
  MISSING_FIELD: () => swap({ payin_address: '' }),
  EXPECTED_VALUE_MISMATCH: () => swap({}, { ...ASKED, payloadCurrencyTo: 'XRP' }),
};
