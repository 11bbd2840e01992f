import type { TEXT_FINDINGS } from '../../../../src/check/rules/text/findings.js';
import { type Cases, sell, swap } from '../cases.js';

export const TEXT_CASES: Cases<typeof TEXT_FINDINGS> = {
  TEXT_CONTROL_CHARACTER: () => swap({ payin_extra_id: 'a\nb' }),
  TEXT_NOT_ASCII: () => sell({ trader_email: 'jürgen@example.com' }),
  TEXT_WHITESPACE: () => sell({ trader_email: 'jane@example.com ' }),
};
