/**
 * What every Device must do, written once against the contract. A backend runs it by handing in how
 * to open a device with the Exchange app of a test build (random nonce), freshly started. What a
 * backend cannot do is listed with a reason, never silently left out.
 */
import { expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import { flowSteps } from '../../src/host/flow-runner.js';
import { outcomeOf, refusalOf } from '../../src/host/flow-step.js';

export interface Backend<D extends Device = Device> {
  readonly name: string;
  open(): Promise<D>;
  /** A swap that a user of this device may approve. */
  request(device: D, changes: { reject?: boolean; nonce?: string }): FlowRequest;
  /** Behaviours this backend cannot show, and why. */
  readonly exceptions: Readonly<Record<string, string>>;
}

type Behaviour = <D extends Device>(device: D, backend: Backend<D>) => Promise<void>;

const GET_VERSION = fromHex('e002000300');
const START = fromHex('e003000300');

async function stepsOf(device: Device, request: FlowRequest) {
  const steps = [];
  for await (const step of flowSteps(device, request)) steps.push(step);
  return steps;
}

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'answers the version of the app': async (device) => {
    expect(toHex(await device.exchange(GET_VERSION))).toBe('0404029000');
  },

  'makes another nonce for each transaction': async (device) => {
    const first = await device.exchange(START);
    const second = await device.exchange(START);
    expect([first.length, toHex(first.subarray(-2))]).toEqual([34, '9000']);
    expect(toHex(second)).not.toBe(toHex(first));
  },

  'refuses what does not come now and goes on': async (device) => {
    expect(toHex(await device.exchange(fromHex('e00f000300')))).toBe('6d01');
    expect(toHex(await device.exchange(fromHex('e0ff000300')))).toBe('6d00');
    expect(toHex(await device.exchange(fromHex('00020003')))).toBe('6e01');
    expect(toHex(await device.exchange(GET_VERSION))).toBe('0404029000');
  },

  'waits for the user and approves': async (device, backend) => {
    const steps = await stepsOf(device, backend.request(device, {}));
    expect(outcomeOf(steps)).toBe('approved');
    const screens = steps.flatMap((step) => step.screens);
    if (device.screen !== undefined) expect(screens.length).toBeGreaterThan(2);
  },

  'answers the refusal of the user': async (device, backend) => {
    const steps = await stepsOf(device, backend.request(device, { reject: true }));
    expect(outcomeOf(steps)).toBe('rejected');
    expect(refusalOf(steps)?.status).toBe('6a84');
    expect(toHex(await device.exchange(GET_VERSION))).toBe('0404029000');
  },

  'refuses a payload over another nonce': async (device, backend) => {
    const steps = await stepsOf(device, backend.request(device, { nonce: '00'.repeat(32) }));
    expect(refusalOf(steps)).toMatchObject({
      command: 'PROCESS_TRANSACTION_RESPONSE',
      status: '6a82',
    });
  },

  'shows its screens by event': async (device, backend) => {
    const { screen } = device;
    expect(screen).toBeDefined();
    const seen = screen!.waitFor('Processing');
    await stepsOf(device, backend.request(device, {}));
    expect((await seen).lines.map((line) => line.text)).toContain('Processing');
  },

  'says which text never came': async (device) => {
    const never = device.screen!.waitFor('no such text', { timeoutMs: 20 });
    await expect(never).rejects.toThrow(/no such text.*20 ms/);
  },

  'answers nothing once closed': async (device) => {
    await device.close();
    await expect(device.exchange(GET_VERSION)).rejects.toThrow(/closed/);
  },
};

export function conformance<D extends Device>(backend: Backend<D>): void {
  it('exceptions name behaviours that exist, each with a reason', () => {
    for (const [name, reason] of Object.entries(backend.exceptions)) {
      expect(Object.keys(BEHAVIOURS)).toContain(name);
      expect(reason.length).toBeGreaterThan(10);
    }
  });
  for (const [name, behaviour] of Object.entries(BEHAVIOURS)) {
    if (name in backend.exceptions) continue;
    it(name, async () => {
      const device = await backend.open();
      try {
        await behaviour(device, backend);
      } finally {
        await device.close();
      }
    });
  }
}
