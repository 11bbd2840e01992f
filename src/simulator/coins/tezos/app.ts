/**
 * The Tezos Wallet app (3.2.0). Source: app-tezos app/src/handle_swap.c, as recorded.
 * Address parameters: count of the path, then its indices, all hardened. Always a tz1 account.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { amount64, trimmedDecimal } from '../decimal.js';
import { parsePath } from '../path.js';
import { accountText } from './address.js';

const MUTEZ_DECIMALS = 6;
export function tezosApp(): CoinApp {
  return {
    name: 'Tezos Wallet',
    version: '3.2.0',
    addressOf: tezosAddress,
    checkAddress: (check) => tezosAddress(check) === check.address,
    formatAmount({ amount }) {
      const value = amount64(amount);
      return value === null ? null : tez(value);
    },
    loadSigner: async () => (await import('./sign.js')).tezosSigner,
  };
}

/** @param mutez 64 bits, unsigned. */
export function tez(mutez: bigint): string {
  return `${trimmedDecimal(mutez, MUTEZ_DECIMALS)} XTZ`;
}

function tezosAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters);
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  return publicKey === null ? null : accountText(0, blake2b(publicKey, { dkLen: 20 }))!;
}
