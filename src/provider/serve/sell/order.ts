/**
 * POST /sell of sell, card and fund (provider-api.md#sell, #card-and-fund): the same request and
 * answer, but sell and card sign NewSellResponse, and fund NewFundResponse.
 */

import { fiatDecimal } from '../../../order/terms.js';
import { amountBytes, parseAmount } from '../../../payload/amount.js';
import type { MessageValues } from '../../../payload/encode.js';
import { FLOW_OF_PRODUCT } from '../../product.js';
import { ApiError, type Call } from '../call.js';
import { isoTime } from '../clock.js';
import { depositAddress } from '../deposits.js';
import { checks, type Desk } from '../desk.js';
import { fiatOf } from '../fiat.js';
import { type Listing, listingOf, listingOfLedgerId } from '../listings.js';
import { refuseRegion } from '../regions.js';
import { newMemo, nonceBytes, signOrder } from '../signed-order.js';
import type { QuoteRecord } from '../store.js';
import { refuseAddress } from '../swap/order.js';

interface SellRequest {
  readonly quoteId: string;
  readonly amount: string;
  readonly refundAddress: string;
  readonly fromCryptoCurrency: string;
  readonly toFiatCurrency: string;
  readonly payloadCryptoCurrency: string;
  readonly nonce: string;
}

export function sell(call: Call, desk: Desk) {
  const asked = call.body as SellRequest;
  const from = listingOf(asked.fromCryptoCurrency) ?? listingOfLedgerId(asked.fromCryptoCurrency);
  refuseRegion(desk, call, [from]);
  if (from === undefined) {
    throw new ApiError(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', 'fromCryptoCurrency is not on sale.');
  }
  if (fiatOf(asked.toFiatCurrency) === undefined) {
    throw new ApiError(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'toFiatCurrency is not paid out.');
  }
  // Whatever the quote says: without a wallet there is nothing to order.
  if (from.noDeposit) {
    const text = `No deposit address can be given for ${from.id}.`;
    throw new ApiError(400, 'NO_DEPOSIT_WALLET_ERROR', text);
  }
  const quote = quoteOf(call, desk, asked, from);
  // Not in the signed message: the provider keeps it, the device never shows it.
  refuseAddress(desk, 'refundAddress', asked.refundAddress, from);
  const { decimals, ticker: unit } = from.currency;
  const payinAddress = depositAddress(from, desk);
  const { order, signed } = signOrder(desk, {
    kind: FLOW_OF_PRODUCT[call.product] ?? 'sell',
    nonce: nonceBytes(asked.nonce),
    decimals: { outgoing: decimals },
    values: {
      ...customerValues(call, desk, quote),
      in_currency: asked.payloadCryptoCurrency,
      in_amount: amountBytes(parseAmount(asked.amount, { field: 'amount', decimals, unit })),
      in_address: payinAddress,
      in_extra_id: from.memo ? newMemo() : '',
    },
    terms: {
      product: call.product,
      quoteId: asked.quoteId,
      from: from.id,
      to: asked.toFiatCurrency,
      amount: asked.amount,
      amountTo: quote.amountTo,
      fees: quote.fees,
      payinAddress,
      refundAddress: asked.refundAddress,
    },
  });
  return {
    sellId: order.id,
    ...signed.answer,
    createdAt: isoTime(order.createdAt),
    providerFees: quote.fees.provider,
    referralFees: quote.fees.referral,
  };
}

/** The quote of exactly this trade. The price of another amount was never promised. */
function quoteOf(call: Call, desk: Desk, asked: SellRequest, from: Listing): QuoteRecord {
  const found = desk.store.quote(asked.quoteId);
  const isThis =
    found !== undefined &&
    found.product !== 'swap' &&
    (!checks(desk, 'pair') || (found.from === from.id && found.to === asked.toFiatCurrency)) &&
    (!checks(desk, 'amount') || sameAmount(found.amount, asked.amount)) &&
    (!checks(desk, 'expiry') || found.expiry > desk.clock.now());
  if (isThis) return found;
  // Money onto a card has no second amount in its message, so nothing hangs on a quote.
  if (call.product === 'fund') return unquoted(asked, from);
  throw new ApiError(
    404,
    'SELL_QUOTE_NOT_FOUND_ERROR',
    'No such quote for this trade, or it has expired.',
  );
}

function unquoted(asked: SellRequest, from: Listing): QuoteRecord {
  const fees = { provider: '0', referral: '0', network: '0' };
  const { amount, toFiatCurrency: to, quoteId: id } = asked;
  return { id, product: 'fund', from: from.id, to, amount, amountTo: '0', fees, expiry: 0 };
}

/** Digits compared, not texts: 0.10 is 0.1. */
function sameAmount(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/^0+(?=\d)/, '')
      .replace(/(\.\d*?)0*$/, '$1')
      .replace(/\.$/, '');
  return plain(a) === plain(b);
}

/** What only this kind of message has: the device shows it, so the user must recognise it. */
function customerValues({ product }: Call, { settings }: Desk, quote: QuoteRecord): MessageValues {
  const { email, userId, account } = settings.customer;
  if (product === 'fund') return { user_id: userId, account_name: account };
  return {
    trader_email: email,
    out_currency: quote.to,
    out_amount: fiatDecimal(quote.amountTo, 'amountTo'),
  };
}
