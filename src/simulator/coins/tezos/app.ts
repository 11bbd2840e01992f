/**
 * The Tezos Wallet app (3.2.0). Source: app-tezos app/src/handle_swap.c, as recorded.
 * Address parameters: count of the path, then its indices, all hardened. Always a tz1 account.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { amount64, trimmedDecimal } from '../decimal.js';
import { base58WithPrefix } from '../hashes.js';
import { parsePath } from '../path.js';
import { dataOf, success } from '../probe.js';

const MUTEZ_DECIMALS = 6;
/** Base58 prefix of an ed25519 account: its text starts with tz1. */
const TZ1 = [0x06, 0xa1, 0x9f];
/** Length and first byte of an ed25519 public key in an answer. */
const ED25519_KEY_HEAD = Uint8Array.of(33, 0x02);

export function tezosApp(): CoinApp {
  return {
    name: 'Tezos Wallet',
    version: '3.2.0',
    addressOf: tezosAddress,
    checkAddress: (check) => tezosAddress(check) === check.address,
    formatAmount({ amount }) {
      const value = amount64(amount);
      return value === null ? null : `${trimmedDecimal(value, MUTEZ_DECIMALS)} XTZ`;
    },
    answerWhileSigning(apdu, wallet) {
      const path = parsePath(dataOf(apdu, [0x80, 0x02, 0x00, 0x00]), { exact: true });
      const publicKey = path === null ? null : wallet.ed25519Slip10(path);
      return publicKey === null ? null : success(ED25519_KEY_HEAD, publicKey);
    },
  };
}

function tezosAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters);
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  return publicKey === null ? null : base58WithPrefix(TZ1, blake2b(publicKey, { dkLen: 20 }));
}
