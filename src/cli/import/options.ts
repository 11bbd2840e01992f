import type { FormatName } from '../../logs/format-names.js';

/** What `import` was given. */
export interface ImportOptions {
  readonly format?: FormatName;
  readonly device?: string;
  readonly out?: string;
  readonly json?: true;
}
