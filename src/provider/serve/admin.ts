/**
 * The operator's side, for tests: `/admin/time`, `/admin/orders`, `/admin/pushes`. Not part of any
 * contract; loopback only (see `node-server.ts`).
 */

import { decodePercent } from '../../codec/percent.js';
import { nearest } from '../../scenario/nearest.js';
import { cut, expected, shownText, shownValue } from '../../shown.js';
import { ApiError, JSON_TYPE, type RawCall, type Reply } from './call.js';
import { isoTime } from './clock.js';
import { STATUSES, type Status } from './course.js';
import { moveOrder, triggerStatus } from './course-run.js';
import type { Desk } from './desk.js';
import type { OrderRecord, PushRecord } from './store.js';

const SHOWN = 1_000;
const MOST_SHOWN = 100_000;
/** A hundred years: further the clock is not moved. */
const MAX_ADVANCE = 100 * 365 * 24 * 3600;

export interface Admin {
  /** Moves the clock on; returns what it shows then, ISO 8601. */
  advance(seconds: number): Promise<string>;
  /** Newest first; 1,000 when no limit is given. */
  orders(limit?: number): readonly OrderRecord[];
  order(id: string): OrderRecord | undefined;
  /** @throws ApiError 404 for an order that is not there. */
  trigger(status: Status, orderId: string): Promise<OrderRecord>;
  /** Sends the pushes of an order (of all orders) once more; returns how many. */
  resend(orderId?: string): Promise<number>;
  pushes(orderId?: string): readonly PushRecord[];
}

export function adminOf(desk: Desk): Admin {
  const order = (id: string) => {
    const found = desk.store.order(id);
    return found === undefined ? undefined : moveOrder(desk, found);
  };
  const pushes = (orderId?: string) =>
    desk.store.pushes({ ...(orderId === undefined ? {} : { orderId }), limit: SHOWN });
  return {
    order,
    pushes,
    orders: (limit = SHOWN) => desk.store.orders(Math.min(limit, MOST_SHOWN)),
    advance: async (seconds) => {
      if (!(seconds >= 0 && seconds <= MAX_ADVANCE)) {
        throw new ApiError(
          400,
          undefined,
          expected('advance', `seconds from 0 to ${MAX_ADVANCE}`, seconds),
        );
      }
      desk.clock.advance(seconds * 1000);
      desk.wake();
      await desk.store.committed();
      return isoTime(desk.clock.now());
    },
    trigger: async (status, id) => {
      const found = desk.store.order(id);
      if (found === undefined) throw new ApiError(404, undefined, 'order: no such order');
      const moved = triggerStatus(desk, found, status);
      await desk.store.committed();
      return moved;
    },
    resend: async (orderId) => {
      const now = desk.clock.now();
      // Those that are over, and those that wait for their next attempt; not what is on its way.
      const again = pushes(orderId).filter(({ dueAt }) => dueAt === null || dueAt > now);
      for (const push of again) {
        // The same id and body: a receiver can tell that it is the same event.
        desk.store.savePush({ ...push, attempts: 0, dueAt: now });
      }
      desk.wake();
      await desk.store.committed();
      return again.length;
    },
  };
}

export async function adminReply(desk: Desk, call: RawCall): Promise<Reply> {
  try {
    const body = await adminAnswer(desk, call);
    return { status: 200, headers: JSON_TYPE, body };
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 500;
    const message = error instanceof ApiError ? error.message : 'failed';
    return { status, headers: JSON_TYPE, body: { message } };
  }
}

async function adminAnswer(desk: Desk, { method, path, query, text }: RawCall): Promise<unknown> {
  const admin = adminOf(desk);
  const [, , room = '', id, action] = path.split('/').map(decodePercent);
  const asked = `${method} ${room}${id === undefined ? '' : '/ID'}${action === undefined ? '' : `/${action}`}`;
  switch (asked) {
    case 'GET time':
      return { now: isoTime(desk.clock.now()), speed: desk.clock.speed };
    case 'POST time':
      return { now: await admin.advance(numberIn(text, 'advance')) };
    case 'GET orders':
      return { orders: admin.orders(limitIn(query.limit)) };
    case 'GET orders/ID':
      return admin.order(id!) ?? notFound();
    case 'POST orders/ID/status':
      return admin.trigger(statusIn(text), id!);
    case 'POST orders/ID/resend':
      if (admin.order(id!) === undefined) notFound();
      return { resent: await admin.resend(id!) };
    case 'POST resend':
      return { resent: await admin.resend() };
    case 'GET pushes':
      return { pushes: admin.pushes(query.order) };
    default:
      throw new ApiError(
        404,
        undefined,
        expected('path', '/admin/time, /admin/orders or /admin/pushes', shownText(path)),
      );
  }
}

function limitIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new ApiError(400, undefined, expected('limit', 'a whole number from 1', shownText(text)));
}

function notFound(): never {
  throw new ApiError(404, undefined, 'order: no such order');
}

function memberOf(text: string, name: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[name];
  } catch {
    throw new ApiError(400, undefined, expected('body', 'JSON', 'other text'));
  }
}

function numberIn(text: string, name: string): number {
  const value = memberOf(text, name);
  if (typeof value === 'number') return value;
  throw new ApiError(400, undefined, expected(name, 'a number', shownValue(value)));
}

function statusIn(text: string): Status {
  const value = String(memberOf(text, 'status'));
  const status = STATUSES.find((one) => one === value.toUpperCase());
  if (status !== undefined) return status;
  const meant = nearest(cut(value), STATUSES);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  const wanted = expected('status', STATUSES.join(', '), shownText(value));
  throw new ApiError(400, undefined, `${wanted}${hint}`);
}
