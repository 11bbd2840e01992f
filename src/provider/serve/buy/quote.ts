/**
 * GET /quote of buy: the coins the user gets, all fees deducted; amounts are numbers
 * (provider-api.md#buy).
 */
import { ApiError, type Call } from '../call.js';
import type { Desk } from '../desk.js';
import { networkFeeOf, pricedCurrency, priceOf } from '../market.js';
import { refuseRegion } from '../regions.js';
import { purchaseOf } from './purchase.js';

export function buyQuote(call: Call, desk: Desk) {
  const { fiat, listing, amount } = purchaseOf(call, desk);
  refuseRegion(desk, call, [listing]);
  const to = pricedCurrency(listing.currency);
  const { fees } = desk.settings;
  const cents = BigInt(amount) * 10n ** BigInt(fiat.decimals);
  const price = priceOf(cents, fiat, to, { fees, network: networkFeeOf(listing) });
  if (price === undefined) throw new ApiError(400, undefined, 'amount: less than the fees');
  return {
    from: fiat.code,
    to: listing.ledgerId,
    fiatAmount: amount,
    cryptoAmount: Number(price.amountTo),
    dca: false,
  };
}
