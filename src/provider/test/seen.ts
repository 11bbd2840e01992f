/** How chapters put exchanges into words: never a header, never a value that may be secret. */

import { cutLong } from '../../shown.js';
import type { Exchange } from './exchange.js';

/** `POST /quote`. */
export const callName = ({ request }: Exchange): string =>
  `${request.method} ${new URL(request.url).pathname}`;

/** `answers 404 SWAP_PAIR_NOT_FOUND_ERROR`, or why it did not answer. */
export function answered({ answer, failure }: Exchange): string {
  if (answer === undefined) return `did not answer: ${failure?.message ?? 'no answer'}`;
  const key = keyOf(answer.json);
  return `answers ${answer.status}${key === undefined ? '' : ` ${cutLong(key)}`}`;
}

export const told = (exchange: Exchange): string => `${callName(exchange)} ${answered(exchange)}`;

/** The contract's error key, where there is one. */
export function keyOf(json: unknown): string | undefined {
  const key = (json as { messageKey?: unknown } | null | undefined)?.messageKey;
  return typeof key === 'string' ? key : undefined;
}

export const statusOf = ({ answer }: Exchange): number => answer?.status ?? 0;

/** A success, whatever its body. */
export const isGood = (exchange: Exchange): boolean =>
  statusOf(exchange) >= 200 && statusOf(exchange) < 300;

/** Numbers of exchanges, for the evidence. */
export const numbers = (...exchanges: readonly (Exchange | undefined)[]): number[] =>
  exchanges.flatMap((exchange) => (exchange === undefined ? [] : [exchange.number]));

/** An object that tells an error, whatever its status. */
export function isErrorBody(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  const { messageKey, message, error, code } = json as Record<string, unknown>;
  if (typeof messageKey === 'string' || typeof error === 'string') return true;
  return typeof message === 'string' && (code !== undefined || Object.keys(json).length === 1);
}
