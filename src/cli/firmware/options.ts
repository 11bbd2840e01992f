/** Options of `firmware` as the parser hands them over. */

export interface FirmwareOptions {
  readonly json?: true;
}
