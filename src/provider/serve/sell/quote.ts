/**
 * GET /quote of sell: what the user gets in his money, all fees deducted (provider-api.md#sell).
 */
import { parseAmount } from '../../../payload/amount.js';
import { ApiError, type Call } from '../call.js';
import { isoTime } from '../clock.js';
import { checks, type Desk, newId } from '../desk.js';
import { fiatOf, isOffered } from '../fiat.js';
import { listingOfLedgerId } from '../listings.js';
import { limitsOf, pricedCurrency, priceOf } from '../market.js';
import { refuseRegion } from '../regions.js';

export function sellQuote(call: Call, desk: Desk) {
  const { from: ledgerId = '', to = '', amount = '', 'payment-method': method = '' } = call.query;
  const from = listingOfLedgerId(ledgerId);
  const fiat = fiatOf(to);
  refuseRegion(desk, call, [from]);
  if (from === undefined) {
    throw new ApiError(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', 'from is not a LedgerId on sale.');
  }
  if (fiat === undefined) {
    throw new ApiError(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'to is not a currency we pay in.');
  }
  if (checks(desk, 'method') && !isOffered(method)) {
    throw new ApiError(400, 'PAYMENT_METHOD_ERROR', 'payment-method is not one we pay with.');
  }
  const currency = pricedCurrency(from.currency);
  const units = (text: string) =>
    parseAmount(text, { field: 'amount', decimals: currency.decimals, unit: from.currency.ticker });
  const { min, max } = limitsOf(currency);
  const limits = { minRequiredAmount: min, maxRequiredAmount: max };
  if (checks(desk, 'minimum') && units(amount) < units(min)) {
    const text = `amount is below the minimum of ${min}.`;
    throw new ApiError(400, 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR', text, limits);
  }
  if (checks(desk, 'maximum') && units(amount) > units(max)) {
    const text = `amount is above the maximum of ${max}.`;
    throw new ApiError(400, 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR', text, limits);
  }
  const { fees: shares } = desk.settings;
  const price = priceOf(units(amount), currency, fiat, { fees: shares, network: 0n });
  const amountTo = price?.amountTo ?? '0';
  const fees = price?.fees ?? { provider: '0', referral: '0', network: '0' };
  const expiry = desk.clock.now() + desk.settings.quoteLife * 1000;
  const id = newId();
  const { product } = call;
  desk.store.saveQuote({ id, product, from: from.id, to, amount, amountTo, fees, expiry });
  return {
    quoteId: id,
    amountFrom: amount,
    amountTo,
    providerFees: fees.provider,
    referralFees: fees.referral,
    expiry: isoTime(expiry),
  };
}
