import type { MEMO_FINDINGS } from '../../../../src/check/rules/memo/findings.js';
import { ASKED, type Cases, fund, swap } from '../cases.js';

export const MEMO_CASES: Cases<typeof MEMO_FINDINGS> = {
  EXTRA_ID_AND_EXTRA_DATA: () =>
    swap({ payin_extra_id: '1', payin_extra_data: new Uint8Array(33) }),
  INVALID_PAYIN_EXTRA_DATA: () => swap({ payin_extra_data: new Uint8Array(20) }),
  PAYIN_EXTRA_DATA_NANO_S: () => swap({ payin_extra_data: new Uint8Array(33) }),
  MEMO_MISSING: () =>
    fund({ in_currency: 'XRP', in_address: 'rHsMGQEkVNJmpGWs8XUBoTBiAAbwxZN5v3' }),
  REFUND_MEMO_LOST: () => swap({}, { ...ASKED, refundAddressExtraId: '1' }),
  MEMO_NOT_SUPPORTED: () => swap({ payin_extra_id: '1' }),
  MEMO_MALFORMED: () => swap({ payin_extra_id: 'null' }),
  MEMO_NOT_REQUESTED: () => swap({ payout_extra_id: '1' }, ASKED),
};
