/** Runs against the reference provider, right or with mistakes asked for. */
import { onTestFinished } from 'vitest';
import type { Behaviour } from '../../../src/provider/serve/behaviour.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import { CHAPTERS } from '../../../src/provider/test/chapters/index.js';
import { recordRun, type TestProviderOptions } from '../../../src/provider/test/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { RuleResult } from '../../../src/provider/test/result.js';
import { VirtualClock } from '../../../src/provider/virtual-clock.js';
import { closedPort, profileOf } from '../http/servers.js';

export interface SwapRun {
  readonly rules: readonly RuleResult[];
  readonly milliseconds: number;
  rule(id: string): RuleResult;
  readonly failed: readonly string[];
  /** Those of severity error. */
  readonly errors: readonly string[];
  readonly notRun: Readonly<Record<string, string>>;
}

export interface SwapOptions extends Partial<Omit<TestProviderOptions, 'profile' | 'client'>> {
  readonly behaviours?: readonly Behaviour[];
  readonly profile?: Partial<Profile>;
  /** The provider pushes to a receiver of the run. */
  readonly pushes?: boolean;
}

const PARTNER = 'TestSwap';
const API_KEY = 'swap-test-key';

/** What the reference provider's own profile would say. */
const KNOWN: Partial<Profile> = {
  clock: '/admin/time',
  currencies: {
    ETC: { ticker: 'ETC', noDeposit: true },
    DAI: { ticker: 'DAI', restricted: true },
  },
  region: { header: 'x-user-country', restricted: 'KP' },
};

export async function runSwap(options: SwapOptions = {}): Promise<SwapRun> {
  const { behaviours = [], profile = {}, pushes = false, ...more } = options;
  const key = 'push-key';
  const listen = pushes ? `http://127.0.0.1:${await closedPort()}` : undefined;
  const wall = new VirtualClock();
  const provider = await startProvider({
    wall,
    products: ['swap'],
    partnerName: PARTNER,
    apiKey: API_KEY,
    behaviours,
    ...(listen === undefined ? {} : { webhook: { url: listen, key, form: 'current' } }),
  });
  onTestFinished(() => provider.close());
  wall.settled = provider.idle;
  const { curve, publicKey } = provider.settings.key;
  return runAt(provider.url, {
    wall,
    ...more,
    profile: {
      ...KNOWN,
      headers: { 'X-API-KEY': API_KEY },
      partnerName: PARTNER,
      key: { curve, publicKey, label: 'registered' },
      ...(listen === undefined
        ? {}
        : { webhook: { listen, key, providerId: provider.settings.providerId } }),
      ...profile,
    },
  });
}

export async function runAt(url: string, options: Omit<SwapOptions, 'behaviours'> = {}) {
  const { profile = {}, ...more } = options;
  const { result, milliseconds } = await recordRun({
    profile: profileOf(url, profile),
    product: 'swap',
    createOrders: true,
    chapters: CHAPTERS,
    ...more,
  });
  const { rules } = result;
  const failures = rules.filter((rule) => rule.result === 'failed');
  return {
    rules,
    milliseconds,
    rule: (id: string) => rules.find((rule) => rule.id === id)!,
    failed: failures.map(({ id }) => id),
    errors: failures.filter(({ severity }) => severity === 'error').map(({ id }) => id),
    notRun: Object.fromEntries(
      rules.filter((rule) => rule.result === 'notRun').map(({ id, why = '' }) => [id, why]),
    ),
  };
}
