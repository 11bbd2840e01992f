/**
 * The XRP app (2.4.1). Source: app-xrp src/swap/*, src/xrp/xrp_helpers.c, as recorded.
 * Address parameters: count of the path, then its indices, however few of them came. The tag (extra
 * id) is not looked at.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { base58xrp } from '@scure/base';
import { concat } from '../../../bytes.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { adjustDecimals, atMost19Digits } from '../decimal.js';
import { hash160 } from '../hashes.js';
import { parsePath } from '../path.js';

const DROP_DECIMALS = 6;
/** The number is written into a buffer of this size, its NUL included. */
const NUMBER_BUFFER = 21;

export function xrpApp(): CoinApp {
  return {
    name: 'XRP',
    version: '2.4.1',
    addressOf: xrpAddress,
    checkAddress: (check) => xrpAddress(check) === check.address,
    /** Zero is `XRP 0.000000`; twenty digits cannot be printed. */
    formatAmount: ({ amount }) => xrp(amount),
    loadSigner: async () => (await import('./sign.js')).xrpSigner,
  };
}

/** @param drops Big-endian. Null where the app cannot write it. */
export function xrp(drops: Uint8Array): string | null {
  const digits = atMost19Digits(drops);
  const number = digits === null ? null : adjustDecimals(digits, DROP_DECIMALS, NUMBER_BUFFER);
  return number === null ? null : `XRP ${number}`;
}

function xrpAddress({ wallet, parameters, behind }: AddressQuestion): string | null {
  const path = parsePath(parameters, { behind });
  if (path === null) return null;
  return accountText(hash160(wallet.secp256k1(path).publicKey));
}

/** Text of an account of 20 bytes. */
export function accountText(account: Uint8Array): string {
  const body = concat(Uint8Array.of(0x00), account);
  return base58xrp.encode(concat(body, sha256(sha256(body)).subarray(0, 4)));
}

/** The 20 bytes of an account's text, or undefined for what is none. */
export function accountOf(text: string): Uint8Array | undefined {
  const bytes = decoded(text);
  const account = bytes?.subarray(1, 21);
  return account !== undefined && accountText(account) === text ? account : undefined;
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return base58xrp.decode(text);
  } catch {
    return undefined;
  }
}
