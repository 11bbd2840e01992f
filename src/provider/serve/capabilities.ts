/**
 * One answer of /capabilities for sell, for buy, or for both under one base URL: the two contracts
 * ask for different members of the same objects.
 */
import type { Product } from '../product.js';
import { COUNTRIES, FIATS, type Fiat } from './fiat.js';
import { LISTINGS } from './listings.js';
import { exchanged, limitsOf, pricedCurrency } from './market.js';

const DOLLARS = { decimals: 2, price: 100_000_000n };
/** Wider than the limits of the coins, which are the ones that count. */
const RESTRICTION = { min: 1_000n, max: 6_000_000n };

export function capabilities(products: readonly Product[]) {
  const buys = products.includes('buy');
  const sells = products.some((product) => product !== 'buy' && product !== 'swap');
  const cryptoCurrencyCapabilities = LISTINGS.map(({ ledgerId, currency }) => {
    const { min, max } = limitsOf(pricedCurrency(currency));
    return { id: ledgerId, minAmount: Number(min), maxAmount: Number(max) };
  });
  return {
    fiatCurrencyCapabilities: FIATS.map(({ code, min, max }) => ({
      fiat: code,
      ...(buys ? { minAmount: min, maxAmount: max } : {}),
    })),
    ...(sells ? { cryptoCurrencyCapabilities } : {}),
    countriesCapabilities: COUNTRIES.map(({ country, methods }) => ({
      country,
      paymentMethods: methods.map((name) => ({
        name,
        ...(sells ? { minMaxRestrictions: FIATS.map(restriction) } : {}),
      })),
    })),
  };
}

/**
 * Numbers, as in the contract's example; its schema says texts
 * (provider-api.md#where-documents-disagree).
 */
function restriction(fiat: Fiat) {
  const whole = (cents: bigint) => Number(exchanged(cents, DOLLARS, fiat) / 100n);
  return { fiat: fiat.code, minAmount: whole(RESTRICTION.min), maxAmount: whole(RESTRICTION.max) };
}
