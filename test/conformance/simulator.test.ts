import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { MODELS } from '../../src/device.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';
import { conformance } from './behaviours.js';

for (const model of MODELS) {
  describe(`simulator, ${model}`, () => {
    conformance({
      name: 'simulator',
      open: async () => simulator(model),
      request: (device, { reject, nonce }) =>
        requestOf(device, 'SWAP_NG', nonce === undefined ? {} : { nonce }, {
          user: reject === true ? 'reject' : 'approve',
        }),
      exceptions: {},
    });
  });
}

describe('simulator, as a device', () => {
  it('loses the answer of the review when another command comes in between', async () => {
    const device = simulator('nanosp', 'test');
    const request = requestOf(device, 'SWAP_NG');
    const steps = await stepsOf(device, { ...request, user: 'reject' });
    // The same flow again, command by command, up to the review.
    for (const { apdu } of steps.slice(0, -1).flatMap((step) => step.exchanges)) {
      expect(toHex(await device.exchange(apdu)).slice(-4)).toBe('9000');
    }
    const review = device.exchange(fromHex('e00f000300'));
    const lost = expect(review).rejects.toThrow(/answer of this command is lost/);
    expect(toHex(await device.exchange(fromHex('e002000300')))).toBe('6d01');
    await lost;
    await device.screen.approve();
    expect(toHex(await device.exchange(fromHex('e00a000300')))).toBe('9000');
  });

  it('takes the status page away by itself, three seconds after the coin app refused', async () => {
    let now = 0;
    const device = simulator('nanosp', 'random', () => now);
    await stepsOf(device, requestOf(device, 'SWAP_NG'));
    // Path 44', and a list with a list in the place of the nonce: no transaction.
    expect(toHex(await device.exchange(fromHex('e004000007018000002cc1c0')))).toBe('ff016001');
    expect(device.screen.current().kind).toBe('status');
    now += 3000;
    expect(device.screen.current().kind).toBe('home');
  });

  it('refuses gestures the model does not have', async () => {
    await expect(simulator('stax').screen.press('both')).rejects.toThrow(/no buttons/);
    await expect(simulator('nanox').screen.touch({ x: 1, y: 1 })).rejects.toThrow(
      /no touch screen/,
    );
  });

  it('opens Exchange again from the dashboard', async () => {
    const device = simulator();
    expect(toHex(await device.exchange(fromHex('b0a7000000')))).toBe('9000');
    expect(toHex(await device.exchange(fromHex('b001000000')))).toMatch(/^0105424f4c4f53/);
    expect(toHex(await device.exchange(fromHex('e0d800000845786368616e6765')))).toBe('6807');
    const open = fromHex('e0d800000d45786368616e67652054455354');
    expect(toHex(await device.exchange(open))).toBe('9000');
    expect(toHex(await device.exchange(fromHex('e002000300')))).toBe('0404029000');
  });
});
