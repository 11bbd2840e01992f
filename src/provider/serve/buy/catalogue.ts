/** GET /capabilities and /crypto-currencies of buy (provider-api.md#buy). */

import type { Call } from '../call.js';
import { capabilities } from '../capabilities.js';
import { LISTINGS } from '../listings.js';

export function buyCapabilities({ products }: Call) {
  return capabilities(products);
}

export function buyCryptoCurrencies() {
  return LISTINGS.map(({ ledgerId }) => ledgerId);
}
