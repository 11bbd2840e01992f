import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import {
  FAULT_KINDS,
  type Fault,
  type Time,
  virtualTime,
  withFaults,
} from '../../src/simulator/faults/index.js';
import { requestOf, simulator, stepsOf, summary } from '../host/flow.js';

const GET_VERSION = fromHex('e002000300');
const START = fromHex('e003000300');
const PROMPT = fromHex('e00f000300');

function faulty(faults: readonly Fault[], options: { seed?: number; time?: Time } = {}): Device {
  return withFaults(simulator('nanosp', 'test'), faults, { time: virtualTime(), ...options });
}

/** What an exchange came to: hex, or the words of the error. */
async function came(device: Device, apdu: Uint8Array): Promise<string> {
  try {
    return toHex(await device.exchange(apdu));
  } catch (error) {
    return (error as Error).message;
  }
}

const VERSION = '0404029000';

describe('faults', () => {
  it('none: nothing changes', async () => {
    expect(await came(faulty([]), GET_VERSION)).toBe(VERSION);
  });

  it('lose: the device has done the command', async () => {
    const device = faulty([{ kind: 'lose', at: 'START_NEW_TRANSACTION' }]);
    expect(await came(device, START)).toBe('the answer to START_NEW_TRANSACTION was lost');
    // A partner is taken only in a transaction: it had begun.
    expect(await came(device, fromHex('e004000300'))).toBe('6a80');
  });

  it('delay: waits on the clock that was handed in', async () => {
    const time = virtualTime();
    const device = faulty([{ kind: 'delay', at: 1, milliseconds: 90_000, times: 2 }], { time });
    expect(await came(device, GET_VERSION)).toBe(VERSION);
    expect(time.now()).toBe(90_000);
    // The second APDU is not the first.
    await device.exchange(GET_VERSION);
    expect(time.now()).toBe(90_000);
  });

  it('duplicate: from then on every answer is that of the command before', async () => {
    const device = faulty([{ kind: 'duplicate', at: 1 }]);
    expect(await came(device, GET_VERSION)).toBe(VERSION);
    expect(await came(device, fromHex('e0ff000300'))).toBe(VERSION);
    expect(await came(device, GET_VERSION)).toBe('6d00');
    expect(await came(device, GET_VERSION)).toBe(VERSION);
  });

  it('duplicate: a host that does not look takes an old answer for the user’s', async () => {
    const inner = simulator('nanosp', 'test');
    const device = withFaults(inner, [
      { kind: 'duplicate', at: 'CHECK_REFUND_ADDRESS_NO_DISPLAY' },
    ]);
    const steps = await stepsOf(inner, requestOf(inner, 'SWAP_NG', {}, { user: 'reject' }));
    for (const { apdu } of steps.slice(0, -1).flatMap((step) => step.exchanges)) {
      await device.exchange(apdu);
    }
    expect(await came(device, PROMPT)).toBe('9000');
    expect(inner.ledger.waitsForUser).toBe(true);
    await inner.screen.reject();
    expect(await came(device, GET_VERSION)).toBe('6a84');
  });

  it('truncate: keeps so many bytes', async () => {
    const device = faulty([
      { kind: 'truncate', at: 1 },
      { kind: 'truncate', at: 2, bytes: 4 },
      { kind: 'truncate', at: 3, bytes: 0 },
    ]);
    expect(await came(device, GET_VERSION)).toBe('04');
    expect(await came(device, GET_VERSION)).toBe('04040290');
    expect(await came(device, GET_VERSION)).toBe('');
  });

  it('corrupt: one byte, the same for the same seed', async () => {
    const fault: Fault = { kind: 'corrupt', at: 'GET_VERSION', times: 5 };
    const answers = async (seed: number) => {
      const device = faulty([fault], { seed });
      const list = [];
      for (let i = 0; i < 6; i++) list.push(await came(device, GET_VERSION));
      return list;
    };
    const first = await answers(7);
    expect(first.slice(0, 5)).not.toContain(VERSION);
    expect(first[5]).toBe(VERSION);
    for (const answer of first.slice(0, 5)) {
      const bytes = fromHex(answer);
      const changed = bytes.filter((byte, i) => byte !== fromHex(VERSION)[i]);
      expect([bytes.length, changed.length]).toEqual([5, 1]);
    }
    expect(await answers(7)).toEqual(first);
    expect(await answers(8)).not.toEqual(first);
    const last = faulty([{ kind: 'corrupt', at: 1, offset: -1 }]);
    expect(await came(last, GET_VERSION)).toMatch(/^04040290(?!00)/);
  });

  it('unplug: before the command, and for good', async () => {
    const device = faulty([{ kind: 'unplug', at: 2 }]);
    expect(await came(device, GET_VERSION)).toBe(VERSION);
    expect(await came(device, START)).toBe('the device was unplugged at START_NEW_TRANSACTION');
    expect(await came(device, GET_VERSION)).toBe('the device is unplugged');
    await expect(device.screen!.press('right')).rejects.toThrow('unplugged');
  });

  it('unplug: before the answer', async () => {
    const inner = simulator('nanosp', 'test');
    const device = withFaults(inner, [
      { kind: 'unplug', at: START[1]! === 3 ? 1 : 2, answering: true },
    ]);
    expect(await came(device, START)).toMatch('unplugged at START_NEW_TRANSACTION');
    expect(inner.ledger.step).toBe('waiting-transaction');
  });

  it('lock: from then on, or for so many commands', async () => {
    const device = faulty([{ kind: 'lock', at: 2, times: 2 }]);
    expect(await came(device, GET_VERSION)).toBe(VERSION);
    expect(await came(device, GET_VERSION)).toBe('5515');
    expect(device.whyRefused?.()).toEqual({ what: 'injected fault: the device is locked' });
    expect(await came(device, START)).toBe('5515');
    expect(await came(device, GET_VERSION)).toBe(VERSION);
    expect(device.whyRefused?.()).toBeUndefined();
    const forGood = faulty([{ kind: 'lock', at: 1 }]);
    for (let i = 0; i < 5; i++) expect(await came(forGood, START)).toBe('5515');
  });

  it('slow-user: every gesture waits', async () => {
    const time = virtualTime();
    const device = faulty([{ kind: 'slow-user', milliseconds: 2000 }], { time });
    await device.screen!.press('right');
    await device.screen!.next();
    expect(time.now()).toBe(4000);
  });

  it('memory-corruption: at the first coin check, and the same command works again', async () => {
    const inner = simulator('nanosp', 'test');
    const steps = await stepsOf(inner, requestOf(inner, 'SWAP_NG'));
    const device = withFaults(simulator('nanosp', 'test'), [{ kind: 'memory-corruption' }]);
    const answers = [];
    for (const { apdu } of steps.slice(0, -2).flatMap((step) => step.exchanges)) {
      let status = (await came(device, apdu)).slice(-4);
      if (status === '6a8a') {
        answers.push(status);
        status = (await came(device, apdu)).slice(-4);
      }
      answers.push(status);
    }
    expect(answers.filter((status) => status !== '9000')).toEqual(['6a8a']);
  });

  it('coin-app-crash: no answer, then the dashboard', async () => {
    const inner = simulator('nanosp', 'test');
    const device = withFaults(inner, [{ kind: 'coin-app-crash' }]);
    await expect(stepsOf(device, requestOf(inner, 'SELL_NG'))).rejects.toThrow('coin app crashed');
    expect(await came(device, fromHex('b001000000'))).toMatch(/^0105424f4c4f53/);
  });

  it('strikes a command by name at its first APDU only', async () => {
    const inner = simulator('nanosp', 'test');
    const fault: Fault = { kind: 'lock', at: 'PROCESS_TRANSACTION_RESPONSE', times: 1 };
    const device = withFaults(inner, [fault]);
    const steps = await stepsOf(device, requestOf(inner, 'SWAP_NG'));
    expect(summary(steps).at(-1)).toBe('PROCESS_TRANSACTION_RESPONSE 5515');
    const again = await stepsOf(device, requestOf(inner, 'SWAP_NG'));
    expect(summary(again).at(-1)).toBe('START_SIGNING_TRANSACTION 9000');
  });

  it('works on a device without a screen, and closes it', async () => {
    const { screen: _, ...rest } = { ...simulator(), exchange: async () => fromHex('9000') };
    let closed = false;
    const device = withFaults(
      {
        ...rest,
        name: 'usb',
        model: 'nanox',
        close: async () => {
          closed = true;
        },
      },
      [],
    );
    expect(device.screen).toBeUndefined();
    await device.close();
    expect(closed).toBe(true);
  });

  it('names all its kinds', () => {
    expect(new Set(FAULT_KINDS).size).toBe(10);
  });
});
