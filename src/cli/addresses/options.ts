/** Options of `addresses` as the parser hands them over. */

export interface AddressesOptions {
  readonly seed?: string;
  readonly json?: true;
}
