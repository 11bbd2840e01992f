/** Options of `diff` as the parser hands them over. */
export interface DiffOptions {
  readonly firmware?: string;
  readonly json?: boolean;
}
