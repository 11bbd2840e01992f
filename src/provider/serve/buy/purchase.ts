/** The parameters a purchase has in /quote and /buy-redirect (provider-api.md#buy). */
import { fitsShape } from '../../../check/rules/address/shape.js';
import { expected, shownText } from '../../../shown.js';
import { ApiError, type Call } from '../call.js';
import { checks, type Desk } from '../desk.js';
import { COUNTRIES, type Fiat, fiatOf, isOffered } from '../fiat.js';
import { type Listing, listingOfLedgerId } from '../listings.js';

export interface Purchase {
  readonly fiat: Fiat;
  readonly listing: Listing;
  /** Whole units of the fiat currency. */
  readonly amount: number;
}

/** @throws ApiError 400, plain text that names the parameter. */
export function purchaseOf({ query }: Call, desk: Desk): Purchase {
  const { from = '', to = '', country = '', dest = '', 'payment-method': method = '' } = query;
  const refuse = (text: string) => new ApiError(400, undefined, text);
  const fiat = fiatOf(from);
  if (fiat === undefined) throw refuse('from: not a currency we take');
  const listing = listingOfLedgerId(to);
  if (listing === undefined) throw refuse('to: not a LedgerId on sale');
  if (checks(desk, 'method')) {
    const isServed = COUNTRIES.some((one) => one.country === country);
    if (!isServed) throw refuse('country: not served');
    if (!isOffered(method, country)) throw refuse('payment-method: not offered in this country');
  }
  const amount = Number(query.amount);
  const isTooSmall = checks(desk, 'minimum') && amount < fiat.min;
  if (isTooSmall || (checks(desk, 'maximum') && amount > fiat.max)) {
    throw refuse(
      expected('amount', `${fiat.min} to ${fiat.max} ${fiat.code}`, shownText(query.amount ?? '')),
    );
  }
  if (checks(desk, 'address') && fitsShape(dest, listing.currency) === false) {
    throw refuse(expected('dest', `an address of ${listing.currency.name}`, shownText(dest)));
  }
  return { fiat, listing, amount };
}
