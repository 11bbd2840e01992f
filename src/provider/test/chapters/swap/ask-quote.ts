/** Quotes that are asked for to compare them with what was listed. */
import { callOf } from '../../call-of.js';
import type { Exchange } from '../../exchange.js';
import type { GoodQuote, Trade } from '../../known.js';
import { quoteIn } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';
import { keyOf, statusOf } from '../../seen.js';

export interface Quoted {
  readonly trade: Trade;
  readonly exchange: Exchange;
  readonly quote?: GoodQuote;
}

/** Calls at a time: as a few users at once would. */
const AT_ONCE = 5;

/** @param operation 'probe' for what must be refused: rules of every answer leave it alone. */
export async function quoteOf(
  run: ProviderRun,
  trade: Trade,
  operation: 'quote' | 'probe' = 'quote',
): Promise<Quoted> {
  const exchange = await run.client.call({ ...callOf(run, 'quote', { trade }), operation });
  const quote = quoteIn(exchange, trade);
  return { trade, exchange, ...(quote === undefined ? {} : { quote }) };
}

export async function quotesOf(
  run: ProviderRun,
  trades: readonly Trade[],
  operation: 'quote' | 'probe' = 'quote',
): Promise<readonly Quoted[]> {
  const found: Quoted[] = [];
  for (let at = 0; at < trades.length; at += AT_ONCE) {
    const some = trades.slice(at, at + AT_ONCE);
    found.push(...(await Promise.all(some.map((trade) => quoteOf(run, trade, operation)))));
  }
  return found;
}

export const isUnknownPair = ({ exchange }: Quoted): boolean =>
  statusOf(exchange) === 404 || keyOf(exchange.answer?.json) === 'SWAP_PAIR_NOT_FOUND_ERROR';

/** Some of a list, by the run's seed. */
export function sampleOf<Item>(
  { random }: ProviderRun,
  items: readonly Item[],
  size: number,
): Item[] {
  const left = [...items];
  const chosen: Item[] = [];
  while (left.length > 0 && chosen.length < size) {
    chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen;
}

export const tradeName = ({ from, to, amount }: Trade): string => `${amount} ${from} to ${to}`;
