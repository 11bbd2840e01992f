/** Numbers of a run that are watched over time; seconds. */
import { readTime } from './judgements/expiry.js';
import { operationsOf } from './operations.js';
import type { ProviderRun } from './run.js';
import { isGood } from './seen.js';
import { aheadAt } from './time.js';

export interface Measured {
  /** From its answer to its expiry, of each quote that names one. */
  readonly quoteLives: readonly number[];
  /** From a change to its status push. */
  readonly pushDelays: readonly number[];
}

const DELAYS = 'push delays';

/** @param seconds behind the change. */
export function learnPushDelays({ known }: Pick<ProviderRun, 'known'>, seconds: readonly number[]) {
  known.set(DELAYS, seconds);
}

export function measuredOf(run: ProviderRun): Measured {
  const quotes = operationsOf(run.product).filter(({ kind }) => kind === 'quote');
  const quoteLives = run.journal
    .filter((one) => isGood(one) && quotes.some(({ id }) => id === one.request.operation))
    .flatMap(({ answer, at, totalMs, number }) => {
      const { expiry } = (answer?.json ?? {}) as { expiry?: unknown };
      const end = readTime(expiry)?.at;
      return end === undefined ? [] : [(end - at - totalMs - aheadAt(run, number)) / 1000];
    });
  const pushDelays = (run.known.get(DELAYS) as readonly number[] | undefined) ?? [];
  return { quoteLives, pushDelays };
}
