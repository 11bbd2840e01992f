import { redactor } from '../report/redacted.js';
import { rulesOf } from '../rules/index.js';
import type { Chapter } from './chapter.js';
import { CHAPTERS } from './chapters/index.js';
import { self } from './chapters/self.js';
import { withDeviations } from './deviations.js';
import type { Exchange, FailureKind } from './exchange.js';
import { type Measured, measuredOf } from './measured.js';
import { openRun, type RunOptions } from './open-run.js';
import { type ShownOrder, shownOrders } from './order-shown.js';
import type { Profile } from './profile.js';
import type { RuleResult, RunResult } from './result.js';
import { type DeviceChoice, NOT_ALLOWED, type ProviderRun, runChapters, summaryOf } from './run.js';
import { learnClock } from './time.js';

export interface TestProviderOptions extends RunOptions {
  /** All when absent. */
  readonly chapters?: readonly Chapter[];
}

export type { DeviceChoice };

/** A run with all that reports show beside its result. */
export interface RunRecord {
  readonly result: RunResult;
  readonly profile: Profile;
  readonly journal: readonly Exchange[];
  readonly orders: readonly ShownOrder[];
  readonly measured: Measured;
  /** Traffic of others was judged: nothing was asked. */
  readonly isProxied?: true;
  readonly createOrders: boolean;
  readonly seed: number;
  readonly device: DeviceChoice;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  /** Why nobody was there; undefined as soon as one call was answered. */
  readonly unreachable?: string;
}

/**
 * What a provider's backend does of what Ledger's backend and the device need.
 * @throws InputError for options that cannot be used. What the provider does is never an error.
 */
export async function testProvider(options: TestProviderOptions): Promise<RunResult> {
  return (await recordRun(options)).result;
}

export async function recordRun(options: TestProviderOptions): Promise<RunRecord> {
  const { profile, product, createOrders = false, seed = 1, device = {} } = options;
  const run = await openRun(options);
  const { now, journal } = run;
  const startedAt = now();
  try {
    const all = await played(run, options.chapters ?? CHAPTERS);
    const { result, unreachable } = all;
    const redact = redactor(profile);
    return {
      result: {
        product,
        url: redact(profile.url),
        summary: summaryOf(result),
        rules: result.map((rule) => redactedRule(rule, redact)),
      },
      profile,
      journal,
      orders: shownOrders(run),
      measured: measuredOf(run),
      createOrders,
      seed,
      device,
      startedAt,
      milliseconds: now() - startedAt,
      ...(unreachable === undefined ? {} : { unreachable: redact(unreachable) }),
    };
  } finally {
    await run.client.close();
  }
}

async function played(run: ProviderRun, chapters: readonly Chapter[]) {
  const { judge, profile } = run;
  const rules = rulesOf(run.product);
  if (!run.createOrders) {
    for (const { id, orders } of rules) if (orders) judge.notRun(id, NOT_ALLOWED);
  }
  const [first, ...others] = chapters.filter((chapter) => chapter !== self);
  if (first !== undefined) await runChapters(run, [first]);
  const unreachable = absence(run.journal);
  if (unreachable === undefined) {
    await learnClock(run);
    await runChapters(run, others);
  } else {
    judge.failed('HTTP_UNREACHABLE', { evidence: unreachable, exchanges: [1] });
    for (const { id } of rules) judge.notRun(id, `waited for HTTP_UNREACHABLE: ${unreachable}`);
  }
  await runChapters(
    run,
    chapters.filter((chapter) => chapter === self),
  );
  const result = withDeviations(judge.results(), profile.deviations, run.now());
  return { result, unreachable };
}

/** Ways to fail that say that nobody was there. */
const ABSENT: ReadonlySet<FailureKind> = new Set(['dns', 'refused', 'connect-timeout']);

/** Why no call has reached anybody; undefined when one has, or none was made. */
export function absence(journal: readonly Exchange[]): string | undefined {
  const isAbsent = ({ failure }: Exchange) => failure !== undefined && ABSENT.has(failure.kind);
  return journal.length > 0 && journal.every(isAbsent) ? journal[0]!.failure!.message : undefined;
}

function redactedRule(rule: RuleResult, redact: (text: string) => string): RuleResult {
  const { evidence, why } = rule;
  return {
    ...rule,
    evidence: redact(evidence),
    ...(why === undefined ? {} : { why: redact(why) }),
  };
}
