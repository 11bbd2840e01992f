/**
 * GET /capabilities and /crypto-currencies (provider-api.md#sell). Ledger keeps a copy and checks
 * requests against it, so both lists name the same coins, and limits are those of the quote.
 */

import type { Call } from '../call.js';
import { capabilities } from '../capabilities.js';
import { LISTINGS } from '../listings.js';

export function sellCapabilities({ products }: Call) {
  return capabilities(products);
}

export function sellCryptoCurrencies() {
  return LISTINGS.map(({ ledgerId }) => ledgerId);
}
