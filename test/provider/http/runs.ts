/** The chapters of reaching and errors against a URL, as a run plays them. */
import { errors } from '../../../src/provider/test/chapters/errors.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import type { Exchange } from '../../../src/provider/test/exchange.js';
import { recordRun, type TestProviderOptions } from '../../../src/provider/test/index.js';
import { type ClientOptions, nodeClient } from '../../../src/provider/test/node-client.js';
import { passive } from '../../../src/provider/test/passive.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { RuleResult } from '../../../src/provider/test/result.js';
import { profileOf } from './servers.js';

const CHAPTERS = [reaching, errors, passive];

export interface PlayedRun {
  readonly journal: readonly Exchange[];
  readonly rules: readonly RuleResult[];
  rule(id: string): RuleResult;
  /** Ids that failed, of the chapters played. */
  readonly failed: readonly string[];
  /** Those of them that are errors. */
  readonly errors: readonly string[];
}

export async function play(
  url: string,
  options: Partial<Omit<TestProviderOptions, 'profile'>> & {
    readonly profile?: Partial<Profile>;
    readonly client?: never;
    readonly http?: Partial<ClientOptions>;
  } = {},
): Promise<PlayedRun> {
  const { profile = {}, http = {}, product = 'swap', ...more } = options;
  const whole = profileOf(url, { products: [product], ...profile });
  const { result, journal } = await recordRun({
    profile: whole,
    product,
    chapters: CHAPTERS,
    ...more,
    client: (written) => nodeClient(whole, { journal: written, deadline: 20_000, ...http }),
  });
  const owned = new Set(CHAPTERS.flatMap(({ rules }) => rules));
  const rules = result.rules.filter(({ id }) => owned.has(id));
  const failures = rules.filter((rule) => rule.result === 'failed');
  return {
    journal,
    rules,
    rule: (id) => rules.find((rule) => rule.id === id)!,
    failed: failures.map(({ id }) => id),
    errors: failures.filter(({ severity }) => severity === 'error').map(({ id }) => id),
  };
}
