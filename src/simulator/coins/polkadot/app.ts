/**
 * The Polkadot app (100.0.10). Source: app-polkadot app/src/swap/*, app/src/crypto.c, as recorded.
 * Address parameters: kind of key, which must be 0 (ed25519), a count that nobody reads, then
 * exactly five indices. The sub-configuration is not looked at.
 */
import { concat, toBigInt } from '../../../bytes.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { fitting, trimmedDecimal } from '../decimal.js';
import { parsePath } from '../path.js';
import { ss58 } from './ss58.js';

const PLANCK_DECIMALS = 10;
export const MAX_AMOUNT_SIZE = 16;
const ED25519 = 0;
const INDICES = 5;
const POLKADOT = 0;

export function polkadotApp(): CoinApp {
  return {
    name: 'Polkadot',
    version: '100.0.10',
    addressOf: polkadotAddress,
    checkAddress: (check) => polkadotAddress(check) === check.address,
    formatAmount: ({ amount }) => (amount.length > MAX_AMOUNT_SIZE ? null : fitting(dot(amount))),
    loadSigner: async () => (await import('./sign.js')).polkadotSigner,
  };
}

/** One decimal is always kept: `DOT 1.0`. */
export const dot = (planck: Uint8Array): string =>
  `DOT ${trimmedDecimal(toBigInt(planck), PLANCK_DECIMALS, 1)}`;

/** SS58 address. The app takes the derived scalar for a seed, hence the key it gets. */
function polkadotAddress({ wallet, parameters }: AddressQuestion): string | null {
  if (parameters[0] !== ED25519) return null;
  const indices = concat(Uint8Array.of(INDICES), parameters.subarray(2));
  const path = parsePath(indices, { exact: true });
  if (path === null) return null;
  return ss58(wallet.ed25519Bip32(path).seedPublicKey(), POLKADOT) ?? null;
}
