import type { CURRENCY_FINDINGS } from '../../../../src/check/rules/currency/findings.js';
import { ASKED, type Cases, swap } from '../cases.js';

export const CURRENCY_CASES: Cases<typeof CURRENCY_FINDINGS> = {
  CURRENCY_WHITESPACE: () => swap({ currency_from: 'BTC ' }),
  CURRENCY_CASE: () => swap({ currency_from: 'btc' }),
  CURRENCY_IS_LEDGER_ID: () => swap({ currency_from: 'bitcoin' }),
  CURRENCY_IS_PROVIDER_ID: () => swap({ currency_from: 'btc_main' }),
  CURRENCY_FROM_TO_SWAPPED: () => swap({ currency_from: 'ETH', currency_to: 'BTC' }, ASKED),
  CURRENCY_NOT_BUILT_IN: () => swap({ currency_from: 'DOGE' }),
};
