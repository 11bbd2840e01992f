/** Options of `explain` as the parser hands them over. */

export interface ExplainOptions {
  readonly json?: true;
}
