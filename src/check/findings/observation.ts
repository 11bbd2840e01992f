/** What is seen before it is put in words (`findings.ts`). */
import type { Severity } from './finding.js';

/** What a rule says of one thing that is wrong. */
export interface Observation {
  /** Message field, or 'payload', 'signature', 'publicKey', 'response.…'. */
  readonly field: string;
  readonly evidence: string;
  readonly corrected?: string | undefined;
  /** Where it differs from the catalogue's. */
  readonly severity?: Severity;
  readonly title?: string;
  readonly why?: string;
  readonly fix?: string;
}
