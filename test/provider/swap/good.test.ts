import { expect, it } from 'vitest';
import { runSwap } from './runs.js';

it('debug', async () => {
  const run = await runSwap();
  for (const { id, result, evidence, why } of run.rules) console.log(result, id, evidence || why);
  console.log(run.milliseconds);
  expect(run.failed).toEqual([]);
});
