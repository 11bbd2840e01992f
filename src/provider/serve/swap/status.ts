/** GET /status: what Ledger polls until it is final (provider-api.md#swap, #statuses). */
import { ApiError, type Call } from '../call.js';
import { moveOrder } from '../course-run.js';
import type { Desk } from '../desk.js';

export function status({ query }: Call, desk: Desk) {
  const found = desk.store.order(query.swapId ?? '');
  if (found?.product !== 'swap') {
    throw new ApiError(404, 'TRANSACTION_NOT_FOUND', 'There is no such order.');
  }
  const order = moveOrder(desk, found);
  return {
    ...(order.quoteId === undefined ? {} : { quoteId: order.quoteId }),
    // This value is for pushes only; to the poll the order is still under way.
    status: order.status === 'TRANSFER_IN_COMPLETED' ? 'PENDING' : order.status,
    // What is not known yet is an empty text: the contract requires the members all the same.
    amount: order.status === 'FINISHED' ? order.amountTo : '',
    payinTransactionId: order.payinTransactionId,
    payoutTransactionId: order.payoutTransactionId,
    providerFees: order.fees.provider,
    referralFees: order.fees.referral,
    payoutNetworkFees: order.fees.network,
  };
}
