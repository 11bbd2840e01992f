/** How long calls took, without keeping them: QUOTE_TOO_SLOW and ORDER_TOO_SLOW of traffic. */
import type { Exchange } from '../test/exchange.js';
import { judgeOrderTime } from '../test/judgements/order-answer.js';
import { judgeQuoteTime } from '../test/judgements/quotes.js';
import type { ProviderRun } from '../test/run.js';
import { light } from './seen-order.js';

/** The newest of an operation, of which the share is taken that is slow. */
const NEWEST = 1_000;

export class SeenTimes {
  private readonly quotes = new Map<string, Exchange[]>();
  private orders: Exchange[] = [];

  note(run: ProviderRun, exchange: Exchange, kind: 'quote' | 'order'): void {
    const one = { ...light(exchange), request: { ...exchange.request, body: '' } };
    const { operation } = exchange.request;
    if (kind === 'quote') {
      const all = [...(this.quotes.get(operation) ?? []), one].slice(-NEWEST);
      this.quotes.set(operation, all);
    } else this.orders = [...this.orders, one].slice(-NEWEST);
    // At once where it is too slow for one; the share is told at the end.
    if (exchange.totalMs > SLOW) this.judge(run);
  }

  judge(run: ProviderRun): void {
    for (const [operation, journal] of this.quotes) judgeQuoteTime({ ...run, journal }, operation);
    if (this.orders.length > 0) judgeOrderTime({ ...run, journal: this.orders });
  }
}

/** Milliseconds. */
const SLOW = 5_000;
