/** The shape of what is said of a finding; each topic has its own in `findings.ts`. */
import type { Severity } from '../findings/finding.js';

/** What is said of a finding wherever it stands: title, why, fix, an example. */
export interface Entry {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly example: string;
  /** The usual one; a finding may be milder or harder where the facts say so. */
  readonly severity: Severity;
  /** Code of Ledger's own checker (hw-app-exchange), where it has another one for this. */
  readonly ledger?: string;
  /** A right signer has it now and then: found once, it is nobody's mistake. `isByChance` reads it. */
  readonly byChance?: true;
}

/** The findings of a topic by their codes, which are stable and never renamed. */
export function findings<Code extends string>(
  entries: Readonly<Record<Code, Entry>>,
): Readonly<Record<Code, Entry>> {
  return entries;
}
