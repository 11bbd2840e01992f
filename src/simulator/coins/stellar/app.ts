/**
 * The Stellar app (5.x, the one before its rewrite in Rust). Source: app-stellar src/swap/* and
 * libstellar/printer.c up to 2025-11, as recorded; thousands separators as in amounts.json.
 * Address parameters: count of the path, then its indices, all hardened.
 */

import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { amount64, trimmedDecimal, withThousands } from '../decimal.js';
import { parsePath } from '../path.js';
import { accountText } from './account.js';

const STROOP_DECIMALS = 7;

export function stellarApp(): CoinApp {
  return {
    name: 'Stellar',
    version: '5.6.0',
    addressOf: stellarAddress,
    checkAddress: (check) => stellarAddress(check) === check.address,
    formatAmount({ amount }) {
      const value = amount64(amount);
      return value === null ? null : lumens(value);
    },
    loadSigner: async () => (await import('./sign.js')).stellarSigner,
  };
}

/** @param stroops 64 bits, unsigned. */
export function lumens(stroops: bigint): string {
  return `${withThousands(trimmedDecimal(stroops, STROOP_DECIMALS))} XLM`;
}

function stellarAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters);
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  return publicKey === null ? null : accountText(publicKey);
}
