/**
 * Known deviations: failures that provider and Ledger have agreed on for a time. A listed rule that
 * fails is a deviation until its date has passed; one that passes is reported, so that the list
 * does not outlive its reason.
 */
import type { KnownDeviation } from './profile.js';
import type { RuleResult } from './result.js';

export const PASSES_NOW = 'listed as a deviation, passes now';

const DAY = 24 * 60 * 60 * 1000;

/** @param now milliseconds since 1970. */
export function withDeviations(
  results: readonly RuleResult[],
  deviations: readonly KnownDeviation[],
  now: number,
): RuleResult[] {
  const byRule = new Map(deviations.map((deviation) => [deviation.rule, deviation]));
  return results.map((result) => {
    const known = byRule.get(result.id);
    if (known === undefined || result.result === 'notRun') return result;
    if (result.result === 'passed') return { ...result, why: PASSES_NOW };
    const { reason, until } = known;
    return isOver(until, now)
      ? { ...result, why: `listed as a deviation until ${until}, which has passed: ${reason}` }
      : { ...result, result: 'deviation', why: `${reason} (until ${until})` };
  });
}

/** A date without a time holds to the end of its day, UTC. */
export function isOver(until: string, now: number): boolean {
  const from = Date.parse(until);
  return now >= (until.includes('T') ? from : from + DAY);
}
