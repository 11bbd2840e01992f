/** A running server for tests: on free ports, with simulators behind it, gone after the test. */
import { onTestFinished } from 'vitest';
import { DeviceRack, type RackOptions } from '../../src/server/device-rack.js';
import { changedSettings, DEFAULT_SETTINGS } from '../../src/server/device-settings.js';
import {
  type RunningServer,
  type ServerOptions,
  startServer,
} from '../../src/server/node-server.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import type { Simulator } from '../../src/simulator/simulator.js';

export interface Served extends RunningServer {
  readonly rack: DeviceRack;
  /** The simulator of this device, the default one without an id. */
  simulator(id?: string): Simulator;
  /** POST with a JSON body, or GET without one; status and parsed answer. */
  ask(path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** One command to the default device; the answer as hex. */
  apdu(hex: string, base?: string): Promise<string>;
}

export interface ServeChanges extends Partial<ServerOptions> {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly rackOptions?: RackOptions;
  /** Devices, 1 when absent. */
  readonly count?: number;
}

export async function serve(changes: ServeChanges = {}): Promise<Served> {
  const { settings = {}, rackOptions, count = 1, ...options } = changes;
  const rack = new DeviceRack({ verifier: nodeVerifier, ...rackOptions });
  const set = changedSettings(DEFAULT_SETTINGS, settings);
  for (let n = 1; n <= count; n++) rack.place(String(n), set);
  const server = await startServer({
    rack,
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
    rack,
    simulator: (id) => rack.get(id)?.device as Simulator,
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
