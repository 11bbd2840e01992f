/** Many clients at many devices: nobody hears another's answer, and nothing is left behind. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { LIMITS } from '../../src/server/limits.js';
import { requestOf, stepsOf } from '../host/flow.js';
import { serve } from './serve.js';

const DEVICES = 100;

describe('100 clients at 100 devices', () => {
  it('each gets the nonces of its own device', async () => {
    const server = await serve({ count: DEVICES });
    const clients = Array.from({ length: DEVICES }, async (_, n) => {
      const base = `/devices/${n + 1}`;
      const heard: string[] = [];
      for (let round = 0; round < 10; round++) heard.push(await server.apdu('e003000300', base));
      const said = server.devices
        .get(String(n + 1))
        ?.journal.since()
        .flatMap(({ happening }) => (happening.type === 'answer' ? toHex(happening.answer) : []));
      expect(heard).toEqual(said);
      return heard;
    });
    const nonces = (await Promise.all(clients)).flat();
    expect(new Set(nonces).size).toBe(DEVICES * 10);
  });

  it('whole swaps at once', async () => {
    const server = await serve({ count: 20 });
    const flows = Array.from({ length: 20 }, async (_, n) => {
      const base = `/devices/${n + 1}`;
      const inside = server.simulator(String(n + 1));
      const remote = {
        name: 'over HTTP',
        model: inside.model,
        screen: inside.screen,
        exchange: async (apdu: Uint8Array) =>
          Uint8Array.from(Buffer.from(await server.apdu(toHex(apdu), base), 'hex')),
        close: async () => {},
      };
      const steps = await stepsOf(remote, requestOf(inside, 'SWAP_NG'));
      return steps.every(({ accepted }) => accepted) ? steps.length : 0;
    });
    expect(await Promise.all(flows)).toEqual(Array(20).fill(9));
  });

  it('100 clients at one device each get their own answer', async () => {
    const server = await serve();
    const commands = ['e002000300', 'e0ff000300', 'e002000900', '00020003', 'b001000000'];
    const expected: string[] = [];
    for (const hex of commands) expected.push(await server.apdu(hex));
    const clients = Array.from({ length: 60 }, async (_, n) => {
      for (let round = 0; round < 10; round++) {
        const at = (n + round) % commands.length;
        expect(await server.apdu(commands[at]!)).toBe(expected[at]);
      }
    });
    await Promise.all(clients);
  });
});

it('nothing grows with the number of requests', async () => {
  const server = await serve();
  for (let i = 0; i < 1600; i++) await server.apdu(i % 8 === 0 ? 'zz' : 'e003000300');
  const device = server.devices.get()!;
  expect(device.journal.since().length).toBeLessThanOrEqual(2 * LIMITS.journal);
  expect(device.journal.cut).toBe(true);
  expect([device.queueLength, device.streams]).toEqual([0, 0]);
});

it('streams that were cut off leave nothing behind', async () => {
  const server = await serve();
  for (let i = 0; i < 100; i++) {
    const leaving = new AbortController();
    await fetch(`${server.url}/events?stream=true`, { signal: leaving.signal });
    leaving.abort();
  }
  const device = server.devices.get()!;
  await expect.poll(() => device.streams).toBe(0);
});
