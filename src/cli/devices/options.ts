/** Options of `devices` as the parser hands them over. */

export interface DevicesOptions {
  readonly json?: true;
}
