/** Runs against the reference provider, right or with mistakes asked for. */
import { onTestFinished } from 'vitest';
import type { Behaviour } from '../../../src/provider/serve/behaviour.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import { CHAPTERS } from '../../../src/provider/test/chapters/index.js';
import { recordRun, type TestProviderOptions } from '../../../src/provider/test/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { RuleResult } from '../../../src/provider/test/result.js';
import { profileOf } from '../http/servers.js';

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
}

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
  const { behaviours = [], profile = {}, ...more } = options;
  const provider = await startProvider({ products: ['swap'], behaviours });
  onTestFinished(() => provider.close());
  return runAt(provider.url, { ...more, profile: { ...KNOWN, ...profile } });
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
