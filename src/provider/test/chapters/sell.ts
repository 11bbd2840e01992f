/** K, L, M: all chapters of sell, card, fund and buy, in their order. */
import type { Chapter } from '../chapter.js';
import { buyQuote } from './buy-quote.js';
import { sellCatalogue } from './sell-catalogue.js';
import { sellListed } from './sell-listed.js';
import { sellOrder } from './sell-order.js';
import { sellQuote } from './sell-quote.js';
import { sellRedirect } from './sell-redirect.js';

export const SELL_CHAPTERS: readonly Chapter[] = [
  sellCatalogue,
  sellQuote,
  buyQuote,
  sellListed,
  sellRedirect,
  sellOrder,
];
