import { SIZE_FINDINGS } from '../../../../src/check/rules/size/findings.js';
import { itFires, swap } from '../fires.js';

itFires(SIZE_FINDINGS, {
  FIELD_TOO_LONG: () => swap({ payin_extra_id: 'm'.repeat(20) }),
  FIELD_EXCEEDS_LIMIT: () => swap({ payin_address: 'x'.repeat(64) }),
});
