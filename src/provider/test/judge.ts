/**
 * Collects what a run says of each rule. A rule may be looked at many times: one failure is enough,
 * and `passed` needs at least one look. What nobody looked at is `notRun` with a reason, never green.
 */
import type { Rule, RuleSeverity } from '../rules/rule.js';
import { RULE_SEVERITIES } from '../rules/rule.js';
import type { RuleResult } from './result.js';

export interface Seen {
  readonly evidence: string;
  /** Numbers of exchanges. */
  readonly exchanges?: readonly number[];
  readonly codes?: readonly string[];
  /** Where milder than the rule's worst. */
  readonly severity?: RuleSeverity;
}

/** The reason of a rule that no chapter has said anything of. */
export const UNSEEN = 'no part of this run looks at it';

export class Judge {
  private readonly rules: ReadonlyMap<string, Rule>;
  private readonly failures = new Map<string, RuleResult>();
  private readonly passes = new Map<string, RuleResult>();
  private readonly reasons = new Map<string, string>();

  /** @param rules those of the product. */
  constructor(rules: readonly Rule[]) {
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  /** With what is known so far; what either is told later, the other does not know. */
  copy(): Judge {
    const other = new Judge([...this.rules.values()]);
    for (const [id, result] of this.failures) other.failures.set(id, result);
    for (const [id, result] of this.passes) other.passes.set(id, result);
    for (const [id, why] of this.reasons) other.reasons.set(id, why);
    return other;
  }

  /** True for a rule of this product. */
  has(id: string): boolean {
    return this.rules.has(id);
  }

  failed(id: string, seen: Seen): void {
    const rule = this.rules.get(id);
    if (rule === undefined) return;
    const result: RuleResult = {
      id,
      result: 'failed',
      severity: seen.severity ?? rule.severity,
      ...shown(seen),
    };
    const before = this.failures.get(id);
    // The worst is kept; of equals the first.
    const isWorse =
      before === undefined ||
      RULE_SEVERITIES.indexOf(result.severity) < RULE_SEVERITIES.indexOf(before.severity);
    if (isWorse) this.failures.set(id, result);
  }

  passed(id: string, seen: Seen): void {
    const rule = this.rules.get(id);
    if (rule === undefined || this.passes.has(id)) return;
    this.passes.set(id, { id, result: 'passed', severity: rule.severity, ...shown(seen) });
  }

  /** Why a rule is not looked at; a later look replaces it. */
  notRun(id: string, why: string): void {
    if (this.rules.has(id) && !this.reasons.has(id)) this.reasons.set(id, why);
  }

  /** What has failed so far, in the order in which it was first seen. */
  failuresSoFar(): readonly RuleResult[] {
    return [...this.failures.values()];
  }

  hasFailed(id: string): boolean {
    return this.failures.has(id);
  }

  isDecided(id: string): boolean {
    return this.failures.has(id) || this.passes.has(id);
  }

  /** In the order of the catalogue. */
  results(): RuleResult[] {
    return [...this.rules.values()].map(
      ({ id, severity }) =>
        this.failures.get(id) ??
        this.passes.get(id) ?? {
          id,
          result: 'notRun',
          severity,
          evidence: '',
          why: this.reasons.get(id) ?? UNSEEN,
        },
    );
  }
}

function shown({ evidence, exchanges, codes }: Seen) {
  return {
    evidence,
    ...(codes === undefined ? {} : { codes }),
    ...(exchanges === undefined ? {} : { exchanges }),
  };
}
