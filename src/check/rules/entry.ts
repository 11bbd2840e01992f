/** What the catalogue says of one finding. */
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
}
