/**
 * The Sui app and its coins. From the sources (app-sui rust-app/src/swap/*) and the golden images
 * (amounts.md#golden-images); not in the recordings.
 * Address parameters: count of the path (two to five), then its indices, m/44'/784'/…, all
 * hardened, however few of them came (Rust SDK src/libcall/swap.rs). Fees are always in SUI.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { concat, toBigInt, toHex } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import { parseAsset } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { trimmedDecimal } from '../decimal.js';
import { parsePath } from '../path.js';

const SUI = { ticker: 'SUI', decimals: 9 };
const MAX_TICKER = 15;
/** Digits of the remainder the app has room for. */
const MAX_DECIMALS = 12;
const PURPOSE = HARDENED + 44;
const COIN_TYPE = HARDENED + 784;
/** Hashed in front of the public key: ed25519. */
const ED25519_FLAG = Uint8Array.of(0x00);
/** `0x` and 64 digits; more characters behind them are not read. */
const ADDRESS_LENGTH = 66;

export function suiApp(): CoinApp {
  return {
    name: 'Sui',
    version: '1.5.0',
    addressOf: suiAddress,
    // The digits are compared as bytes, the two characters in front of them are not looked at.
    checkAddress(check) {
      const digits = check.address.slice(2, ADDRESS_LENGTH).toLowerCase();
      return suiAddress(check) === `0x${digits}`;
    },
    formatAmount,
    loadSigner: async () => (await import('./sign.js')).suiSigner,
  };
}

function suiAddress({ wallet, parameters, behind }: AddressQuestion): string | null {
  const path = parsePath(parameters, { min: 2, max: 5, behind });
  if (path === null || !isSuiPath(path)) return null;
  const publicKey = wallet.ed25519Slip10(path);
  return publicKey === null ? null : `0x${toHex(suiAccount(publicKey))}`;
}

/** m/44'/784', and whatever follows. */
export function isSuiPath([purpose, coinType]: readonly number[]): boolean {
  return purpose === PURPOSE && coinType === COIN_TYPE;
}

/** The 32 bytes of an address. */
export function suiAccount(publicKey: Uint8Array): Uint8Array {
  return blake2b(concat(ED25519_FLAG, publicKey), { dkLen: 32 });
}

/** One decimal is always kept. The app reads the low eight bytes of the amount. */
export function formatAmount({ configuration, amount, isFee }: AmountQuestion): string | null {
  const native = isFee || configuration.length === 0;
  const asset = native ? SUI : tokenOf(configuration);
  if (asset === null || asset.decimals > MAX_DECIMALS) return null;
  const value = BigInt.asUintN(64, toBigInt(amount));
  return `${asset.ticker} ${trimmedDecimal(value, asset.decimals, 1)}`;
}

function tokenOf(configuration: Uint8Array) {
  const asset = parseAsset(configuration);
  if (asset === null || asset.tickerLength > MAX_TICKER) return null;
  return configuration.length === 2 + asset.tickerLength ? asset : null;
}
