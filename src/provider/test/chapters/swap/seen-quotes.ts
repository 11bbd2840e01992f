/** Every quote of the run so far, with what was asked. */
import type { GoodQuote } from '../../known.js';
import { quoteIn } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';

export interface SeenQuote {
  readonly quote: GoodQuote;
  readonly exchange: GoodQuote['exchange'];
  readonly from: string;
  readonly to: string;
  /** As it was asked for. */
  readonly amount: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly isFixed: boolean;
}

/** Probes are left out: what they are answered is no quote of a valid request. */
export function seenQuotes({ journal }: Pick<ProviderRun, 'journal'>): readonly SeenQuote[] {
  return journal.flatMap((exchange): SeenQuote[] => {
    const { operation, body = '{}' } = exchange.request;
    if (operation !== 'quote') return [];
    const { from, to, amount } = JSON.parse(body) as Record<string, string>;
    const trade = { from: String(from), to: String(to), amount: String(amount) };
    const quote = quoteIn(exchange, trade);
    if (quote === undefined) return [];
    // An id makes a quote one that can be ordered, whatever it calls itself.
    const isFixed = quote.tradeMethod === 'fixed' || quote.quoteId !== undefined;
    return [{ quote, exchange, ...trade, answer: quote.answer, isFixed }];
  });
}

export const quoteName = ({ amount, from, to }: SeenQuote): string => `${amount} ${from} to ${to}`;

/** A member as a number; undefined where it is none. */
export function numberOf(value: unknown): number | undefined {
  const isDecimal =
    typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  return isDecimal ? Number(value) : undefined;
}
