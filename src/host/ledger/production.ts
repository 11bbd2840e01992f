/** What a production device takes for a currency: Ledger's own configuration and signature. */
import type { Currency } from '../currencies.js';

/** Its bytes may say less than ours: real ones name no fee ticker. */
export interface SignedConfiguration {
  readonly configuration: Uint8Array;
  /** DER, over SHA-256 of the configuration; by Ledger's production key, on secp256k1. */
  readonly signature: Uint8Array;
}

/** Undefined where Ledger has signed none that we know: as yet, of no currency. */
export function configurationFor(_currency: Pick<Currency, 'id'>): SignedConfiguration | undefined {
  return undefined;
}
