/** A swap in your own tests: `npx vitest run swap.test.ts`. No server, no ports, no sleeping. */
import {
  approve,
  closeDevices,
  expectScreen,
  runFlow,
  simulatedDevice,
} from 'exchange-sim/testing';
import { afterEach, expect, it } from 'vitest';

afterEach(closeDevices);

it('shows the user what was ordered', async () => {
  const device = simulatedDevice({ model: 'nanosp' });
  const flow = runFlow(device, { from: 'ETH', to: 'BTC', amount: '1.5', decision: 'nobody' });
  await expectScreen(device, 'Review transaction to swap ETH to BTC');
  await approve(device);
  const { words, screens } = await flow;
  expect(words).toBe('approved');
  expect(screens).toContainEqual(['Send', '1.5 ETH']);
});

it('takes a refusal for what it is', async () => {
  const { words, status } = await runFlow(simulatedDevice(), { decision: 'reject' });
  expect(status).toBe('6a84');
  expect(words).toMatch(/^rejected/);
});

it('does not take a lost answer for an approval', async () => {
  const device = simulatedDevice({ faults: [{ kind: 'lose', at: 'PROMPT_UI_DISPLAY' }] });
  const { words } = await runFlow(device);
  expect(words).toMatch(/^broken at PROMPT_UI_DISPLAY/);
});
