/** What a person would receive, by the made-up prices of the currency table: only for defaults. */

import type { Currency } from '../host/currencies.js';
import { parseAmount } from '../payload/amount.js';

const PRICE_DECIMALS = 4;
/** Of currencies outside the table. */
const UNKNOWN_PRICE = '1';

/** Value in made-up dollars, in units of 10^-decimals. */
export function worth(
  amount: bigint,
  { price = UNKNOWN_PRICE, decimals }: Currency,
  outDecimals: number,
): bigint {
  const rate = parseAmount(price, { field: 'price', decimals: PRICE_DECIMALS });
  return (amount * rate * 10n ** BigInt(outDecimals)) / 10n ** BigInt(decimals + PRICE_DECIMALS);
}

/** The other currency's amount of the same worth, cut to six significant digits; its example's without a price. */
export function exchanged(amount: bigint, from: Currency, to: Currency): bigint {
  if (to.price === undefined) {
    return parseAmount(to.example.amount, { field: 'example', decimals: to.decimals });
  }
  const precision = to.decimals + PRICE_DECIMALS;
  const rate = parseAmount(to.price, { field: 'price', decimals: PRICE_DECIMALS });
  const units = worth(amount, from, precision) / rate;
  const cut = 10n ** BigInt(Math.max(0, units.toString().length - 6));
  return (units / cut) * cut;
}
