/** C to F: the chapters of swap, in their order. */
import type { Chapter } from '../chapter.js';
import { swapCatalogue } from './swap-catalogue.js';
import { swapOrder } from './swap-order.js';
import { swapPairs } from './swap-pairs.js';
import { swapQuote } from './swap-quote.js';

export const SWAP_CHAPTERS: readonly Chapter[] = [swapCatalogue, swapPairs, swapQuote, swapOrder];
