/** GET /sell-redirect: the page on which the user sells (provider-api.md#sell). */
import { ApiError, type Call } from '../call.js';
import { checks, type Desk } from '../desk.js';
import { fiatOf, isOffered } from '../fiat.js';
import { listingOfLedgerId } from '../listings.js';
import { rampUrl } from '../redirect.js';

/** @throws ApiError 400, plain text that names the parameter. */
export function sellRedirect({ query }: Call, desk: Desk) {
  const { cryptoCurrency = '', fiatCurrency = '', paymentMethod = '', bankResidency = '' } = query;
  if (listingOfLedgerId(cryptoCurrency) === undefined) {
    throw new ApiError(400, undefined, 'cryptoCurrency: not a LedgerId on sale');
  }
  if (fiatOf(fiatCurrency) === undefined) {
    throw new ApiError(400, undefined, 'fiatCurrency: not a currency we pay in');
  }
  if (checks(desk, 'method') && !isOffered(paymentMethod)) {
    throw new ApiError(400, undefined, 'paymentMethod: not one we pay with');
  }
  if (checks(desk, 'method') && !isOffered(paymentMethod, bankResidency)) {
    throw new ApiError(400, undefined, 'bankResidency: paymentMethod is not offered there');
  }
  return rampUrl('offramp', query);
}
