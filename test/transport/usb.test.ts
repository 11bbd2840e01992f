/** A Ledger on USB, as far as that goes without one: the virtual Nano under Ledger's transport. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { DeviceError } from '../../src/errors.js';
import { outcomeOf, refusalOf } from '../../src/host/flow-step.js';
import { appInFront, requireExchange } from '../../src/transport/app-in-front.js';
import { openUsb, type UsbOptions } from '../../src/transport/usb.js';
import { type UsbError, usbError, usbFailureKind } from '../../src/transport/usb-failure.js';
import { modelOfProduct, productText } from '../../src/transport/usb-model.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';
import { type NanoFaults, virtualNano } from './virtual-nano.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';
const VERSION = fromHex('e002000300');
const START = fromHex('e003000300');

async function attached(faults: NanoFaults = {}, options: UsbOptions = {}) {
  const inside = simulator();
  const nano = virtualNano(inside, faults);
  const device = await openUsb({ transports: nano.transports, reportTimeMs: 40, ...options });
  return { inside, nano, device };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: UsbError) => [error.kind, error.message],
  );

describe.skipIf(omitted)('virtual Nano under Ledger’s USB transport', () => {
  it('answers, in as many reports as it takes', async () => {
    const { device } = await attached();
    expect([device.name, device.model, device.screen]).toEqual(['usb', 'nanosp', undefined]);
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
    const apdu = new Uint8Array(260).fill(0xff);
    apdu.set(fromHex('e0040003ff'));
    expect(toHex(await device.exchange(apdu))).toBe('6d01');
    await device.close();
  });

  it('commands wait for each other: Ledger’s transport would refuse the second', async () => {
    const { device } = await attached();
    const answers = await Promise.all([VERSION, START, VERSION].map((a) => device.exchange(a)));
    expect(answers.map((answer) => answer.length)).toEqual([5, 34, 5]);
  });

  it('a flow waits for the person, who is told what to do', async () => {
    const { inside, device } = await attached();
    const told: string[] = [];
    const person = inside.screen
      .waitFor('Review transaction', { timeoutMs: 10_000 })
      .then(() => inside.screen.approve());
    const steps = await stepsOf(device, {
      ...requestOf(inside, 'SWAP_NG'),
      notify: (text) => told.push(text),
    });
    await person;
    expect(outcomeOf(steps)).toBe('approved');
    expect(told.join()).toContain('approve there');
    await device.close();
  });

  it.each([
    ['the first', 0, 'other-program', /pieces that do not fit/],
    ['one in the middle', 1, 'other-program', /pieces that do not fit/],
    ['the last', -1, 'unplugged', /went away in the middle/],
  ])(
    '%s report of an answer is lost: said, and the next one is whole',
    async (_, at, kind, says) => {
      const nano = virtualNano(long, { loseReport: at });
      const device = await openUsb({ transports: nano.transports, reportTimeMs: 40 });
      const error = await device.exchange(VERSION).catch((thrown: unknown) => thrown);
      expect((error as UsbError).kind).toBe(kind);
      expect((error as UsbError).message).toMatch(says);
      // The device was opened anew, or the rest of the broken answer would be taken for this one.
      expect(toHex(await device.exchange(START))).toBe(toHex(LONG_ANSWER));
      expect(nano.opened).toBe(2);
      await device.close();
    },
  );

  it('another program talks to it at the same time', async () => {
    const { nano, device } = await attached();
    nano.faults.strangerReport = true;
    expect(await failure(device.exchange(VERSION))).toEqual([
      'other-program',
      expect.stringContaining('another program'),
    ]);
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
  });

  it('unplugged in mid-exchange, then plugged in again', async () => {
    const { nano, device } = await attached({ unplugAt: 0x03 });
    expect((await failure(device.exchange(START)))?.[0]).toBe('unplugged');
    expect((await failure(device.exchange(VERSION)))?.[0]).toBe('none-attached');
    nano.plug();
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
  });

  it('unplugged during a review: the flow ends with the sentence', async () => {
    const { inside, nano, device } = await attached();
    const pulled = inside.screen.waitFor('Review transaction').then(() => nano.unplug());
    const error = await stepsOf(device, requestOf(inside, 'SWAP_NG')).catch((e: unknown) => e);
    await pulled;
    expect(error).toBeInstanceOf(DeviceError);
    expect(String(error)).toMatch(/went away in the middle: unplugged/);
    expect((error as UsbError).hint).toContain('start over');
  });

  it('closing ends a command that waits for the person', async () => {
    const { inside, device } = await attached();
    const shown = inside.screen.waitFor('Review transaction');
    const flow = stepsOf(device, requestOf(inside, 'SWAP_NG')).catch((e: unknown) => String(e));
    await shown;
    await device.close();
    expect(await flow).toMatch(/connection to the Ledger is closed/);
    await expect(device.exchange(VERSION)).rejects.toThrow(/closed/);
  });

  it('locked: the first command is refused with 5515, and asking for the app says so', async () => {
    const { inside, device } = await attached({ answers: '5515' });
    const steps = await stepsOf(device, requestOf(inside, 'SWAP_NG'));
    expect(refusalOf(steps)).toMatchObject({ step: 1, status: '5515' });
    expect(await appInFront(device)).toEqual({ kind: 'locked' });
    await expect(requireExchange(device)).rejects.toThrow('the Ledger is locked');
  });

  it('another app is open, or none', async () => {
    const name = toHex(Buffer.from('Bitcoin'));
    const { nano, device } = await attached({ answers: `0107${name}05322e342e3301029000` });
    await expect(requireExchange(device)).rejects.toThrow(
      'expected the Exchange app to be open, found Bitcoin 2.4.3 on the usb device',
    );
    nano.faults.answers = '0105424f4c4f5305312e332e309000';
    await expect(requireExchange(device)).rejects.toThrow(/found no app \(dashboard\)/);
    nano.faults.answers = '6e00';
    await expect(requireExchange(device)).rejects.toThrow(/found unknown \(it answers 6e00\)/);
    delete nano.faults.answers;
    await requireExchange(device);
  });

  it('says so when there is no answer for a while', async () => {
    const told: string[] = [];
    const listeners: (() => void)[] = [];
    const { transports } = virtualNano(long);
    const open = async (path?: string) => {
      const transport = await transports.open(path);
      transport.on = (event, listener) =>
        void (event === 'unresponsive' && listeners.push(listener));
      return transport;
    };
    const options = { transports: { ...transports, open }, notify: (t: string) => told.push(t) };
    const device = await openUsb(options);
    for (const listener of listeners) listener();
    expect(told.join()).toContain('is it locked, or waiting for you?');
    await device.close();
  });
});

/** Answers everything with the same 202 bytes. */
const LONG_ANSWER = Uint8Array.from({ length: 202 }, (_, i) =>
  i === 201 ? 0 : i === 200 ? 0x90 : i,
);
const long: Device = {
  name: 'long',
  model: 'nanosp',
  exchange: async () => LONG_ANSWER,
  close: async () => {},
};

const dlopen = Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file'), {
  code: 'ERR_DLOPEN_FAILED',
});

describe('what keeps a Ledger on USB away', () => {
  it.each([
    ['libusb is missing', { listError: dlopen }, 'libusb-missing'],
    [
      'no right to open it',
      { openError: new TypeError('cannot open device with path /dev/hidraw3') },
      'cannot-open',
    ],
    ['whatever else', { openError: new Error('strange') }, 'unknown'],
  ])('%s', async (_, faults, kind) => {
    const nano = virtualNano(long, faults);
    const error = await openUsb({ transports: nano.transports, platform: 'linux' }).catch((e) => e);
    expect((error as UsbError).kind).toBe(kind);
    expect((error as UsbError).hint).toBeTruthy();
    expect((error as UsbError).exitCode).toBe(3);
  });

  it('nothing is attached, or not at this path', async () => {
    const nano = virtualNano(long);
    const other = openUsb({ transports: nano.transports, path: '/dev/hidraw9' });
    await expect(other).rejects.toThrow('expected one of /dev/hidraw-virtual, found /dev/hidraw9');
    nano.unplug();
    await expect(openUsb({ transports: nano.transports })).rejects.toThrow('no Ledger is attached');
  });

  it('each kind has a sentence on each system', () => {
    const missing = Object.assign(new Error('x'), { code: 'MODULE_NOT_FOUND' });
    const held = new TypeError('cannot open device with path x');
    expect(usbError(missing, 'linux').hint).toContain(
      'npm install @ledgerhq/hw-transport-node-hid',
    );
    expect(usbError(new DeviceError('y', { cause: missing }), 'linux').kind).toBe(
      'package-missing',
    );
    expect(usbError(held, 'linux').hint).toContain('doctor');
    expect(usbError(held, 'darwin').message).toContain('another program holds it');
    expect(usbError(dlopen, 'linux').hint).toContain('sudo apt-get install libusb-1.0-0');
    expect(usbError(dlopen, 'win32').hint).not.toContain('apt-get');
    expect(usbFailureKind({ name: 'DisconnectedDeviceDuringOperation', message: '' })).toBe(
      'unplugged',
    );
    expect(usbFailureKind('a text')).toBe('unknown');
    expect(usbFailureKind(new DeviceError('ours'))).toBe('unknown');
  });
});

describe('product numbers', () => {
  it.each([
    [0x5011, 'nanosp', 'Ledger Nano S Plus'],
    [0x4015, 'nanox', 'Ledger Nano X'],
    [0x6011, 'stax', 'Ledger Stax'],
    [0x7000, 'flex', 'Ledger Flex'],
    [0x8011, 'apex_p', 'Ledger Apex'],
    [0x0005, 'nanosp', 'Ledger Nano S Plus'],
    [0x1011, undefined, 'Ledger Nano S'],
  ])('%i', (productId, model, text) => {
    expect(modelOfProduct(productId)).toBe(model);
    expect(productText({ productId, product: 'Nano S' })).toBe(text);
  });

  it('a product without a name', () => {
    expect(productText({ productId: 0x1011, product: '' })).toBe('Ledger (product 1011)');
  });
});
