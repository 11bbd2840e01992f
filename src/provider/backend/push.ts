/**
 * A status push as Ledger's backend takes it, in both generations: `/webhook/{id}/status` of 2026
 * (swap), and `/transaction/{id}/status` of the pages (sell and card, and swap before).
 */

import { decodePercent } from '../../codec/percent.js';
import { cutJson } from '../../shown.js';
import type { Product } from '../product.js';
import { type Book, isFinal, mappedStatus, type OrderChange } from './book.js';

export type Generation = 'current' | 'older';

export interface PushRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Cut at 64 KiB. */
  readonly text: string;
  readonly isTooLong: boolean;
}

export interface PushAnswer {
  readonly status: number;
  /** Sent as JSON; nothing when undefined. */
  readonly body?: unknown;
  /** Why, for the one who reads the log. */
  readonly reason: string;
}

/** Who may push, and what is known of the providers. */
export interface PushRules {
  readonly book: Book;
  /** Any of these in `x-api-key`; anybody may push when undefined. */
  readonly keys?: readonly string[];
  /** Providers by their id; any id is one when undefined. */
  readonly providers?: readonly string[];
  /** The provider's own words for a status, by provider id, '' for all. */
  readonly mappings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const MAX_PUSH = 64 * 1024;

export interface PushPlace {
  readonly generation: Generation;
  readonly id: string;
}

/** Undefined for any other path. */
export function placeOf(path: string): PushPlace | undefined {
  const [, room, id = ''] = /^\/(webhook|transaction)\/([^/]{1,300})\/status\/?$/.exec(path) ?? [];
  if (room === undefined) return undefined;
  return { generation: room === 'webhook' ? 'current' : 'older', id: decodePercent(id) };
}

/** Takes it, or says why not; what is taken is stored. */
export function receivePush(rules: PushRules, request: PushRequest, place: PushPlace): PushAnswer {
  const { id, generation } = place;
  const order = rules.book.get(id);
  const refuse = (status: number, error: string, reason: string): PushAnswer => ({
    status,
    body: errorBody(place, order?.product, status, error),
    reason,
  });
  const key = request.headers['x-api-key'];
  if (!isRightKey(rules, key)) {
    return refuse(
      401,
      'unauthorized',
      key === undefined ? 'x-api-key is missing' : 'x-api-key is wrong',
    );
  }
  if (request.isTooLong) {
    return refuse(413, 'payload too large', `the body is longer than ${MAX_PUSH} bytes`);
  }
  const body = jsonObject(request.text);
  if (body === undefined) return refuse(400, 'bad request', 'the body is no JSON object');
  const { providerId } = body;
  if (generation === 'current') {
    const isKnown =
      typeof providerId === 'string' && (rules.providers?.includes(providerId) ?? true);
    if (!isKnown) {
      return refuse(401, 'unauthorized', `providerId ${cutJson(providerId)} is no provider`);
    }
  }
  if (order === undefined) {
    return refuse(404, 'transaction not found', 'Ledger does not know an order with this id');
  }
  if (
    generation === 'current' &&
    order.providerId !== undefined &&
    providerId !== order.providerId
  ) {
    return refuse(404, 'transaction not found', `the order is not one of ${cutJson(providerId)}`);
  }
  if (isFinal(order)) {
    return refuse(405, 'transaction is final', `the order is ${order.status} already`);
  }
  const text = generation === 'current' ? body.providerStatus : body.status;
  const mapping = {
    ...rules.mappings?.[''],
    ...(typeof providerId === 'string' ? rules.mappings?.[providerId] : {}),
  };
  const status = typeof text === 'string' ? mappedStatus(text, mapping) : undefined;
  if (status === undefined) {
    const member = generation === 'current' ? 'providerStatus' : 'status';
    return refuse(
      422,
      'unmapped status',
      `${member} ${cutJson(text)} has no meaning; nothing is stored`,
    );
  }
  const stored = rules.book.update(id, { status, ...changeIn(body) });
  const amount = stored.amount === undefined ? '' : `, amount ${stored.amount}`;
  const reason = `stored: ${status}${amount}`;
  return generation === 'current'
    ? { status: 200, body: { message: 'queued' }, reason }
    : { status: 200, reason };
}

/** GET of the same path: what Ledger knows of an order. */
export function readBack(rules: PushRules, request: PushRequest, place: PushPlace): PushAnswer {
  const order = rules.book.get(place.id);
  if (!isRightKey(rules, request.headers['x-api-key'])) {
    const body = errorBody(place, order?.product, 401, 'unauthorized');
    return { status: 401, body, reason: 'x-api-key is missing or wrong' };
  }
  if (order === undefined) {
    const body = errorBody(place, undefined, 404, 'transaction not found');
    return { status: 404, body, reason: 'Ledger does not know an order with this id' };
  }
  const { deviceStatus, status } = order;
  const body = { ...(deviceStatus === undefined ? {} : { deviceStatus }), providerStatus: status };
  return { status: 200, body, reason: 'read back' };
}

/** Each generation has errors of its own shape. */
function errorBody(
  { generation, id }: PushPlace,
  product: Product | undefined,
  status: number,
  error: string,
): unknown {
  if (generation === 'current') {
    return status === 404 ? { error, transactionId: id } : { error };
  }
  if (status !== 404)
    return { messageKey: error.toUpperCase().replaceAll(' ', '_'), message: error };
  return {
    messageKey: product === 'swap' ? 'TRANSACTION_NOT_FOUND' : 'SELL_TRANSACTION_NOT_FOUND_ERROR',
    message: 'Transaction does not exist',
  };
}

const FEES = ['providerFees', 'networkFees', 'referralFees'];

function changeIn(body: Readonly<Record<string, unknown>>): Omit<OrderChange, 'status'> {
  const text = (name: 'amount' | 'payinTransactionId' | 'transactionHash') => {
    const value = body[name];
    return typeof value === 'string' && value !== '' ? { [name]: value.slice(0, MAX_STORED) } : {};
  };
  const fees = FEES.flatMap((name) => {
    const value = body[name];
    return typeof value === 'string' ? [[name, value.slice(0, MAX_STORED)]] : [];
  });
  return {
    ...text('amount'),
    ...text('payinTransactionId'),
    ...text('transactionHash'),
    fees: Object.fromEntries(fees),
  };
}

/** Characters that are kept of a value. */
export const MAX_STORED = 300;

export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function isRightKey({ keys }: PushRules, given = ''): boolean {
  if (keys === undefined) return true;
  return keys.filter((key) => sameText(given, key)).length > 0;
}

/** Takes as long for a wrong key as for the right one. */
function sameText(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let i = 0; i < given.length; i++) {
    difference |= given.charCodeAt(i) ^ wanted.charCodeAt(i % wanted.length);
  }
  return difference === 0;
}
