/**
 * POST /swap/fixed and /swap/float: a signed order (provider-api.md#swap, #signed-order). One quote
 * may be ordered more than once, since the device makes a new nonce at each try: every call makes a
 * new order.
 */
import { fitsShape } from '../../../check/rules/address/shape.js';
import { amountBytes, parseAmount } from '../../../payload/amount.js';
import { expected, shownText } from '../../../shown.js';
import { ApiError, type Call } from '../call.js';
import { isoTime } from '../clock.js';
import { depositAddress } from '../deposits.js';
import { checks, type Desk } from '../desk.js';
import { type Listing, listingOf } from '../listings.js';
import { refuseRegion } from '../regions.js';
import { newMemo, nonceBytes, signOrder } from '../signed-order.js';
import type { QuoteRecord } from '../store.js';
import { amountWithin, swapPrice } from './quote.js';

interface SwapRequest {
  readonly quoteId: string;
  readonly amount: string;
  readonly refundAddress: string;
  readonly payoutAddress: string;
  readonly refundAddressExtraId?: string;
  readonly payoutAddressExtraId?: string;
  readonly currencyFrom: string;
  readonly currencyTo: string;
  readonly payloadCurrencyFrom: string;
  readonly payloadCurrencyTo: string;
  readonly nonce: string;
}

type Terms = Pick<QuoteRecord, 'amount' | 'amountTo' | 'fees'> & { readonly quoteId?: string };

/** What the quote promised is kept. */
export function swapFixed(call: Call, desk: Desk) {
  const asked = call.body as SwapRequest;
  const [from, to] = currenciesOf(call, desk, asked);
  const quote = desk.store.quote(asked.quoteId);
  const sameTrade = quote?.from === from.id && quote.to === to.id;
  if (
    quote?.product !== 'swap' ||
    (checks(desk, 'pair') && !sameTrade) ||
    (checks(desk, 'expiry') && quote.expiry <= desk.clock.now())
  ) {
    throw new ApiError(404, 'SWAP_QUOTE_NOT_FOUND_ERROR', 'No such quote, or it has expired.');
  }
  const { amount, amountTo, fees } = quote;
  return order(desk, asked, from, to, { quoteId: quote.id, amount, amountTo, fees });
}

/** At the rate of now, for exactly the amount that was asked for. */
export function swapFloat(call: Call, desk: Desk) {
  const asked = call.body as SwapRequest;
  const [from, to] = currenciesOf(call, desk, asked);
  const price = swapPrice(desk, amountWithin(desk, asked.amount, from), from, to);
  return order(desk, asked, from, to, { amount: asked.amount, ...price });
}

function currenciesOf(call: Call, desk: Desk, asked: SwapRequest): [Listing, Listing] {
  const from = listingOf(asked.currencyFrom);
  const to = listingOf(asked.currencyTo);
  refuseRegion(desk, call, [from, to]);
  if (from === undefined) {
    throw new ApiError(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', 'currencyFrom is not traded.');
  }
  if (to === undefined || to === from) {
    throw new ApiError(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'currencyTo is not traded.');
  }
  // Whatever the quote says: without a wallet there is nothing to order.
  if (from.noDeposit) {
    const text = `No deposit address can be given for ${from.id}.`;
    throw new ApiError(400, 'NO_DEPOSIT_WALLET_ERROR', text);
  }
  return [from, to];
}

function order(desk: Desk, asked: SwapRequest, from: Listing, to: Listing, terms: Terms) {
  refuseAddress(desk, 'refundAddress', asked.refundAddress, from);
  refuseAddress(desk, 'payoutAddress', asked.payoutAddress, to);
  const units = (text: string, { currency }: Listing) =>
    parseAmount(text, { field: 'amount', decimals: currency.decimals, unit: currency.ticker });
  const payinAddress = depositAddress(from, desk);
  const { order: record, signed } = signOrder(desk, {
    kind: 'swap',
    nonce: nonceBytes(asked.nonce),
    decimals: { outgoing: from.currency.decimals, incoming: to.currency.decimals },
    // Texts of the request are copied as they stand; amounts are exact, in base units, 16 bytes.
    values: {
      payin_address: payinAddress,
      payin_extra_id: from.memo ? newMemo() : '',
      refund_address: asked.refundAddress,
      refund_extra_id: asked.refundAddressExtraId ?? '',
      payout_address: asked.payoutAddress,
      payout_extra_id: asked.payoutAddressExtraId ?? '',
      currency_from: asked.payloadCurrencyFrom,
      currency_to: asked.payloadCurrencyTo,
      amount_to_provider: amountBytes(units(terms.amount, from)),
      amount_to_wallet: amountBytes(units(terms.amountTo, to)),
    },
    terms: {
      product: 'swap',
      from: from.id,
      to: to.id,
      payinAddress,
      refundAddress: asked.refundAddress,
      ...terms,
    },
  });
  return {
    swapId: record.id,
    ...signed.answer,
    createdAt: isoTime(record.createdAt),
    providerFees: terms.fees.provider,
    referralFees: terms.fees.referral,
    payoutNetworkFees: terms.fees.network,
  };
}

/** @throws ApiError 400 for an address that cannot be one of the currency's chain. */
export function refuseAddress(desk: Desk, member: string, address: string, of: Listing): void {
  if (!checks(desk, 'address')) return;
  const fits = fitsShape(address, of.currency);
  const plausible = fits === 'unknown' ? /^[\w.:+/-]{8,150}$/.test(address) : fits;
  if (plausible) return;
  const wanted = `an address of ${of.currency.name}`;
  throw new ApiError(400, undefined, `${expected(member, wanted, shownText(address))}.`);
}
