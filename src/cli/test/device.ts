/** `--device` of `test`: a simulator of its own for each scenario, or one device for all. */
import type { Device, Model } from '../../device.js';
import { DeviceError } from '../../errors.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import { keptDevice, makeReady } from '../../scenario/kept-device.js';
import type { OpenDevice } from '../../scenario/open-device.js';
import { simulatedOpener } from '../../scenario/simulated.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { parseDeviceSpec } from '../../transport/device-spec.js';
import { debugged } from '../debug.js';

export interface Opener {
  readonly openDevice: OpenDevice;
  close(): Promise<void>;
}

export interface OpenerOptions {
  readonly model?: Model;
  /** Of the simulator, for scenarios that name none. */
  readonly firmware?: FirmwareProfile;
  /** Coin apps of the simulator. */
  readonly apps?: readonly string[];
  readonly notify: (text: string) => void;
}

/** @throws InputError for a device that cannot be understood. */
export function openerOf(text: string, options: OpenerOptions): Opener {
  const spec = parseDeviceSpec(text);
  const model = options.model === undefined ? {} : { model: options.model };
  const apps = options.apps === undefined ? {} : { apps: options.apps };
  const firmware = options.firmware === undefined ? {} : { firmware: options.firmware };
  if (spec.kind === 'simulator') {
    const openDevice = simulatedOpener({ verifier: nodeVerifier, ...model, ...apps, ...firmware });
    const debuggedDevice: OpenDevice = async (asked) => {
      const { device, ...rest } = await openDevice(asked);
      return { device: debugged(device), ...rest };
    };
    return { openDevice: debuggedDevice, close: async () => {} };
  }
  let opened: Device | undefined;
  const close = async () => {
    await opened?.close();
    opened = undefined;
  };
  const ready = async (): Promise<Device> => {
    if (opened === undefined) {
      const { openDevice } = await import('../../transport/open-device.js');
      const found = await openDevice(spec, {
        ...model,
        notify: options.notify,
        requireExchange: true,
      });
      opened = debugged(found);
    }
    await makeReady(opened);
    return opened;
  };
  const openDevice = async () => {
    try {
      return { device: keptDevice(await ready()) };
    } catch (error) {
      // A connection that a scenario before has broken may work when it is made anew.
      if (opened === undefined || !(error instanceof DeviceError)) throw error;
      await close();
      return { device: keptDevice(await ready()) };
    }
  };
  return { openDevice, close };
}
