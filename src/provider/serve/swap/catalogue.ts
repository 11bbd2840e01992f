/** GET /currencies and GET /pairs: static, in pages (provider-api.md#swap). */
import type { Call } from '../call.js';
import { LISTINGS, tradeMethodsOf } from '../listings.js';
import { limitsOf, pricedCurrency } from '../market.js';
import { pageOf } from '../pages.js';

const CURRENCIES = LISTINGS.map(({ id, blockchain, chainId, contract }) => ({
  id,
  type: contract === undefined ? 'coin' : 'token',
  blockchain,
  ...(chainId === undefined ? {} : { chainId }),
  ...(contract === undefined ? {} : { contract }),
}));

const PAIRS = LISTINGS.flatMap((from) => {
  const { min, max } = limitsOf(pricedCurrency(from.currency));
  return LISTINGS.filter((to) => to !== from).map((to) => ({
    from: from.id,
    to: to.id,
    tradeMethod: tradeMethodsOf(from, to),
    minSwapAmount: min,
    maxSwapAmount: max,
  }));
});

export function currencies({ query }: Call) {
  const { items, next } = pageOf(CURRENCIES, query);
  return { currencies: items, next_cursor: next };
}

export function pairs({ query }: Call) {
  const { items, next } = pageOf(PAIRS, query);
  return { pairs: items, next_cursor: next };
}
