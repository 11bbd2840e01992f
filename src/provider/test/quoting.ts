/** Quotes on demand, for orders and comparisons. */
import { callOf } from './call-of.js';
import type { Exchange } from './exchange.js';
import { type GoodQuote, type Trade, unusable } from './known.js';
import { operationsOf } from './operations.js';
import type { ProviderRun } from './run.js';
import { isErrorBody, isGood } from './seen.js';

/** A fresh quote of the trade; undefined when the provider gives none. */
export async function quoteFor(run: ProviderRun, trade: Trade): Promise<GoodQuote | undefined> {
  const operation = operationsOf(run.product).find(({ kind }) => kind === 'quote');
  if (operation === undefined || unusable(run, operation.id) !== undefined) return undefined;
  return quoteIn(await run.client.call(callOf(run, operation.id, { trade })), trade);
}

/** What an answer to that trade gives; undefined when it is no quote. */
export function quoteIn(exchange: Exchange, trade: Trade): GoodQuote | undefined {
  const answer = exchange.answer?.json;
  if (!isGood(exchange) || isErrorBody(answer)) return undefined;
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  const { quoteId, tradeMethod } = answer as Record<string, unknown>;
  // Damaged bytes: no order could name it.
  if (typeof quoteId === 'string' && quoteId.includes('\ufffd')) return undefined;
  return {
    trade,
    ...(typeof quoteId === 'string' ? { quoteId } : {}),
    ...(typeof tradeMethod === 'string' ? { tradeMethod } : {}),
    answer: answer as Record<string, unknown>,
    exchange,
  };
}
