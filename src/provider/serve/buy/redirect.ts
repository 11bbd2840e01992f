/**
 * GET /buy-redirect: the page on which the user buys; `ledgerTransactionId` goes along
 * (provider-api.md#buy).
 */
import type { Call } from '../call.js';
import type { Desk } from '../desk.js';
import { rampUrl } from '../redirect.js';
import { purchaseOf } from './purchase.js';

export function buyRedirect(call: Call, desk: Desk) {
  purchaseOf(call, desk);
  return rampUrl('onramp', call.query);
}
