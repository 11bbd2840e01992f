/** `run --device`: the same command on devices outside this process. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RunReport } from '../../src/cli/run/report.js';
import type { Model } from '../../src/device.js';
import { simulator } from '../host/flow.js';
import { serve } from '../server/serve.js';
import { fakeSpeculos } from '../transport/fake-speculos.js';
import { run } from './command-line.js';

afterEach(() => {
  delete process.env.EXCHANGE_SIM_TOKEN;
});

async function emulator(model: Model = 'nanosp') {
  const fake = await fakeSpeculos(simulator(model), { splitEvents: true });
  onTestFinished(() => fake.close());
  return { fake, device: `speculos:${fake.url.href}` };
}

describe('run --device', () => {
  it('speculos: the same screens and outcome as the simulator', async () => {
    const { device } = await emulator();
    const args = ['run', 'swap', '--json', '--amount', '0.5'];
    const there = await run([...args, '--device', device]);
    const here = await run(args);
    expect(there.code).toBe(0);
    expect(there.err).toMatch(/^note: START_SIGNING_TRANSACTION is answered here/);
    const [a, b] = [JSON.parse(there.out), JSON.parse(here.out)];
    expect([a.device, b.device]).toEqual(['speculos', 'simulator']);
    expect(a.screens).toEqual(b.screens);
    expect(a.summary).toEqual(b.summary);
    const told = (report: typeof a) =>
      report.steps.map((step: { command: string; status: string }) => [step.command, step.status]);
    expect(told(a)).toEqual(told(b));
  });

  it('what it showed is read off its screens, a foreign payout address too', async () => {
    const { device } = await emulator('stax');
    const payout = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
    const fields = ['--field', `amount_to_provider=${'00'.repeat(15)}07`];
    const args = ['run', 'swap', '--payout', payout, ...fields, '--device', device];
    const { out } = await run([...args, '--json']);
    const { summary, invented } = JSON.parse(out) as RunReport;
    expect(summary).toMatchObject({ send: '0.000000000000000007 ETH', foreignPayout: payout });
    // The nonce is the device's own.
    expect(invented).not.toContain('nonce');
    expect((await run(args)).out).toContain('! The payout address is not one of this device:');
  });

  it('again after an approval, since no coin app was handed the wire; the model is recognised', async () => {
    const { device } = await emulator('flex');
    for (const flow of ['swap', 'sell', 'fund']) {
      const { code, out } = await run(['run', flow, '--device', device]);
      expect(code).toBe(0);
      expect(out).toContain('Flex (speculos)');
      expect(out).not.toContain('random build');
    }
    expect((await run(['run', 'swap', '--device', device, '--reject'])).code).toBe(1);
  });

  it('without a screen: what to look at, and the person decides', async () => {
    const server = await serve();
    const inside = server.simulator();
    const person = inside.screen
      .waitFor('Review transaction', { timeoutMs: 20_000 })
      .then(() => inside.screen.approve());
    const { code, out, err } = await run([
      'run',
      'swap',
      '--device',
      `tcp:127.0.0.1:${server.apduPort}`,
    ]);
    await person;
    expect(code).toBe(0);
    expect(out).toContain(
      'Approved on the device\n  What the device showed could not be read here.\n  By its payload it should have been:\n  Send      0.25 ETH\n',
    );
    expect(err).toContain('compare every page');
    expect(err).toMatch(/Send +0\.25 ETH/);
    expect(err).toMatch(/Fees +0\.00042 ETH/);
  });

  it('with the token of the environment', async () => {
    const server = await serve({ gate: { origins: ['*'], token: 'secret' } });
    const args = ['run', 'swap', '--device', `speculos:${server.url}`];
    const without = await run(args);
    expect(without.code).toBe(3);
    expect(without.err).toContain('EXCHANGE_SIM_TOKEN');
    process.env.EXCHANGE_SIM_TOKEN = 'secret';
    expect((await run(args)).code).toBe(0);
  });

  it.each([
    [['--device', 'nano'], 2, /--device: expected one of simulator/],
    [['--device', 'speculos:1'], 3, /nothing listens at http:\/\/127\.0\.0\.1:1\nStart/],
    [['--device', 'usb', '--apps', 'Bitcoin'], 2, /--apps: expected with the simulator/],
  ])('%j: %i', async (options, code, says) => {
    const ended = await run(['run', 'swap', ...options]);
    expect(ended.code).toBe(code);
    expect(ended.out).toBe('');
    expect(ended.err).toMatch(says);
  });

  it('another model than asked for', async () => {
    const { device } = await emulator('stax');
    const { code, err } = await run(['run', 'swap', '--device', device, '--model', 'nanox']);
    expect(code).toBe(2);
    expect(err).toContain('expected stax, found nanox');
  });
});
