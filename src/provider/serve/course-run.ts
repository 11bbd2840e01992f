/** Moves orders along their course; every change goes into the outbox with it. */
import { type Status, stepOf } from './course.js';
import type { Desk } from './desk.js';
import { queuePush } from './pushes.js';
import { transactionHash } from './signed-order.js';
import type { OrderRecord } from './store.js';

/** Takes every step that is due; returns the order as it is now. */
export function moveOrder(desk: Desk, order: OrderRecord): OrderRecord {
  let current = order;
  const now = desk.clock.now();
  while (current.dueAt !== null && current.dueAt <= now) {
    const step = stepOf(current.course, current.steps);
    if (step === undefined) break;
    const steps = current.steps + 1;
    const next = stepOf(current.course, steps);
    current = changed(desk, current, step.status, {
      steps,
      dueAt: next === undefined ? null : current.createdAt + next.after * 1000,
    });
  }
  return current;
}

/** Moves all orders that are due; returns how many there were. */
export function moveDueOrders(desk: Desk, limit: number): number {
  const due = desk.store.dueOrders(desk.clock.now(), limit);
  for (const order of due) moveOrder(desk, order);
  return due.length;
}

/** `provider trigger`: the status is as the operator says, and the course ends. */
export function triggerStatus(desk: Desk, order: OrderRecord, status: Status): OrderRecord {
  return changed(desk, order, status, { steps: order.steps, dueAt: null });
}

function changed(
  desk: Desk,
  order: OrderRecord,
  status: Status,
  place: Pick<OrderRecord, 'steps' | 'dueAt'>,
): OrderRecord {
  const isPaid = status !== 'EXPIRED' && status !== 'PENDING' && status !== 'UNKNOWN';
  const moved: OrderRecord = {
    ...order,
    ...place,
    status,
    payinTransactionId: order.payinTransactionId || (isPaid ? transactionHash() : ''),
    payoutTransactionId:
      order.payoutTransactionId || (status === 'FINISHED' ? transactionHash() : ''),
  };
  desk.store.saveOrder(moved);
  queuePush(desk, moved);
  return moved;
}
