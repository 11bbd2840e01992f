/**
 * POST /quote: the price of one trade, without a user, within 5 s (provider-api.md#all-products,
 * #swap).
 */
import { formatAmount, parseAmount } from '../../../payload/amount.js';
import { ApiError, type Call } from '../call.js';
import { isoTime } from '../clock.js';
import { checks, type Desk, newId } from '../desk.js';
import { type Listing, listingOf, tradeMethodsOf } from '../listings.js';
import { limitsOf, networkFeeOf, type Price, pricedCurrency, priceOf } from '../market.js';
import { refuseRegion } from '../regions.js';

interface QuoteRequest {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}

export function quote(call: Call, desk: Desk) {
  const asked = call.body as QuoteRequest;
  const from = listingOf(asked.from);
  const to = listingOf(asked.to);
  refuseRegion(desk, call, [from, to]);
  if (from === undefined || to === undefined || from === to) {
    throw new ApiError(404, 'SWAP_PAIR_NOT_FOUND_ERROR', 'This pair is not traded.');
  }
  const limits = limitsOf(pricedCurrency(from.currency));
  const amount = amountWithin(desk, asked.amount, from);
  const { amountTo, fees } = swapPrice(desk, amount, from, to);
  const [tradeMethod] = tradeMethodsOf(from, to);
  const expiry = desk.clock.now() + desk.settings.quoteLife * 1000;
  const id = newId();
  // A float quote is indicative: nothing is promised, so there is nothing to remember.
  if (tradeMethod === 'fixed') {
    const product = 'swap';
    const record = { id, product, from: from.id, to: to.id, amountTo, fees, expiry } as const;
    desk.store.saveQuote({ ...record, amount: asked.amount });
  }
  return {
    ...(tradeMethod === 'fixed' ? { quoteId: id } : {}),
    amount: asked.amount,
    amountTo,
    providerFees: fees.provider,
    referralFees: fees.referral,
    payoutNetworkFees: fees.network,
    tradeMethod,
    expiry: isoTime(expiry),
    minAmountFrom: limits.min,
    maxAmountFrom: limits.max,
    defaultSlippage: '0.01',
    minSlippage: '0',
    maxSlippage: '0.05',
  };
}

/**
 * Base units of an amount that can be exchanged.
 * @throws ApiError 400 with the limits, in units of the currency.
 */
export function amountWithin(desk: Desk, text: string, from: Listing): bigint {
  const { decimals, ticker: unit } = from.currency;
  const amount = parseAmount(text, { field: 'amount', decimals, unit });
  const { min, max } = limitsOf(pricedCurrency(from.currency));
  const units = (limit: string) => parseAmount(limit, { field: 'limit', decimals });
  const additionalFields = { minRequiredAmount: min, maxRequiredAmount: max };
  if (checks(desk, 'minimum') && amount < units(min)) {
    const text = `Amount below the minimum of ${min} ${unit}.`;
    throw new ApiError(400, 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR', text, additionalFields);
  }
  if (checks(desk, 'maximum') && amount > units(max)) {
    const text = `Amount above the maximum of ${max} ${unit}.`;
    throw new ApiError(400, 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR', text, additionalFields);
  }
  return amount;
}

export function swapPrice({ settings }: Desk, amount: bigint, from: Listing, to: Listing): Price {
  const { fees } = settings;
  const network = networkFeeOf(to);
  const [paid, received] = [pricedCurrency(from.currency), pricedCurrency(to.currency)];
  const price = priceOf(amount, paid, received, { fees, network });
  if (price !== undefined) return price;
  // Only without a minimum: the fees eat it up.
  const zero = formatAmount(0n, to.currency.decimals);
  return { amountTo: zero, fees: { provider: zero, referral: zero, network: zero } };
}
