/**
 * Ticker and decimals of an amount: the coin's own or, for a token, those of the sub-configuration
 * (length and ticker, decimals; bytes behind are ignored). Source: ledger-secure-sdk
 * lib_standard_app/swap_utils.c, swap_parse_config.
 */
import { cString, textOf } from '../../bytes.js';
import type { AmountQuestion } from './coin-app.js';

export interface Asset {
  /** One character a byte, up to the first NUL. */
  readonly ticker: string;
  readonly decimals: number;
}

/**
 * What an amount is in: always `native` for fees and without a sub-configuration. Null for a
 * sub-configuration that cannot be read. The app's ticker buffer has `tickerBuffer` bytes and
 * takes two characters less.
 */
export function assetOf(
  { configuration, isFee }: AmountQuestion,
  native: Asset,
  tickerBuffer: number,
): Asset | null {
  if (isFee || configuration.length === 0) return native;
  const asset = parseAsset(configuration);
  return asset === null || asset.tickerLength > tickerBuffer - 2 ? null : asset;
}

/** Length and ticker, decimals; null when the ticker is empty or bytes are missing. */
export function parseAsset(bytes: Uint8Array): (Asset & { tickerLength: number }) | null {
  const length = bytes[0] ?? 0;
  const decimals = bytes[1 + length];
  if (length === 0 || decimals === undefined) return null;
  const ticker = textOf(cString(bytes.subarray(1, 1 + length)));
  return { ticker, decimals, tickerLength: length };
}
