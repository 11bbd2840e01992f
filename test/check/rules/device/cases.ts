import type { DEVICE_FINDINGS } from '../../../../src/check/rules/device/findings.js';
import { caseOf } from '../../cases.js';
import { type Cases, right, swap } from '../cases.js';

export const DEVICE_CASES: Cases<typeof DEVICE_FINDINGS> = {
  REQUIRED_FIRMWARE_REFUSES: () => [swap({ payin_address: 'x'.repeat(120) }), { require: '3.4.1' }],
  // The Bitcoin app writes eight bytes of fees.
  DEVICE_REFUSES: () => caseOf(right, { fees: `${2n ** 70n}` }),
};
