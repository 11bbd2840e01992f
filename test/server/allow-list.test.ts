/** What a bridge passes on to a real device. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { allowListed, NotAllowedError } from '../../src/server/allow-list.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';

/** A device that notes what reaches it. */
function watched(device: Device = simulator()): { device: Device; sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    device: {
      name: device.name,
      model: device.model,
      ...(device.screen === undefined ? {} : { screen: device.screen }),
      exchange(apdu) {
        sent.push(toHex(apdu));
        return device.exchange(apdu);
      },
      close: () => device.close(),
    },
  };
}

/** Answers as an OS that has this app open. */
function withApp(name: string, otherwise = '9000'): Device {
  const bytes = Buffer.from(name);
  const about = `01${Buffer.of(bytes.length).toString('hex')}${bytes.toString('hex')}0131010000`;
  return {
    name: 'fake',
    model: 'nanox',
    exchange: async (apdu) => fromHex(toHex(apdu).startsWith('b001') ? `${about}9000` : otherwise),
    close: async () => {},
  };
}

describe('the allow-list', () => {
  it('passes a whole flow on', async () => {
    const inside = simulator();
    const steps = await stepsOf(allowListed(inside), requestOf(inside, 'SWAP_NG'));
    expect(steps.map(({ accepted }) => accepted)).toEqual(Array(9).fill(true));
  });

  it.each([
    'e0d8000000',
    'e001000000',
    'b0a7000000',
    'e1020003',
    '',
    'b0010001',
    'b00100000568656c6c6f',
  ])('does not send %j', async (hex) => {
    const { device, sent } = watched();
    await expect(allowListed(device).exchange(fromHex(hex))).rejects.toThrow(NotAllowedError);
    expect(sent).toEqual([]);
  });

  it('passes the certificate of a trusted name on, to Exchange alone', async () => {
    const { device, sent } = watched();
    await allowListed(device).exchange(fromHex('b006040000'));
    expect(sent).toEqual(['b001000000', 'b006040000']);
    const other = allowListed(withApp('Ethereum'));
    await expect(other.exchange(fromHex('b006040000'))).rejects.toThrow(/Exchange is not open/);
  });

  it('answers which app is open, with and without its length byte', async () => {
    const { device } = watched();
    for (const hex of ['b001000000', 'b0010000']) {
      expect(toHex(await allowListed(device).exchange(fromHex(hex)))).toMatch(/9000$/);
    }
  });

  it('makes sure that Exchange is open, and asks again at each new transaction', async () => {
    const { device, sent } = watched(withApp('Ethereum'));
    const guarded = allowListed(device);
    await expect(guarded.exchange(fromHex('e004000300'))).rejects.toThrow(
      /Exchange is not open on the device, but Ethereum 1/,
    );
    expect(sent.map((hex) => hex.slice(0, 4))).toEqual(['b001']);
    const { device: good, sent: passed } = watched();
    const allowed = allowListed(good);
    for (const hex of ['e002000300', 'e002000300', 'e003000300'])
      await allowed.exchange(fromHex(hex));
    expect(passed.map((hex) => hex.slice(0, 4))).toEqual(['b001', 'e002', 'e002', 'b001', 'e003']);
  });

  it('sends nothing to the coin app that signs', async () => {
    const inside = simulator();
    const guarded = allowListed(inside);
    await stepsOf(guarded, requestOf(inside, 'SWAP_NG'));
    expect(inside.ledger.coinAppRuns).toBe(true);
    await expect(guarded.exchange(fromHex('e004000100'))).rejects.toThrow(/coin app has the wire/);
    expect(inside.ledger.coinAppRuns).toBe(true);
  });

  it('lets a locked device say so', async () => {
    const locked: Device = { ...withApp(''), exchange: async () => fromHex('5515') };
    expect(toHex(await allowListed(locked).exchange(fromHex('e003000300')))).toBe('5515');
  });
});
