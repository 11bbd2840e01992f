/** What a production device takes for a currency: Ledger's own configuration and signature. */
import { derFromRs } from '../../payload/signature.js';
import type { Currency } from '../currencies.js';
import { ledgerIdOf } from './built-in.js';
import { ledgerRecord } from './catalogue.js';

/** A coin configuration with the signature of Ledger's production key. */
export interface SignedConfiguration {
  /** Coin configuration: ticker, app and sub-configuration, each behind its length in one byte. */
  readonly configuration: Uint8Array;
  /** DER, over SHA-256 of the configuration; by Ledger's production key, on secp256k1. */
  readonly signature: Uint8Array;
}

/** Undefined where Ledger has signed none that we know. */
export function configurationFor(currency: Pick<Currency, 'id'>): SignedConfiguration | undefined {
  const { configuration, signature } = ledgerRecord(ledgerIdOf(currency)) ?? {};
  if (configuration === undefined || signature === undefined) return undefined;
  return { configuration, signature: derFromRs(signature) };
}
