/** Options of `currencies` as the parser hands them over. */

export interface CurrenciesOptions {
  readonly json?: true;
  readonly limit: number;
}
