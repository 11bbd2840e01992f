/** What of a run is told beside a profile, and how loud. */
import type { RuleSeverity } from '../rules/rule.js';
import type { RuleResult } from '../test/result.js';

export type RuleLevel = 'error' | 'warning' | 'note';

export const LEVELS: Readonly<Record<RuleSeverity, RuleLevel>> = {
  error: 'error',
  'wrong-on-screen': 'error',
  warning: 'warning',
  note: 'note',
  run: 'note',
};

/** Undefined for a rule with nothing to tell. */
export function levelOf({ result, severity, why }: RuleResult): RuleLevel | undefined {
  // Listed as a deviation, and passes: the list is what is wrong.
  if (result === 'passed') return why === undefined ? undefined : 'warning';
  return result === 'notRun' ? undefined : LEVELS[severity];
}

/** What was seen, and why it is as it is. */
export const wordsOf = ({ id, evidence, why }: RuleResult): string =>
  [evidence, why].filter(Boolean).join('. ') || id;

/** A profile whose lines a report points at. */
export interface ProfileLines {
  /** As it was given. */
  readonly file: string;
  /** Lines, from 1, of the deviations it lists, by rule. */
  readonly lines: ReadonlyMap<string, number>;
}
