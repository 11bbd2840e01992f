/** A decorator says what it does itself; the rest, and only what the device can do, is passed on. */
import { expect, it } from 'vitest';
import { borrowed, forward } from '../../src/device/forward.js';
import type { Device } from '../../src/device.js';
import { createSimulator } from '../../src/simulator/simulator.js';

const bare = (): Device & { closed: boolean } => ({
  name: 'bare',
  model: 'stax',
  closed: false,
  exchange: async (apdu) => apdu,
  async close() {
    this.closed = true;
  },
});

it('has the optional capabilities of the device behind it, and none more', async () => {
  expect(Object.keys(forward(bare())).sort()).toEqual(['close', 'exchange', 'model', 'name']);
  const front = forward({ ...bare(), screenshot: async () => Uint8Array.of(1) });
  expect(await front.screenshot?.()).toEqual(Uint8Array.of(1));
  const simulator = createSimulator();
  expect(forward(simulator).screen).toBe(simulator.screen);
});

it('does itself what is said, and hides a screen', async () => {
  const front = forward(createSimulator(), {
    exchange: async () => Uint8Array.of(0x90, 0),
    screen: undefined,
  });
  expect(front.screen).toBeUndefined();
  expect('screen' in front).toBe(false);
  expect(await front.exchange(Uint8Array.of(0xe0))).toEqual(Uint8Array.of(0x90, 0));
});

it('closes the device behind it, unless it is borrowed', async () => {
  const device = bare();
  await borrowed(device).close();
  expect(device.closed).toBe(false);
  await forward(device).close();
  expect(device.closed).toBe(true);
});
