/**
 * The TON app (2.8.1) and its jettons. Source: app-ton src/swap/*, src/address.c, as recorded.
 * Address parameters: count of the path, then its indices, at least three and all hardened. The
 * account is a version 4 wallet. Fees are always in TON.
 */
import { base64urlnopad } from '@scure/base';
import { concat, equal, toBigInt } from '../../../bytes.js';
import { assetOf } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { crc16 } from '../crc.js';
import { tickerFirst } from '../decimal.js';
import { parsePath } from '../path.js';
import { walletAccount } from './wallet-contract.js';

export const TON = { ticker: 'TON', decimals: 9 };
export const TICKER_BUFFER = 16;
const MAX_AMOUNT_SIZE = 32;
export const SHORTEST_PATH = 3;

/** First byte of an address that is not bounceable; a bounceable one (11) has two of its bits. */
export const NON_BOUNCEABLE = 0x51;
const BASE_CHAIN: number = 0x00;
const MASTER_CHAIN = 0xff;

export function tonApp(): CoinApp {
  return {
    name: 'TON',
    version: '2.8.1',
    addressOf(question) {
      const account = accountHash(question);
      return account === null ? null : base64urlnopad.encode(friendly(account));
    },
    // Any spelling of the account will do: bounceable or not, on either chain, either base64.
    checkAddress(check) {
      const account = accountHash(check);
      return account !== null && namesAccount(check.address, account);
    },
    formatAmount,
    loadSigner: async () => (await import('./sign.js')).tonSigner,
  };
}

function accountHash({ wallet, parameters }: AddressQuestion): Uint8Array | null {
  const path = parsePath(parameters, { min: SHORTEST_PATH });
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  return publicKey === null ? null : walletAccount(publicKey);
}

/** Flags, chain, account hash, checksum: 36 bytes. */
export function friendly(account: Uint8Array, chain = BASE_CHAIN): Uint8Array {
  const body = concat(Uint8Array.of(NON_BOUNCEABLE, chain), account);
  const checksum = crc16(body);
  return concat(body, Uint8Array.of(checksum >> 8, checksum & 0xff));
}

function namesAccount(address: string, account: Uint8Array): boolean {
  const bytes = friendlyBytes(address);
  if (bytes === null) return false;
  const [flags = 0, chain] = bytes;
  const body = bytes.subarray(0, 34);
  return (
    crc16(body) === Number(toBigInt(bytes.subarray(34))) &&
    (flags & NON_BOUNCEABLE) !== 0 &&
    (flags & ~NON_BOUNCEABLE) === 0 &&
    (chain === BASE_CHAIN || chain === MASTER_CHAIN) &&
    equal(body.subarray(2), account)
  );
}

/** The 36 bytes of an address in either Base64 alphabet, or null. */
export function friendlyBytes(address: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/_-]{48}$/.test(address)) return null;
  return base64urlnopad.decode(address.replaceAll('+', '-').replaceAll('/', '_'));
}

function formatAmount(question: AmountQuestion): string | null {
  const asset = assetOf(question, TON, TICKER_BUFFER);
  if (asset === null || question.amount.length > MAX_AMOUNT_SIZE) return null;
  return tickerFirst(question.amount, asset);
}
