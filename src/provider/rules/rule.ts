/** A rule of the provider kit: one requirement with a stable id, and how it is judged. */
import type { Product } from '../product.js';

/**
 * - error: Ledger's backend or the device cannot go on, or money is at risk
 * - wrong-on-screen: the device accepts it and the user reads something wrong
 * - warning: works today, against a written sentence
 * - note: documents disagree, or a private agreement decides
 * - run: about the run itself, never about the provider
 */
export type RuleSeverity = 'error' | 'wrong-on-screen' | 'warning' | 'note' | 'run';

/** Worst first. */
export const RULE_SEVERITIES: readonly RuleSeverity[] = [
  'error',
  'wrong-on-screen',
  'warning',
  'note',
  'run',
];

export interface Rule {
  /** From 1, as in the catalogue of facts; never reused. */
  readonly number: number;
  /** Stable, never renamed: `QUOTE_TOO_SLOW`, `check: nonce family`. */
  readonly id: string;
  readonly products: readonly Product[];
  /** Document that asks for it; `ours` where no document does. */
  readonly source: string;
  /** At its worst. */
  readonly severity: RuleSeverity;
  /** What the provider must do, in one sentence. */
  readonly requires: string;
  /** What the run does to find out, in one sentence. */
  readonly test: string;
  /** Creates orders: needs `--create-orders`. */
  readonly orders: boolean;
  /** Codes of `provider serve --misbehave` that break exactly this rule. */
  readonly switches: readonly string[];
}
