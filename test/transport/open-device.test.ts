/** What can be written behind `--device`, and what comes of it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { DeviceError, type ExchangeSimError, InputError } from '../../src/errors.js';
import { openDevice, parseDeviceSpec } from '../../src/transport/open-device.js';
import { simulator } from '../host/flow.js';
import { fakeSpeculos } from './fake-speculos.js';

const url = (href: string) => new URL(href);

describe('device names', () => {
  it.each([
    ['simulator', { kind: 'simulator' }],
    ['SIM', { kind: 'simulator' }],
    ['speculos', { kind: 'speculos', url: url('http://127.0.0.1:5000') }],
    ['speculos:5001', { kind: 'speculos', url: url('http://127.0.0.1:5001') }],
    ['speculos:emu:5001', { kind: 'speculos', url: url('http://emu:5001') }],
    ['speculos:https://emu/x', { kind: 'speculos', url: url('https://emu/x') }],
    ['speculos-ledgerjs', { kind: 'speculos-ledgerjs', url: url('http://127.0.0.1:5000') }],
    ['tcp:localhost:9998', { kind: 'tcp', host: 'localhost', port: 9998 }],
    ['tcp:[::1]:9998', { kind: 'tcp', host: '::1', port: 9998 }],
    ['tcp:emu', { kind: 'tcp', host: 'emu', port: 9999 }],
    ['http://emu:9998', { kind: 'http', url: url('http://emu:9998') }],
    ['http:http://emu:9998/a', { kind: 'http', url: url('http://emu:9998/a') }],
    ['https://emu', { kind: 'http', url: url('https://emu') }],
    ['usb', { kind: 'usb' }],
    ['usb:', { kind: 'usb' }],
    ['usb:/dev/hidraw0', { kind: 'usb', path: '/dev/hidraw0' }],
    ['usb:IOService:/x@1', { kind: 'usb', path: 'IOService:/x@1' }],
  ])('%s', (text, spec) => {
    expect(parseDeviceSpec(text)).toEqual(spec);
  });

  it.each([
    ['', /expected one of simulator, speculos\[:URL\]/],
    ['nano', /expected one of .* found "nano"/],
    ['simulator:x', /expected simulator, with nothing behind it/],
    ['speculos:http://', /expected a URL such as/],
    ['speculos:http://user@emu', /expected a URL/],
    ['speculos:http://emu?x=1', /expected a URL/],
    ['tcp:', /expected tcp:HOST:PORT/],
    ['tcp:emu:0', /expected tcp:HOST:PORT/],
    ['tcp:emu:65536', /expected tcp:HOST:PORT/],
    ['tcp:http://emu', /expected tcp:HOST:PORT/],
    ['http:', /expected a URL/],
  ])('%j is none', (text, says) => {
    expect(() => parseDeviceSpec(text)).toThrow(says);
    expect(() => parseDeviceSpec(text)).toThrow(InputError);
  });
});

describe('what comes of it', () => {
  it('the simulator, with what it shall be made of', async () => {
    const device = await openDevice('simulator', {
      model: 'stax',
      simulator: { apps: ['Bitcoin'] },
    });
    expect([device.name, device.model]).toEqual(['simulator', 'stax']);
    expect(toHex(await device.exchange(fromHex('e002000300')))).toBe('0404029000');
    await device.close();
  });

  it.each(['speculos:1', 'speculos-ledgerjs:1', 'tcp:127.0.0.1:1', 'http://127.0.0.1:1'])(
    '%s: nothing there is exit 3, one sentence and what to do',
    async (spec) => {
      const error = (await openDevice(spec).catch((e: unknown) => e)) as ExchangeSimError;
      expect(error).toBeInstanceOf(DeviceError);
      expect(error.exitCode).toBe(3);
      expect(error.message).toContain('127.0.0.1:1');
      expect(error.message).not.toMatch(/\n/);
      expect(error.hint).toMatch(/^Start /);
    },
  );

  it('another app is open: not handed out, if Exchange is required', async () => {
    const inside = simulator();
    const fake = await fakeSpeculos(inside);
    onTestFinished(() => fake.close());
    const open = () => openDevice(`speculos:${fake.url.href}`, { requireExchange: true });
    await (await open()).close();
    await inside.exchange(fromHex('b0a7000000'));
    await expect(open()).rejects.toThrow(/expected the Exchange app to be open, found no app/);
  });
});
