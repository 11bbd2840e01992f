import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';
import * as entry from '../../src/testing/index.js';
import {
  approve,
  closeDevices,
  ExpectationError,
  expectScreen,
  reject,
  runFlow,
  simulatedDevice,
  withFaults,
} from '../../src/testing/index.js';

it.each([/Exchange/g, /exchange/gi, /Exchange/y])(
  'a pattern that remembers where it stopped (%s) looks at each screen anew',
  async (pattern) => {
    const device = simulatedDevice({ build: 'production' });
    for (let i = 0; i < 3; i++) {
      pattern.lastIndex = i;
      expect((await device.screen.waitFor(pattern, { timeoutMs: 20 })).kind).toBe('home');
      pattern.lastIndex = i;
      expect((await expectScreen(device, pattern, { timeoutMs: 20 })).kind).toBe('home');
    }
  },
);

const GET_VERSION = fromHex('e002000300');

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  );
}

describe('exchange-sim/testing', () => {
  it('says that a coin app is in front of a device that is no simulator', async () => {
    const inner = createSimulator({ verifier: nodeVerifier });
    const device: Device = {
      name: 'somewhere',
      model: inner.model,
      screen: inner.screen,
      exchange: (apdu) => inner.exchange(apdu),
      close: () => inner.close(),
    };
    expect((await runFlow(device)).words).toBe('approved');
    expect((await runFlow(device)).words).toBe(
      'refused at START_NEW_TRANSACTION with 6d00 INVALID_INSTRUCTION: Exchange is not in front: a coin app has the wire since START_SIGNING_TRANSACTION, or another app is open.',
    );
  });

  it('exports what its users call', () => {
    expect(Object.keys(entry).sort()).toEqual([
      'ExpectationError',
      'ProviderError',
      'approve',
      'closeDevices',
      'expectScreen',
      'parseScenarios',
      'reject',
      'runFlow',
      'runScenario',
      'simulatedDevice',
      'simulatedOpener',
      'startProvider',
      'testProvider',
      'virtualTime',
      'withFaults',
    ]);
  });

  it('makes the device that was asked for', async () => {
    const device = simulatedDevice({
      model: 'flex',
      build: 'test',
      firmware: '4.4.2',
      apps: ['Bitcoin'],
      seed: 'other',
      faults: [{ kind: 'lock', at: 2, times: 1 }],
    });
    expect([device.name, device.model, device.seed]).toEqual(['simulator', 'flex', 'other']);
    expect(toHex(await device.exchange(GET_VERSION))).toBe('0404029000');
    expect(toHex(await device.exchange(GET_VERSION))).toBe('5515');
    const { words, nonce } = await runFlow(device, { kind: 'fund', currency: 'BTC' });
    expect(words).toBe('approved');
    expect(nonce).toMatch(/^350aea0c/);
    expect(device.simulator.coinApp('Ethereum')).toBeUndefined();
    expect(device.transcript.slice(0, 2).map(({ status }) => status)).toEqual(['9000', '5515']);
    expect(() => simulatedDevice({ build: 'fast' })).toThrow('build: expected test');
  });

  it('leaves the device open after a flow, for the next one', async () => {
    const device = simulatedDevice();
    for (const kind of ['swap', 'sell', 'fund'] as const) {
      expect((await runFlow(device, { kind, decision: 'reject' })).outcome).toBe('rejected');
      expect((await runFlow(device, { kind })).words).toBe('approved');
    }
    await closeDevices();
    await expect(device.exchange(GET_VERSION)).rejects.toThrow('closed');
  });

  it('closes with `using`', async () => {
    const device = simulatedDevice();
    {
      await using _ = device;
    }
    await expect(device.exchange(GET_VERSION)).rejects.toThrow('closed');
  });

  it('runs flows on any device', async () => {
    const device = withFaults(simulatedDevice(), [{ kind: 'memory-corruption' }]);
    const { words, at, status } = await runFlow(device, {});
    expect([at, status]).toEqual(['CHECK_PAYOUT_ADDRESS', '6a8a']);
    expect(words).toContain('6a8a MEMORY_CORRUPTION: injected fault');
  });

  it('tells what it expected, the last screen, the reason and the last APDUs', async () => {
    const device = simulatedDevice();
    await runFlow(device, { refund: 'foreign' });
    const error = await errorOf(expectScreen(device, '0.25 ETH', { timeoutMs: 10 }));
    expect(error).toBeInstanceOf(ExpectationError);
    const lines = error.message.split('\n');
    expect(lines[0]).toBe('expected a screen with "0.25 ETH", found none within 10 ms');
    expect(lines).toContain('last screen (Nano S Plus, home)');
    expect(error.message).toContain('last refusal: the Ethereum app says refund_address');
    expect(error.message).toContain('last APDUs\n');
    expect(error.message).toContain('  CHECK_REFUND_ADDRESS_NO_DISPLAY 6a83\n    => e00c0003');
    expect(lines.at(-1)).toBe('    <= 6a83');
  });

  it.each([
    ['words', 'a screen with "never"'],
    [/never/, 'a screen that matches /never/'],
    [['a', 'b'], 'a screen that reads "a | b"'],
  ])('%j', async (text, words) => {
    const expected = text === 'words' ? 'never' : text;
    const error = await errorOf(expectScreen(simulatedDevice(), expected, { timeoutMs: 5 }));
    expect(error.message).toContain(`expected ${words}, found none within 5 ms`);
  });

  it('finds the same with a /g pattern each time', async () => {
    const device = simulatedDevice();
    const pattern = /TEST ONLY/g;
    const first = await expectScreen(device, pattern, { timeoutMs: 5 });
    expect(await expectScreen(device, pattern, { timeoutMs: 5 })).toEqual(first);
    expect(await expectScreen(device, pattern, { timeoutMs: 5 })).toEqual(first);
  });

  it('says when there is no review to decide on', async () => {
    const device = simulatedDevice({ model: 'apex_p' });
    const [yes, no] = [approve(device, { timeoutMs: 5 }), reject(device, { timeoutMs: 5 })];
    expect((await errorOf(yes)).message).toContain(
      'expected a review to approve, found none within 5 ms',
    );
    expect((await errorOf(no)).message).toContain('last screen (Apex, home)');
  });

  it('refuses a device without a screen in one sentence', async () => {
    const { screen: _, ...blind } = { ...simulatedDevice(), name: 'usb' };
    await expect(expectScreen(blind, 'x')).rejects.toThrow(
      'usb: expected a device with a screen that a program can read',
    );
  });

  it('refuses an order that cannot be, naming it', async () => {
    for (const [sign, says] of [
      [{ tx: 'hello' }, /sign\.tx: expected an unsigned transaction as hex, or the APDUs/],
      [{ tamper: 'fee', tx: '00' }, /sign: expected tamper or tx, found both/],
      [
        { tamper: 'colour' },
        /sign\.tamper: expected amount, destination, fee, memo, chain, found "colour"/,
      ],
      [{ amount: true }, /runFlow: sign: .*amount/],
    ] as const) {
      const flow = runFlow(simulatedDevice(), { sign: sign as { tx: string } });
      await expect(flow).rejects.toThrow(says);
    }
    await expect(runFlow(simulatedDevice(), { from: 'NOPE' })).rejects.toThrow(
      'order.from: expected the ticker or id of a known currency',
    );
  });
});
