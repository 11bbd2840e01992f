/**
 * All chapters, in the order in which they run: each may use what those before it have learned. A
 * chapter has its own file here; its name is that of the file of rules it decides, e.g.
 * `reaching.ts`, `errors.ts`, `swap-catalogue.ts`, `pairs.ts`, `quote.ts`, `order.ts`,
 * `payload.ts`, `device.ts`, `status.ts`, `push.ts`, `sell.ts`, `fund.ts`, `buy.ts`. The rules of
 * the run itself (`self.ts`) come last.
 */
import type { Chapter } from '../chapter.js';
import { samples } from '../judgements/samples.js';
import { passive } from '../passive.js';
import { device } from './device.js';
import { errors } from './errors.js';
import { payload } from './payload.js';
import { push } from './push.js';
import { reaching } from './reaching.js';
import { self } from './self.js';
import { SELL_CHAPTERS } from './sell.js';
import { sellTime } from './sell-time.js';
import { SWAP_CHAPTERS } from './swap.js';
import { swapTime } from './swap-time.js';

export const CHAPTERS: readonly Chapter[] = [
  reaching,
  ...SWAP_CHAPTERS,
  ...SELL_CHAPTERS,
  errors,
  payload,
  device,
  swapTime,
  sellTime,
  push,
  samples,
  passive,
  self,
];
