/** From `--device` to a Device. Each road is loaded when it is taken. */
import type { Device, Model } from '../device.js';
import { createSimulator, type SimulatorOptions } from '../simulator/simulator.js';
import { type DeviceSpec, parseDeviceSpec } from './device-spec.js';

export { DEVICE_FORMS, type DeviceSpec, parseDeviceSpec } from './device-spec.js';

/** What is known of the device besides its address. */
export interface OpenOptions {
  /** For devices that do not tell; checked where they do. */
  readonly model?: Model;
  /** What the simulator is made of, if it is one. */
  readonly simulator?: SimulatorOptions;
  /** Of a server that asks for one; EXCHANGE_SIM_TOKEN when absent. */
  readonly token?: string;
  /** Talk for the person at the device. */
  readonly notify?: (text: string) => void;
  /** Refuse a device that has another app open, or none. */
  readonly requireExchange?: boolean;
}

/**
 * Opens a device: `simulator`, `speculos:5000`, `usb`, whatever `--device` takes.
 * @throws InputError for a device that cannot be understood, DeviceError (exit code 3) when it cannot
 * be reached: one sentence, and what to do as `hint`.
 */
export async function openDevice(
  spec: string | DeviceSpec,
  options: OpenOptions = {},
): Promise<Device> {
  const parsed = typeof spec === 'string' ? parseDeviceSpec(spec) : spec;
  const device = await open(parsed, options);
  if (options.requireExchange === true) {
    try {
      const { requireExchange } = await import('./app-in-front.js');
      await requireExchange(device, { patient: parsed.kind === 'usb' });
    } catch (error) {
      await device.close();
      throw error;
    }
  }
  return device;
}

async function open(spec: DeviceSpec, options: OpenOptions): Promise<Device> {
  const model = options.model === undefined ? {} : { model: options.model };
  const token = options.token ?? process.env.EXCHANGE_SIM_TOKEN;
  const remote = { ...model, ...(token === undefined || token === '' ? {} : { token }) };
  switch (spec.kind) {
    case 'simulator': {
      const { nodeVerifier } = await import('../simulator/node-verifier.js');
      return createSimulator({ verifier: nodeVerifier, ...model, ...options.simulator });
    }
    case 'speculos': {
      const { openSpeculos } = await import('./speculos.js');
      return openSpeculos(spec.url, remote);
    }
    case 'speculos-ledgerjs': {
      const { openSpeculosLedgerjs } = await import('./speculos-ledgerjs.js');
      return openSpeculosLedgerjs(spec.url, remote);
    }
    case 'tcp': {
      const { openTcp } = await import('./tcp-apdu.js');
      return openTcp(spec, model);
    }
    case 'http': {
      const { openHttpProxy } = await import('./http-proxy.js');
      return openHttpProxy(spec.url, remote);
    }
    case 'usb': {
      const { openUsb } = await import('./usb.js');
      const { notify } = options;
      return openUsb({
        ...model,
        ...(spec.path === undefined ? {} : { path: spec.path }),
        ...(notify === undefined ? {} : { notify }),
      });
    }
  }
}
