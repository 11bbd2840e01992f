/** What a run needs before its first call: the client, the judge, chance from a seed. */
import { mulberry32 } from '../../simulator/faults/mulberry32.js';
import type { LedgerIdList } from '../ledger-id-list.js';
import type { Product } from '../product.js';
import { rulesOf } from '../rules/index.js';
import { WALL_CLOCK, type WallClock } from '../wall-clock.js';
import type { ProviderClient } from './client.js';
import type { Exchange } from './exchange.js';
import type { Profile } from './profile.js';
import { type DeviceChoice, newJudge, type ProviderRun } from './run.js';

export interface RunOptions {
  readonly profile: Profile;
  readonly product: Product;
  /** Orders may be created; nothing is ever paid. */
  readonly createOrders?: boolean;
  /** The same seed asks the same questions; 1 when absent. */
  readonly seed?: number;
  readonly device?: DeviceChoice;
  /** Ledger's own list of ids: without it nobody knows which were taken out. */
  readonly ledgerIds?: LedgerIdList;
  /** Seconds that may be waited for what only time shows: expiries, final statuses; 0 when absent. */
  readonly wait?: number;
  /** Told to the person who waits. */
  readonly notify?: (text: string) => void;
  /** Where calls go; HTTP when absent. Closed at the end. */
  readonly client?: (journal: Exchange[]) => ProviderClient | Promise<ProviderClient>;
  /** Real time when absent. */
  readonly wall?: WallClock;
}

/** The caller closes its client. */
export async function openRun(options: RunOptions): Promise<ProviderRun> {
  const { profile, product, createOrders = false, seed = 1, device = {} } = options;
  const { wall = WALL_CLOCK, notify = () => {}, wait = 0 } = options;
  const journal: Exchange[] = [];
  const client = await (options.client?.(journal) ?? httpClient(profile, journal, wall));
  const draw = mulberry32(seed);
  return {
    product,
    profile,
    client,
    judge: newJudge(rulesOf(product), product),
    journal,
    createOrders,
    random: () => draw() / 2 ** 32,
    seed,
    device,
    ...(options.ledgerIds === undefined ? {} : { ledgerIds: options.ledgerIds }),
    now: () => wall.now(),
    wait,
    sleep: (milliseconds) => wall.pause(milliseconds),
    notify,
    known: new Map(),
  };
}

export async function httpClient(profile: Profile, journal: Exchange[], wall = WALL_CLOCK) {
  const { nodeClient } = await import('./node-client.js');
  return nodeClient(profile, { journal, wall });
}
