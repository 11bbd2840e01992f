import { expect, it } from 'vitest';
import { behavioursOf } from '../../../src/provider/serve/misbehave/index.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { self } from '../../../src/provider/test/chapters/self.js';
import { SWAP_CHAPTERS } from '../../../src/provider/test/chapters/swap.js';
import { swapTime } from '../../../src/provider/test/chapters/swap-time.js';
import { expectEach, FIRST_OF_ORDERS } from './matrix.js';
import { runSwap } from './runs.js';

expectEach(({ number }) => number >= FIRST_OF_ORDERS);

it.each([
  ['QUOTE_SLOW', 'QUOTE_TOO_SLOW', 'error'],
  ['ORDER_SLOW', 'ORDER_TOO_SLOW', 'warning'],
])(
  '%s: %s',
  async (code, id, severity) => {
    const chapters = [reaching, ...SWAP_CHAPTERS, swapTime, self];
    const run = await runSwap({ behaviours: behavioursOf([code]), chapters });
    expect(run.rule(id)).toMatchObject({ result: 'failed', severity });
  },
  120_000,
);
