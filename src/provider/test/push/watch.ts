/**
 * What the webhook part of a run does: orders that nobody pays, a receiver that answers each of them
 * in its own way, time that passes, and what came.
 */
import type { PlannedAnswer, ReceivedPush } from '../../backend/receiver.js';
import type { Answered } from '../device/order-case.js';
import type { Exchange } from '../exchange.js';
import type { ProviderRun } from '../run.js';

/** How the pushes of an order are answered. */
export const WAYS = ['accept', 'fail', '401', '405', '422', '404', 'redirect'] as const;
export type Way = (typeof WAYS)[number];

export interface WatchedOrder {
  readonly way: Way;
  readonly order: Answered;
}

/** GET /status of an order, and when it was asked. */
export interface Poll {
  readonly at: number;
  readonly status: string;
  /** The pay-in was seen by the provider. */
  readonly isPaidIn: boolean;
  readonly exchange: Exchange;
}

/** Everything there is to judge by. */
export interface Watched {
  readonly run: ProviderRun;
  readonly orders: readonly WatchedOrder[];
  /** Ids of all orders of the run. */
  readonly ids: ReadonlySet<string>;
  readonly pushes: readonly ReceivedPush[];
  /** Of the accepted order; swap only. */
  readonly polls: readonly Poll[];
  /** When the provider's time was moved on, or waited for. */
  readonly steps: readonly number[];
  /** Seconds of the provider's time that passed. */
  readonly passed: number;
  /** Why no more time could pass. */
  readonly stopped?: string;
  /** Pushes that followed our redirect, with the key they carried. */
  readonly followed: readonly ReceivedPush[];
  readonly readBacks: number;
}

export const PLANS: Readonly<Record<Way, readonly PlannedAnswer[]>> = {
  accept: [],
  fail: [{ status: 500 }, 'hang-up', { status: 503 }],
  401: [{ status: 401 }],
  405: [{ status: 405 }],
  422: [{ status: 422 }],
  404: [{ status: 404 }],
  redirect: [],
};

/** The status a push tells of, in upper case; '' for none. */
export function statusOf({ body }: ReceivedPush): string {
  const text = body?.providerStatus ?? body?.status;
  return typeof text === 'string' ? text.toUpperCase() : '';
}

export function pushesOf(watched: Watched, way: Way): readonly ReceivedPush[] {
  const ids = watched.orders.filter((one) => one.way === way).map(({ order }) => order.id);
  return watched.pushes.filter(({ id }) => ids.includes(id));
}

/** A poll has no word for a pay-in that came: it says PENDING then. */
export function agrees(polled: string, pushed: string): boolean {
  return polled === pushed || (pushed === 'TRANSFER_IN_COMPLETED' && polled === 'PENDING');
}
