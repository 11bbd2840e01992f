/** Options of `decode` as the parser hands them over. */
import type { FormatName } from '../../logs/format-names.js';

export interface DecodeCommandOptions {
  readonly format?: FormatName;
  readonly device?: string;
  readonly firmware?: string;
  readonly short?: boolean;
  readonly json?: boolean;
}
