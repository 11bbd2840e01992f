/** Holding a finger acts while it is down, as "Hold to sign" does on the device. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Touch } from '../../src/device.js';
import { Hands } from '../../src/server/hands.js';

describe('a held finger', () => {
  let touches: Touch[];
  let now: number;
  let hands: Hands;

  beforeEach(() => {
    vi.useFakeTimers();
    touches = [];
    now = 0;
    hands = new Hands({
      press: async () => {},
      touch: async (touch) => {
        touches.push(touch);
      },
      now: () => now,
      holdTime: (x) => (x === 200 ? 1.2 : undefined),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('acts without being lifted once the time is reached, and only once', async () => {
    await hands.fingerAt(200, 515, true);
    await vi.advanceTimersByTimeAsync(1199);
    expect(touches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(touches).toEqual([{ x: 200, y: 515, seconds: 1.2 }]);
    now = 2000;
    await hands.fingerAt(200, 515, false);
    expect(touches).toHaveLength(1);
  });

  it('does not act when it is lifted too early', async () => {
    await hands.fingerAt(200, 515, true);
    now = 500;
    await hands.fingerAt(200, 515, false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(touches).toEqual([{ x: 200, y: 515, seconds: 0.5 }]);
  });

  it('elsewhere acts when it is lifted', async () => {
    await hands.fingerAt(36, 606, true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(touches).toEqual([]);
    await hands.fingerAt(36, 606, false);
    expect(touches).toEqual([{ x: 36, y: 606 }]);
  });
});
