/** Options of `redact` as the parser hands them over. */
import type { FormatName } from '../../logs/format-names.js';

export interface RedactCommandOptions {
  readonly format?: FormatName;
  readonly device?: string;
  readonly out?: string;
  readonly json?: boolean;
}
