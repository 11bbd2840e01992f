/** Questions to coin apps, written the short way the tests of this folder need. */
import { concat, fromBigInt, fromHex, utf8 } from '../../../src/bytes.js';
import type { CoinApp } from '../../../src/simulator/coins/coin-app.js';
import { type CoinAppName, coinAppNamed } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';
import { HARDENED } from '../../../src/simulator/wallet.js';

export const wallet = walletFromMnemonic();

export function appNamed(name: CoinAppName): CoinApp {
  return coinAppNamed(name)!;
}

/** Address parameters of a path such as `m/44'/60'/0'`. */
export function pathBytes(path: string): Uint8Array {
  const steps = path.split('/').slice(1);
  const indices = steps.map((step) => {
    const index = Number.parseInt(step, 10) + (step.endsWith("'") ? HARDENED : 0);
    return fromBigInt(BigInt(index), 4);
  });
  return concat(Uint8Array.of(steps.length), ...indices);
}

/** Length and ticker, decimals. */
export function tokenConfiguration(ticker: string, decimals: number): Uint8Array {
  return concat(withLength(utf8(ticker)), Uint8Array.of(decimals));
}

/** Sub-configuration of the Ethereum app; fees always have 18 decimals. */
export function evmConfiguration(
  ticker: string,
  decimals: number,
  chainId: number,
  feeTicker?: string,
): Uint8Array {
  const fees = feeTicker === undefined ? fromHex('') : tokenConfiguration(feeTicker, 18);
  return concat(tokenConfiguration(ticker, decimals), fromBigInt(BigInt(chainId), 8), fees);
}

export function withLength(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(bytes.length), bytes);
}

/** Big-endian without leading zeros: no bytes at all for zero. */
export function amountBytes(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return value === 0n
    ? fromHex('')
    : fromHex(digits.padStart(digits.length + (digits.length % 2), '0'));
}
