/** Runs of sell, card, fund and buy against the reference provider, right or with mistakes asked for. */
import { onTestFinished } from 'vitest';
import type { Product } from '../../../src/provider/product.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import { behavioursOf } from '../../../src/provider/serve/misbehave/index.js';
import type { Chapter } from '../../../src/provider/test/chapter.js';
import { CHAPTERS } from '../../../src/provider/test/chapters/index.js';
import { recordRun, type TestProviderOptions } from '../../../src/provider/test/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { RuleResult } from '../../../src/provider/test/result.js';
import { VirtualClock } from '../../../src/provider/virtual-clock.js';
import { profileOf } from '../http/servers.js';

export interface PlayedRun {
  readonly rules: readonly RuleResult[];
  rule(id: string): RuleResult;
  /** Ids of those that failed as errors. */
  readonly errors: readonly string[];
  readonly notRun: readonly string[];
}

const KEY = 'ledger-test-key-5';
const CURRENCIES: Profile['currencies'] = {
  ethereum_classic: { ticker: 'ETC', noDeposit: true },
  'ethereum/erc20/dai_stablecoin_v2_0': { ticker: 'DAI', restricted: true },
};

/** All but those that play orders on a device or wait for pushes: they have tests of their own. */
const QUICK: readonly Chapter[] = CHAPTERS.filter(({ name }) => !/payload|device|push/i.test(name));

export async function playProduct(
  product: Product,
  switches: readonly string[] = [],
  options: { readonly profile?: Partial<Profile> } & Partial<
    Omit<TestProviderOptions, 'profile'>
  > = {},
): Promise<PlayedRun> {
  const wall = new VirtualClock();
  const provider = await startProvider({
    wall,
    products: [product],
    behaviours: behavioursOf(switches),
    apiKey: KEY,
  });
  onTestFinished(() => provider.close());
  wall.settled = provider.idle;
  const { key, partnerName } = provider.settings;
  const { profile = {}, ...more } = options;
  return playAt(provider.url, product, {
    profile: {
      headers: { 'X-API-KEY': KEY },
      partnerName,
      key: { ...key, label: 'registered' },
      region: { header: 'x-user-country', restricted: 'KP' },
      clock: '/admin/time',
      currencies: product === 'buy' ? {} : CURRENCIES,
      ...profile,
    },
    wall,
    ...more,
  });
}

export async function playAt(
  url: string,
  product: Product,
  options: { readonly profile?: Partial<Profile> } & Partial<
    Omit<TestProviderOptions, 'profile'>
  > = {},
): Promise<PlayedRun> {
  const { profile = {}, ...more } = options;
  const { result } = await recordRun({
    profile: profileOf(url, { products: [product], ...profile }),
    product,
    createOrders: true,
    chapters: QUICK,
    ...more,
  });
  const { rules } = result;
  return {
    rules,
    rule: (id) => rules.find((rule) => rule.id === id)!,
    errors: rules
      .filter((rule) => rule.result === 'failed' && rule.severity === 'error')
      .map(({ id }) => id),
    notRun: rules.filter((rule) => rule.result === 'notRun').map(({ id }) => id),
  };
}
