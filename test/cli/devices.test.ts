/** `devices` on computers with and without Ledgers: virtual ones under Ledger's transport. */
import { describe, expect, it } from 'vitest';
import { type DevicesProbe, devicesCommand, listDevices } from '../../src/cli/devices/devices.js';
import { reportFailure } from '../../src/cli/failure.js';
import type { Io } from '../../src/cli/io.js';
import { DeviceError } from '../../src/errors.js';
import { simulator } from '../host/flow.js';
import { type NanoFaults, virtualNano } from '../transport/virtual-nano.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';

function probe(faults: NanoFaults = {}, isPlugged = true): DevicesProbe {
  const nano = virtualNano(simulator(), faults);
  if (!isPlugged) nano.unplug();
  return { transports: () => nano.transports, platform: 'linux', answerTimeMs: 50 };
}

async function devices(given: DevicesProbe, options: { json?: true } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    color: false,
    columns: 80,
    isTty: false,
  };
  const code = await devicesCommand(options, io, given).catch((error) => reportFailure(error, io));
  return { code, out: out.join(''), err: err.join('') };
}

describe.skipIf(omitted)('devices', () => {
  it('one with Exchange open', async () => {
    const { code, out } = await devices(probe());
    expect(code).toBe(0);
    expect(out).toBe(
      'Ledger Nano S Plus   Exchange TEST 4.4.2\n    --device usb:/dev/hidraw-virtual\n',
    );
  });

  it('as JSON', async () => {
    const { out } = await devices(probe({ answers: '5515' }), { json: true });
    expect(JSON.parse(out)).toEqual({
      devices: [
        {
          path: '/dev/hidraw-virtual',
          model: 'nanosp',
          product: 'Ledger Nano S Plus',
          app: 'locked',
          ready: false,
          problem: null,
          fix: null,
        },
      ],
    });
  });

  it('none: an empty list, and that is no error', async () => {
    const { code, out, err } = await devices(probe({}, false));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^No Ledger on USB\./);
    expect(JSON.parse((await devices(probe({}, false), { json: true })).out)).toEqual({
      devices: [],
    });
  });

  it('one that may not be opened is listed, with what to do', async () => {
    const openError = new TypeError('cannot open device with path /dev/hidraw3');
    const { code, out } = await devices(probe({ openError }));
    expect(code).toBe(0);
    expect(out).toContain('this user may not open it');
    expect(out).toContain('exchange-sim doctor');
  });

  it('one that does not answer is not waited for', async () => {
    const silent = { name: 's', model: 'nanosp', close: async () => {} } as const;
    const nano = virtualNano({ ...silent, exchange: () => new Promise(() => {}) });
    const given = {
      transports: () => nano.transports,
      platform: 'linux',
      answerTimeMs: 30,
    } as const;
    const [listed] = await listDevices(given);
    expect(listed?.problem).toMatch(/does not answer within 30 ms/);
  });
});

describe('devices where USB cannot be used', () => {
  it('libusb is missing: exit 3, with the command that installs it', async () => {
    const listError = Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file'), {
      code: 'ERR_DLOPEN_FAILED',
    });
    const { code, out, err } = await devices(probe({ listError }));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('libusb-1.0, which is not installed');
    expect(err).toContain('sudo apt-get install libusb-1.0-0');
  });

  it('the package is missing: exit 3, with the command that installs it', async () => {
    const cause = Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
    const transports = () => {
      throw new DeviceError('the optional package is not installed', { cause });
    };
    const { code, err } = await devices({ transports, platform: 'darwin', answerTimeMs: 1 });
    expect(code).toBe(3);
    expect(err).toContain('npm install @ledgerhq/hw-transport-node-hid@6.33.5');
  });
});
