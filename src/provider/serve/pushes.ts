/**
 * Status pushes as they are put into the outbox, in the same transaction as the change they tell of
 * (provider-api.md#status-push). Both generations: swap has one of its own since 2026, sell and
 * card have kept the older one.
 */
import { type Desk, newId } from './desk.js';
import type { OrderRecord, PushRecord } from './store.js';

/** Nothing is queued when nobody listens. */
export function queuePush(desk: Desk, order: OrderRecord): void {
  const { webhook } = desk.settings;
  if (webhook === undefined) return;
  const now = desk.clock.now();
  const current = order.product === 'swap' && webhook.form === 'current';
  const id = encodeURIComponent(order.id);
  const push: PushRecord = {
    id: newId(),
    orderId: order.id,
    number: desk.store.nextPushNumber(),
    status: order.status,
    path: current ? `/webhook/${id}/status` : `/transaction/${id}/status`,
    body: JSON.stringify(current ? currentBody(desk, order) : olderBody(order)),
    createdAt: now,
    attempts: 0,
    dueAt: now,
    last: '',
  };
  let queued: readonly PushRecord[] = [push];
  for (const { queue } of desk.behaviours) {
    if (queue !== undefined) queued = queued.flatMap((one) => queue(one, order, desk));
  }
  for (const one of queued) desk.store.savePush(one);
  desk.wake();
}

/** The amount is never left out: a final order is not asked for again, so it would be lost. */
function currentBody({ settings }: Desk, order: OrderRecord) {
  return {
    providerId: settings.providerId,
    providerStatus: order.status,
    amount: order.amountTo,
    providerFees: order.fees.provider,
    // Despite its name, the contract describes the referral fee.
    networkFees: order.fees.referral,
    ...(order.payinTransactionId === '' ? {} : { payinTransactionId: order.payinTransactionId }),
    ...(order.payoutTransactionId === '' ? {} : { transactionHash: order.payoutTransactionId }),
  };
}

function olderBody(order: OrderRecord) {
  return {
    status: order.status,
    amount: order.amountTo,
    ...(order.payinTransactionId === '' ? {} : { payinTransactionId: order.payinTransactionId }),
    providerFees: order.fees.provider,
    referralFees: order.fees.referral,
  };
}
