import type { SIZE_FINDINGS } from '../../../../src/check/rules/size/findings.js';
import { type Cases, swap } from '../cases.js';

export const SIZE_CASES: Cases<typeof SIZE_FINDINGS> = {
  FIELD_TOO_LONG: () => swap({ payin_extra_id: 'm'.repeat(20) }),
  FIELD_EXCEEDS_LIMIT: () => swap({ payin_address: 'x'.repeat(64) }),
};
