/**
 * The Kaspa app (1.1.0). Source: app-kaspa src/swap/*, src/address.c, as recorded.
 * Address parameters: count of the path (two to five), then its indices, m/44'/111111'/…
 * Only the Schnorr address of a key is known to belong to it.
 */
import { HARDENED } from '../../hardened.js';
import { cashAddress } from '../cash-address.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { amount64, trimmedDecimal } from '../decimal.js';
import { parsePath } from '../path.js';

const SOMPI_DECIMALS = 8;
export const PURPOSE = HARDENED + 44;
export const COIN_TYPE = HARDENED + 111111;
export const SCHNORR_VERSION = 0;

export function kaspaApp(): CoinApp {
  return {
    name: 'Kaspa',
    version: '1.1.0',
    addressOf: kaspaAddress,
    checkAddress: (check) => kaspaAddress(check) === check.address,
    formatAmount({ amount }) {
      const value = amount64(amount);
      return value === null ? null : kas(value);
    },
    loadSigner: async () => (await import('./sign.js')).kaspaSigner,
  };
}

/** @param sompi 64 bits, unsigned. */
export function kas(sompi: bigint): string {
  return `KAS ${trimmedDecimal(sompi, SOMPI_DECIMALS)}`;
}

function kaspaAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters, { min: 2, max: 5 });
  if (path?.[0] !== PURPOSE || path[1] !== COIN_TYPE) return null;
  const x = wallet.secp256k1(path).publicKey.subarray(1);
  return cashAddress('kaspa', SCHNORR_VERSION, x);
}
