/** What `check` reports. The texts of each code lie in `rules/<topic>/findings.ts`. */
import type { FindingCode } from './codes.js';

/**
 * - error: the device refuses it, or would do something else than meant
 * - wrong-on-screen: the device accepts it and the user reads something wrong
 * - warning: accepted and right, but not as the rules ask
 */
export type Severity = 'error' | 'wrong-on-screen' | 'warning';

/** One thing that is wrong. `title`, `why` and `fix` come from the catalogue unless made exact. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Message field, or 'payload', 'signature', 'publicKey', 'response.…'. */
  readonly field: string;
  readonly title: string;
  /** Bytes, offsets, values: what was found, in words a person can check. */
  readonly evidence: string;
  readonly why: string;
  readonly fix: string;
  /** The corrected value, where one follows. */
  readonly corrected?: string;
}
