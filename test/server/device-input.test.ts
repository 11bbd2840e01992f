/** Holding a finger acts while it is down, as "Hold to sign" does on the device. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Touch } from '../../src/device.js';
import { DeviceClock } from '../../src/server/device-clock.js';
import { DeviceInput } from '../../src/server/device-input.js';

describe('a held finger', () => {
  let touches: Touch[];
  let input: DeviceInput;
  let clock: DeviceClock;

  beforeEach(() => {
    vi.useFakeTimers();
    touches = [];
    clock = new DeviceClock(() => Date.now());
    input = new DeviceInput({
      press: async () => {},
      touch: async (touch) => {
        touches.push(touch);
      },
      clock,
      holdTime: (x) => (x === 200 ? 1.2 : undefined),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('acts without being lifted once the time is reached, and only once', async () => {
    await input.fingerAt(200, 515, true);
    await vi.advanceTimersByTimeAsync(1199);
    expect(touches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(touches).toEqual([{ x: 200, y: 515, seconds: 1.2 }]);
    await vi.advanceTimersByTimeAsync(800);
    await input.fingerAt(200, 515, false);
    expect(touches).toHaveLength(1);
  });

  it('does not act when it is lifted too early', async () => {
    await input.fingerAt(200, 515, true);
    await vi.advanceTimersByTimeAsync(500);
    await input.fingerAt(200, 515, false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(touches).toEqual([{ x: 200, y: 515, seconds: 0.5 }]);
  });

  it('elsewhere acts when it is lifted', async () => {
    await input.fingerAt(36, 606, true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(touches).toEqual([]);
    await input.fingerAt(36, 606, false);
    expect(touches).toEqual([{ x: 36, y: 606, seconds: 5 }]);
  });

  it('follows the ticks of a paused device', async () => {
    clock.pause();
    await input.fingerAt(200, 515, true);
    await vi.advanceTimersByTimeAsync(5000);
    for (let tick = 1; tick < 12; tick++) {
      clock.step();
      await input.ticked();
      expect(input.moment()).toEqual({ held: 100 * tick });
    }
    expect(touches).toEqual([]);
    clock.step();
    await input.ticked();
    expect(touches).toEqual([{ x: 200, y: 515, seconds: 1.2 }]);
    expect(input.moment()).toEqual({ letGo: false });
  });

  it('tells that it was lifted too early, until it is down again', async () => {
    await input.fingerAt(200, 515, true);
    await vi.advanceTimersByTimeAsync(400);
    expect(input.moment()).toEqual({ held: 400 });
    await input.fingerAt(200, 515, false);
    expect(input.moment()).toEqual({ letGo: true });
    await input.fingerAt(36, 606, true);
    expect(input.moment()).toEqual({ letGo: false });
  });
});
