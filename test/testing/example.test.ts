/** How a vitest user writes tests with `exchange-sim/testing`. */
import { afterEach, expect, it } from 'vitest';
import {
  approve,
  closeDevices,
  expectScreen,
  reject,
  runFlow,
  simulatedDevice,
} from '../../src/testing/index.js';

afterEach(closeDevices);

it('a swap is approved', async () => {
  const device = simulatedDevice({ model: 'stax' });
  const { words, screens } = await runFlow(device, { from: 'ETH', to: 'BTC', amount: '1.5' });
  expect(words).toBe('approved');
  expect(screens.flat()).toContain('1.5 ETH');
});

it('my backend must not send the hex text of the nonce', async () => {
  const { words } = await runFlow(simulatedDevice(), { mistake: 'NONCE_HEX_AS_TEXT' });
  expect(words).toContain('refused at PROCESS_TRANSACTION_RESPONSE with 6a81');
});

it('the user reads before deciding', async () => {
  const device = simulatedDevice();
  const flow = runFlow(device, { kind: 'sell', currency: 'BTC', decision: 'nobody' });
  await expectScreen(device, 'Review transaction to sell BTC');
  await device.screen.next();
  await expectScreen(device, ['Exchange partner', 'Test partner']);
  await reject(device);
  expect((await flow).words).toMatch(/^rejected at PROMPT_UI_DISPLAY with 6a84/);
});

it('a foreign payout address brings a warning', async () => {
  await using device = simulatedDevice({ model: 'flex' });
  const flow = runFlow(device, { payout: 'foreign', decision: 'nobody' });
  await expectScreen(device, /does not belong to this Ledger device/);
  await approve(device);
  expect((await flow).outcome).toBe('approved');
});
