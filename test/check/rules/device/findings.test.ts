import { DEVICE_FINDINGS } from '../../../../src/check/rules/device/findings.js';
import { caseOf } from '../../cases.js';
import { itFires, right, swap } from '../fires.js';

itFires(
  DEVICE_FINDINGS,
  {
    REQUIRED_FIRMWARE_REFUSES: () => swap({ payin_address: 'x'.repeat(120) }),
    // The Bitcoin app writes eight bytes of fees.
    DEVICE_REFUSES: () => caseOf(right, { fees: `${2n ** 70n}` }),
  },
  { require: '3.4.1' },
);
