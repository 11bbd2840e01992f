/** The parts put together: a provider on a port. */

import { LOOPBACK } from '../../server/loopback.js';
import { exampleKey } from '../../sign/example-order.js';
import { loadContract } from '../contract/node-documents.js';
import { PRODUCTS } from '../product.js';
import type { WallClock } from '../wall-clock.js';
import { type Admin, adminOf } from './admin.js';
import type { Behaviour } from './behaviour.js';
import { Clock } from './clock.js';
import type { Desk, Random } from './desk.js';
import { MemoryStore } from './memory-store.js';
import { sendPush } from './node-send.js';
import { isTls, listenProvider } from './node-server.js';
import { Outbox } from './outbox.js';
import { answer } from './service.js';
import { DEFAULT_SETTINGS, type ProviderSettings } from './settings.js';
import type { Store } from './store.js';

export interface ProviderOptions extends Partial<ProviderSettings> {
  /** Loopback when absent. */
  readonly host?: string;
  /** Any that is free when absent or 0. */
  readonly port?: number;
  /** Answer under any `Host`: for a `host` beyond loopback, where `apiKey` guards. */
  readonly anyName?: boolean;
  /** Seconds of the provider's clock for one second. */
  readonly speed?: number;
  /** In memory when absent. */
  readonly store?: Store;
  /** Real time, for tests that do not wait. */
  readonly wall?: WallClock;
  /** For tests that compare two runs; the platform's when absent. */
  readonly random?: Random;
  /** Mistakes to be made: see `misbehave/`. */
  readonly behaviours?: readonly Behaviour[];
}

export interface RunningProvider {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  readonly settings: ProviderSettings;
  readonly admin: Admin;
  /** Resolves when every push that is due has been tried. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** @throws DeviceError when the port cannot be had. */
export async function startProvider(options: ProviderOptions = {}): Promise<RunningProvider> {
  const { host = LOOPBACK, port = 0, anyName = false, speed = 1, behaviours = [] } = options;
  const store = options.store ?? new MemoryStore();
  const settings = settingsOf(options, behaviours);
  let outbox: Outbox | undefined;
  const desk: Desk = {
    settings,
    store,
    clock: new Clock(speed, options.wall),
    contract: loadContract(),
    behaviours,
    random: options.random ?? ((size) => crypto.getRandomValues(new Uint8Array(size))),
    wake: (at) => outbox?.wake(at),
  };
  outbox = new Outbox(desk, sendPush);
  const wire = behaviours.find((one) => one.wire !== undefined)?.wire;
  const listening = await listenProvider({
    host,
    port,
    anyName,
    answer: (call) => answer(desk, call),
    wire,
  });
  if (wire === 'closed-port') await listening.close();
  // What was in the outbox when the last process ended.
  outbox.wake();
  return {
    url: `http${isTls(wire) ? 's' : ''}://${host.includes(':') ? `[${host}]` : host}:${listening.port}`,
    settings,
    admin: adminOf(desk),
    idle: () => outbox.idle(),
    close: async () => {
      await outbox.close();
      if (wire !== 'closed-port') await listening.close();
      await store.close();
    },
  };
}

function settingsOf(
  options: Partial<ProviderSettings>,
  behaviours: readonly Behaviour[],
): ProviderSettings {
  const wrong = behaviours.map(({ settings }) => settings ?? {});
  const { partnerName = DEFAULT_SETTINGS.partnerName } = options;
  const names = Object.keys(DEFAULT_SETTINGS) as (keyof typeof DEFAULT_SETTINGS)[];
  const given = Object.fromEntries(
    names.map((name) => [name, options[name] ?? DEFAULT_SETTINGS[name]]),
  ) as Pick<ProviderSettings, keyof typeof DEFAULT_SETTINGS>;
  return Object.assign(
    {
      ...given,
      products: options.products ?? PRODUCTS,
      key: options.key ?? exampleKey('secp256k1'),
      providerId: options.providerId ?? partnerName.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
      ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
      ...(options.webhook === undefined ? {} : { webhook: options.webhook }),
    },
    ...wrong,
  ) as ProviderSettings;
}
