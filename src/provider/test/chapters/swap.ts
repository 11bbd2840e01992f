/** C to F and I: the chapters of swap, in their order. */
import type { Chapter } from '../chapter.js';
import { swapCatalogue } from './swap-catalogue.js';
import { swapOrder } from './swap-order.js';
import { swapPairs } from './swap-pairs.js';
import { swapQuote } from './swap-quote.js';
import { swapStatus } from './swap-status.js';

/** What needs the present; `swap-time.ts` comes behind all of that. */
export const SWAP_CHAPTERS: readonly Chapter[] = [
  swapCatalogue,
  swapPairs,
  swapQuote,
  swapOrder,
  swapStatus,
];
