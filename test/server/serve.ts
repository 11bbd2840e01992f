/** A running server for tests: on free ports, with simulators behind it, gone after the test. */
import { onTestFinished } from 'vitest';
import { changedSettings, DEFAULT_SETTINGS } from '../../src/server/device-settings.js';
import {
  type RunningServer,
  type ServerOptions,
  startServer,
} from '../../src/server/node-server.js';
import { ServedDevices, type ServedDevicesOptions } from '../../src/server/served-devices.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import type { Simulator } from '../../src/simulator/simulator.js';

export interface Served extends RunningServer {
  readonly devices: ServedDevices;
  /** The simulator of this device, the default one without an id. */
  simulator(id?: string): Simulator;
  /** POST with a JSON body, or GET without one; status and parsed answer. */
  ask(path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** One command to the default device; the answer as hex. */
  apdu(hex: string, base?: string): Promise<string>;
}

export interface ServeChanges extends Partial<ServerOptions> {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly devicesOptions?: ServedDevicesOptions;
  /** Devices, 1 when absent. */
  readonly count?: number;
}

export async function serve(changes: ServeChanges = {}): Promise<Served> {
  const { settings = {}, devicesOptions, count = 1, ...options } = changes;
  const devices = new ServedDevices({ verifier: nodeVerifier, ...devicesOptions });
  const set = changedSettings(DEFAULT_SETTINGS, settings);
  for (let n = 1; n <= count; n++) devices.place(String(n), set);
  const server = await startServer({
    devices,
    apiPort: 0,
    apduPort: 0,
    gate: { origins: ['*'] },
    version: '0.0.0',
    manage: true,
    // The script is not there when tests run from the sources.
    page: async () => '',
    ...options,
  });
  onTestFinished(() => server.close());
  const ask = async (path: string, body?: unknown) => {
    const response = await fetch(server.url + path, requestOf(body));
    return { status: response.status, json: await response.json() };
  };
  return {
    ...server,
    devices,
    simulator: (id) => devices.get(id)?.device as Simulator,
    ask,
    async apdu(hex, base = '') {
      const { json } = await ask(`${base}/apdu`, { data: hex });
      return (json as { data: string }).data;
    },
  };
}

function requestOf(body: unknown): RequestInit {
  return body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
}
