import { concat, fromHex, toHex } from '../../../../src/bytes.js';
import type { FIAT_FINDINGS } from '../../../../src/check/rules/fiat/findings.js';
import { made, messageOf } from '../../cases.js';
import { type Cases, coefficient, message, sell } from '../cases.js';

export const FIAT_CASES: Cases<typeof FIAT_FINDINGS> = {
  OUT_CURRENCY_MISSING: () => sell({ out_currency: '' }),
  FIAT_CASE: () => sell({ out_currency: 'eur' }),
  UDECIMAL_EMPTY_COEFFICIENT: () => sell(coefficient('', 2)),
  UDECIMAL_NOT_A_MESSAGE: () =>
    message(
      concat(messageOf(made('SELL_NG')), fromHex('3206'), new TextEncoder().encode('297.40')),
      'SELL_NG',
    ),
  UDECIMAL_ASCII: () => sell(coefficient(toHex(new TextEncoder().encode('29740')), 2)),
  UDECIMAL_TOO_BIG: () => sell(coefficient('8000000000000000', 2)),
  UDECIMAL_NEGATIVE_EXPONENT: () => sell(coefficient('742c', 0xffff_fffe)),
  UDECIMAL_EXPONENT_TOO_BIG: () => sell(coefficient('742c', 60)),
  UDECIMAL_SCALE: () => sell(coefficient('742c', 0), { amountTo: '297.40' }),
};
