import type { Range } from '../exchange/layouts.js';

/** Bytes of a ticker in a coin configuration that some release takes; those before 4.2.3 take fewer. */
export const WIDEST_TICKER: Range = { min: 1, max: 9 };
