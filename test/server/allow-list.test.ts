/** What a bridge passes on to a real device. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { LostAnswerError } from '../../src/errors.js';
import { signPayment } from '../../src/host/signing/sign-payment.js';
import { allowListed, NotAllowedError } from '../../src/server/allow-list.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';
import { approvedDevice } from '../host/signing/approved-device.js';

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

  it('sends to the coin app what it signs with, for this approval only', async () => {
    const { device, payment } = await approvedDevice(
      { from: 'btc', to: 'eth', amount: '0.209', fees: '0.001' },
      'nanosp',
      allowListed,
    );
    const no = (hex: string) =>
      expect(device.exchange(fromHex(hex))).rejects.toThrow(/coin app has the wire|no command of/);
    // Of Exchange, of another coin, of the coin app itself but not to sign.
    for (const hex of ['e004000100', 'e004000000', 'e110000000', 'e102000000']) await no(hex);
    expect((await signPayment(device, payment)).outcome).toBe('signed');
    expect(toHex(await device.exchange(fromHex('e105000000')))).toBe('6e00');
    // That was a refusal: the approval is used up, until the next one.
    await no('e105000000');
    expect(toHex(await device.exchange(fromHex('e003000300')))).toMatch(/9000$/);
    await no('e105000000');
  });

  it.each([
    { from: 'eth', fees: '0.000021' },
    { from: 'trx' },
    { from: 'usdt-tron' },
    { from: 'xrp', memo: '123' },
    { from: 'xlm' },
  ])('passes on all it takes to pay %j', async (order) => {
    const { device, payment } = await approvedDevice({ to: 'btc', ...order }, 'stax', allowListed);
    expect((await signPayment(device, payment)).outcome).toBe('signed');
  });

  it('sends nothing more to a coin app that has refused', async () => {
    const order = { from: 'eth', to: 'btc', amount: '1.05', fees: '0.000021' };
    const { device, payment } = await approvedDevice(order, 'nanosp', allowListed);
    const refused = await signPayment(device, payment, { tamper: 'fee' });
    expect(refused).toMatchObject({ outcome: 'refused', code: '0300' });
    await expect(signPayment(device, payment)).rejects.toThrow(NotAllowedError);
  });

  /** As `withApp`, until it is told to open another one or to answer otherwise. */
  function changing() {
    const state = { app: 'Exchange', answer: '9000' as string | Error };
    const { device, sent } = watched({
      ...withApp(''),
      async exchange(apdu) {
        if (apdu[0] === 0xb0) return withApp(state.app).exchange(apdu);
        if (state.answer instanceof Error) throw state.answer;
        return fromHex(state.answer);
      },
    });
    let now = 0;
    const guarded = allowListed(device, () => now);
    const send = (hex: string) => guarded.exchange(fromHex(hex));
    const pass = (ms: number) => {
      now += ms;
    };
    return { state, sent, send, pass };
  }
  const SET_PARTNER_KEY = 'e004000300';
  const START_SIGNING = 'e00a000300';
  const START_NEW = 'e003000300';

  it.each([
    ['6e00', '6e00'],
    ['6d00', '6d00'],
    ['a refusal', '9d1a'],
    ['a locked screen', '5515'],
    ['half an answer', '90'],
    ['nothing at all', ''],
    ['a lost answer', new LostAnswerError('cut off')],
  ])('asks again after %s, and lets nothing through to another app', async (_, answer) => {
    const { state, sent, send } = changing();
    await send('e002000300');
    state.answer = answer;
    await send('e002000300').catch(() => {});
    Object.assign(state, { answer: '9000', app: 'Ethereum' });
    const before = sent.length;
    await expect(send(SET_PARTNER_KEY)).rejects.toThrow(/Exchange is not open.*Ethereum/);
    expect(sent.slice(before)).toEqual(['b001000000']);
  });

  it('asks again when a person has had time to open another app', async () => {
    const { state, send, pass } = changing();
    await send('e002000300');
    state.app = 'Ethereum';
    pass(999);
    await send('e002000300');
    pass(1000);
    await expect(send(SET_PARTNER_KEY)).rejects.toThrow(/Exchange is not open/);
  });

  it('asks right before the coin app is told to sign', async () => {
    const { sent, send } = changing();
    for (const hex of ['e002000300', 'e002000300', START_SIGNING]) await send(hex);
    expect(sent).toEqual(['b001000000', 'e002000300', 'e002000300', 'b001000000', START_SIGNING]);
  });

  it.each([
    ['9000', '9000'],
    ['a refusal', '9d0c'],
    ['half an answer', '90'],
    ['nothing: it is lost', new LostAnswerError('cut off')],
  ])('the coin app has the wire since signing began, answered by %s', async (_, answer) => {
    const { state, sent, send } = changing();
    await send('e002000300');
    state.answer = answer;
    await send(START_SIGNING).catch(() => {});
    state.answer = '9000';
    // B0 01 still says Exchange: the coin app runs as its library.
    for (const hex of [SET_PARTNER_KEY, 'e002000300', START_SIGNING]) {
      await expect(send(hex)).rejects.toThrow(/coin app has the wire since START_SIGNING/);
    }
    // A yes without a nonce is no answer of Exchange.
    await send(START_NEW);
    await expect(send(SET_PARTNER_KEY)).rejects.toThrow(/coin app has the wire/);
    state.answer = `${'ab'.repeat(32)}9000`;
    await send(START_NEW);
    state.answer = '9000';
    await send(SET_PARTNER_KEY);
    expect(sent.at(-1)).toBe(SET_PARTNER_KEY);
  });

  it('while signing is under way, nothing of others passes', async () => {
    let answered = false;
    const asking: Device = {
      ...withApp('Exchange'),
      exchange: (apdu) => {
        if (apdu[0] !== 0xb0) return new Promise(() => {});
        answered = true;
        return withApp('Exchange').exchange(apdu);
      },
    };
    const guarded = allowListed(asking);
    void guarded.exchange(fromHex(START_SIGNING));
    await new Promise((resolve) => setTimeout(resolve));
    expect(answered).toBe(true);
    await expect(guarded.admit(fromHex(SET_PARTNER_KEY))).rejects.toThrow(/coin app has the wire/);
  });

  it('lets a locked device say so', async () => {
    const locked: Device = { ...withApp(''), exchange: async () => fromHex('5515') };
    expect(toHex(await allowListed(locked).exchange(fromHex('e003000300')))).toBe('5515');
  });
});
