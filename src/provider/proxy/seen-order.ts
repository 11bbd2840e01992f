/** Quotes and orders as the requests of others tell of them. */

import type { Exchange } from '../test/exchange.js';
import type { GoodQuote, Trade } from '../test/known.js';
import { type OrderOperation, orderAnswer, type SeenOrder } from '../test/order.js';
import { quoteIn } from '../test/quoting.js';
import { BoundedMap } from './bounded-map.js';

type Texts = Readonly<Record<string, string>>;

/** Remembered, for orders that name them. */
const QUOTES = 5_000;
/** Characters of an answer that is remembered; a quote has a few hundred. */
const LONGEST = 32_768;

export class SeenQuotes {
  private readonly byId = new BoundedMap<string, GoodQuote>(QUOTES);
  private readonly byTrade = new BoundedMap<string, GoodQuote>(QUOTES);

  note(quote: GoodQuote): void {
    if ((quote.exchange.answer?.text.length ?? 0) > LONGEST) return;
    const kept = { ...quote, exchange: light(quote.exchange) };
    if (quote.quoteId !== undefined) this.byId.set(quote.quoteId, kept);
    this.byTrade.set(tradeKey(quote.trade), kept);
  }

  withId(id: string): GoodQuote | undefined {
    return this.byId.get(id);
  }

  /** The newest. */
  of(trade: Trade): GoodQuote | undefined {
    return this.byTrade.get(tradeKey(trade));
  }
}

const tradeKey = ({ from, to, amount }: Trade) => JSON.stringify([from, to, amount]);

/** Without its bytes. */
export function light(exchange: Exchange): Exchange {
  const { answer } = exchange;
  if (answer === undefined) return exchange;
  return { ...exchange, answer: { ...answer, bytes: new Uint8Array(), text: '' } };
}

/** Members of a JSON body, or of the query, that are text; undefined when the body is no object. */
export function membersIn({ request }: Exchange): Texts | undefined {
  if (request.method === 'GET') return Object.fromEntries(new URL(request.url).searchParams);
  try {
    const json: unknown = JSON.parse(request.body ?? '');
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
    return Object.fromEntries(
      Object.entries(json).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
  } catch {
    return undefined;
  }
}

/** Undefined for what is no valid request for a quote, or was given none. */
export function quoteOf(exchange: Exchange): GoodQuote | undefined {
  const { from, to, amount, 'payment-method': paymentMethod, country } = membersIn(exchange) ?? {};
  if (from === undefined || to === undefined || amount === undefined) return undefined;
  return quoteIn(exchange, {
    from,
    to,
    amount,
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
    ...(country === undefined ? {} : { country }),
  });
}

/** Undefined for what is no valid request for an order, or was refused. */
export function orderOf(exchange: Exchange, quotes: SeenQuotes): SeenOrder | undefined {
  const request = membersIn(exchange);
  const answer = orderAnswer(exchange);
  if (request === undefined || answer === undefined) return undefined;
  const operation = exchange.request.operation as OrderOperation;
  const named = quotes.withId(request.quoteId ?? '');
  const from = request.currencyFrom ?? request.fromCryptoCurrency;
  const to = request.currencyTo ?? request.toFiatCurrency;
  if (from === undefined || to === undefined) return undefined;
  const amount = request.amount ?? named?.trade.amount;
  if (amount === undefined) return undefined;
  const trade = named?.trade ?? { from, to, amount };
  const quote = named ?? quotes.of(trade);
  const id = answer.swapId ?? answer.sellId;
  return {
    operation,
    trade,
    ...(quote === undefined ? {} : { quote }),
    request,
    exchange: light(exchange),
    answer,
    ...(typeof id === 'string' ? { id } : {}),
  };
}
