/** What is done for each operation of the contracts. The answer is the body of a 200. */
import { buyCapabilities, buyCryptoCurrencies } from './buy/catalogue.js';
import { buyQuote } from './buy/quote.js';
import { buyRedirect } from './buy/redirect.js';
import type { Call } from './call.js';
import type { Desk } from './desk.js';
import { sellCapabilities, sellCryptoCurrencies } from './sell/catalogue.js';
import { sell } from './sell/order.js';
import { sellQuote } from './sell/quote.js';
import { sellRedirect } from './sell/redirect.js';
import { currencies, pairs } from './swap/catalogue.js';
import { swapFixed, swapFloat } from './swap/order.js';
import { quote } from './swap/quote.js';
import { status } from './swap/status.js';

export type Handler = (call: Call, desk: Desk) => unknown;

export const HANDLERS: Readonly<Record<string, Handler>> = {
  listCurrencies: currencies,
  listPairs: pairs,
  quote,
  swapFixed,
  swapFloat,
  swapStatus: status,
  sellCapabilities,
  sellCryptoCurrencies,
  sellQuote,
  sellRedirect,
  sell,
  cardSell: sell,
  buyCapabilities,
  buyCryptoCurrencies,
  buyQuote,
  buyRedirect,
};
