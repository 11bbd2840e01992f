/** The exchanges that reports show: those that broke a rule, and the newest; never all of them. */
import type { Exchange } from '../test/exchange.js';

const NEWEST = 100;
const TELLING = 500;
/** Characters of a body that are kept: reports show fewer. */
const BODY = 64 * 1024;

export class KeptJournal {
  private readonly telling = new Map<number, Exchange>();
  private newest: Exchange[] = [];

  add(exchange: Exchange, isTelling: boolean): void {
    const kept = shortened(exchange);
    if (isTelling && this.telling.size < TELLING) this.telling.set(exchange.number, kept);
    this.newest.push(kept);
    if (this.newest.length > 2 * NEWEST) this.newest = this.newest.slice(-NEWEST);
  }

  /** In the order of their numbers. */
  all(): readonly Exchange[] {
    const all = new Map(this.newest.slice(-NEWEST).map((one) => [one.number, one]));
    for (const [number, one] of this.telling) all.set(number, one);
    return [...all.values()].sort((a, b) => a.number - b.number);
  }
}

function shortened(exchange: Exchange): Exchange {
  const { request, answer } = exchange;
  const { body } = request;
  return {
    ...exchange,
    request: { ...request, ...(body === undefined ? {} : { body: body.slice(0, BODY) }) },
    ...(answer === undefined
      ? {}
      : {
          answer: {
            ...answer,
            bytes: new Uint8Array(),
            text: answer.text.slice(0, BODY),
            json: undefined,
          },
        }),
  };
}
