/** An earlier run has moved the provider's clock on: that is no mistake of the provider. */
import { expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../../src/provider/serve/index.js';
import { VirtualClock } from '../../../src/provider/virtual-clock.js';
import { runAt } from './runs.js';

it('a second run finds what the first has found', async () => {
  const wall = new VirtualClock();
  const provider = await startProvider({ products: ['swap'], partnerName: 'TestSwap', wall });
  onTestFinished(() => provider.close());
  const { curve, publicKey } = provider.settings.key;
  const profile = { clock: '/admin/time', key: { curve, publicKey, label: 'registered' } };
  await provider.admin.advance(200_000);
  const run = await runAt(provider.url, { wall, profile });
  expect(run.failed).toEqual([]);
  expect(run.rule('CLOCK_SKEW').result).toBe('passed');
  expect(run.rule('QUOTE_DIES_EARLY').result).toBe('passed');
});
