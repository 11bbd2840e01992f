/** What a run says of each rule. */
import type { Product } from '../product.js';
import type { RuleSeverity } from '../rules/rule.js';

/** How a rule ended; `deviation`: it failed, and that was agreed. */
export type Outcome = 'passed' | 'failed' | 'notRun' | 'deviation';

/** What a run says of one rule. */
export interface RuleResult {
  readonly id: string;
  readonly result: Outcome;
  readonly severity: RuleSeverity;
  /** What was seen, in words a person can check; secrets are redacted. */
  readonly evidence: string;
  /** Findings of `check` behind it. */
  readonly codes?: readonly string[];
  /** notRun: the rule it waited for, or the permission or knowledge it lacks. deviation: the reason agreed. */
  readonly why?: string;
  /** Numbers of the exchanges that show it, in the run's journal. */
  readonly exchanges?: readonly number[];
}

/** How many rules ended how. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
  readonly deviations: number;
}

/** The document of `provider test --json`. */
export interface RunResult {
  readonly product: Product;
  readonly url: string;
  readonly summary: Summary;
  readonly rules: readonly RuleResult[];
}
