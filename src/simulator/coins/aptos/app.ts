/**
 * The Aptos app (0.10.0). Source: app-aptos src/swap/*, src/address.c, src/common/parse.c, as
 * recorded.
 * Address parameters: count of the path, then its indices, m/44'/637'/… of three at least, all
 * hardened. Fees are always in APT.
 */
import { sha3_256 } from '@noble/hashes/sha3.js';
import { concat, toHex } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import { assetOf } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { adjustDecimals, atMost19Digits, fitting } from '../decimal.js';
import { parsePath } from '../path.js';

export const APT = { ticker: 'APT', decimals: 8 };
export const TICKER_BUFFER = 16;
/** The number is written into a buffer of this size, its NUL included. */
const NUMBER_BUFFER = 21;
const PURPOSE = HARDENED + 44;
const COIN_TYPE = HARDENED + 637;
/** Hashed behind the public key: a single ed25519 signature. */
const SINGLE_KEY_SCHEME = Uint8Array.of(0x00);

export function aptosApp(): CoinApp {
  return {
    name: 'Aptos',
    version: '0.10.0',
    addressOf: aptosAddress,
    // Upper and lower case are the same, `0X` too.
    checkAddress: (check) => aptosAddress(check) === check.address.toLowerCase(),
    formatAmount: aptosAmount,
    loadSigner: async () => (await import('./sign.js')).aptosSigner,
  };
}

function aptosAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters);
  if (path === null || !isAptosPath(path)) return null;
  const publicKey = wallet.ed25519Slip10(path);
  return publicKey === null ? null : `0x${toHex(sha3_256(concat(publicKey, SINGLE_KEY_SCHEME)))}`;
}

export function isAptosPath(path: readonly number[]): boolean {
  return path.length >= 3 && path[0] === PURPOSE && path[1] === COIN_TYPE;
}

/** Twenty digits are refused or, for some values, hang the real app: not printable here. */
export function aptosAmount(question: AmountQuestion): string | null {
  const asset = assetOf(question, APT, TICKER_BUFFER);
  const digits = atMost19Digits(question.amount);
  if (asset === null || digits === null) return null;
  const number = adjustDecimals(digits || '0', asset.decimals, NUMBER_BUFFER);
  return number === null ? null : fitting(`${number} ${asset.ticker}`);
}
