/** Chapters of a run against the reference provider, with or without a mistake of it. */
import type { Product } from '../../../src/provider/product.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import { behavioursOf } from '../../../src/provider/serve/misbehave/index.js';
import type { ProviderOptions } from '../../../src/provider/serve/node-provider.js';
import type { Chapter } from '../../../src/provider/test/chapter.js';
import { device } from '../../../src/provider/test/chapters/device.js';
import { payload } from '../../../src/provider/test/chapters/payload.js';
import { push } from '../../../src/provider/test/chapters/push.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { type RunRecord, recordRun } from '../../../src/provider/test/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { RuleResult } from '../../../src/provider/test/result.js';
import type { DeviceChoice } from '../../../src/provider/test/run.js';
import { VirtualClock } from '../../../src/provider/virtual-clock.js';
import { closedPort } from '../http/servers.js';

export const PUSH_KEY = 'push-key-123';

export interface PlayedRun {
  readonly record: RunRecord;
  /** Of the chapters played, by id. */
  readonly rules: ReadonlyMap<string, RuleResult>;
  readonly failed: readonly string[];
  readonly profile: Profile;
}

interface Options {
  readonly product?: Product;
  readonly codes?: readonly string[];
  readonly profile?: Partial<Profile>;
  readonly createOrders?: boolean;
  readonly device?: DeviceChoice;
  readonly provider?: ProviderOptions;
}

/** Payload and device. */
export const playDevice = (options: Options = {}) => played([payload, device], options);

/** Status pushes, with a receiver on a free port. */
export async function playPush(options: Options = {}): Promise<PlayedRun> {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const webhook = { listen: url, key: PUSH_KEY, providerId: 'test-partner' };
  return played([push], {
    ...options,
    provider: { webhook: { url, key: PUSH_KEY, form: 'current' }, ...options.provider },
    profile: { webhook, clock: '/admin/time', ...options.profile },
  });
}

async function played(chapters: readonly Chapter[], options: Options): Promise<PlayedRun> {
  const { product = 'swap', codes = [], createOrders = true } = options;
  const wall = new VirtualClock();
  const provider = await startProvider({
    ...options.provider,
    wall,
    behaviours: behavioursOf(codes),
  });
  wall.settled = provider.idle;
  const { key, partnerName } = provider.settings;
  const profile: Profile = {
    url: `${provider.url}/${product}`,
    products: [product],
    headers: {},
    partnerName,
    key: { curve: key.curve, publicKey: key.publicKey, label: 'registered' },
    otherKeys: [],
    environment: 'test',
    currencies: {},
    pairs: [],
    addresses: {},
    deviations: [],
    ...options.profile,
  };
  try {
    const record = await recordRun({
      profile,
      product,
      createOrders,
      ...(options.device === undefined ? {} : { device: options.device }),
      wall,
      chapters: [reaching, ...chapters],
    });
    const own = new Set(chapters.flatMap(({ rules }) => rules));
    const rules = record.result.rules.filter(({ id }) => own.has(id));
    return {
      record,
      profile,
      rules: new Map(rules.map((rule) => [rule.id, rule])),
      failed: rules.filter(({ result }) => result === 'failed').map(({ id }) => id),
    };
  } finally {
    await provider.close();
  }
}

/** `id: why` of those that were not run. */
export function notRun({ rules }: PlayedRun): Record<string, string | undefined> {
  const left = [...rules.values()].filter(({ result }) => result === 'notRun');
  return Object.fromEntries(left.map(({ id, why }) => [id, why]));
}
