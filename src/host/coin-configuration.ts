/**
 * Coin configurations: what Ledger signs so that the device knows which coin app speaks for a
 * ticker. The sub-configuration inside is the coin app's own affair (see `simulator/coins`).
 */
import { concat, fromBigInt, utf8 } from '../bytes.js';
import { encode } from '../exchange/layout.js';
import { ANY_SIZES, coinConfiguration } from '../exchange/layouts.js';

/**
 * The configuration of a coin as Ledger signs it: ticker, app and sub-configuration, each with its
 * length.
 */
export function encodeCoinConfiguration(coin: {
  ticker: string;
  /** Name of the coin app. */
  app: string;
  subConfiguration: Uint8Array;
}): Uint8Array {
  return encode(coinConfiguration(ANY_SIZES), {
    ticker: utf8(coin.ticker),
    appName: utf8(coin.app),
    subConfiguration: coin.subConfiguration,
  });
}

/** Length and ticker, decimals: tokens of Tron, TON, Solana, Sui, and Celo. */
export function tokenConfiguration(ticker: string, decimals: number): Uint8Array {
  return concat(text(ticker), Uint8Array.of(decimals));
}

/** An EVM asset: ticker, decimals, chain id on eight bytes, then what fees are paid in. */
export function evmConfiguration(evm: {
  ticker: string;
  decimals: number;
  chainId: bigint;
  feeTicker: string;
}): Uint8Array {
  const { ticker, decimals, chainId, feeTicker } = evm;
  return concat(
    tokenConfiguration(ticker, decimals),
    fromBigInt(chainId, 8),
    tokenConfiguration(feeTicker, EVM_FEE_DECIMALS),
  );
}

/** The only number of fee decimals the Ethereum app takes. */
export const EVM_FEE_DECIMALS = 18;

/** A chain of the Cosmos app: its address prefix. */
export function prefixConfiguration(prefix: string): Uint8Array {
  return text(prefix);
}

function text(value: string): Uint8Array {
  const bytes = utf8(value);
  return concat(Uint8Array.of(bytes.length), bytes);
}
