/**
 * The Stellar app (5.x, the one before its rewrite in Rust). Source: app-stellar src/swap/* and
 * libstellar/printer.c up to 2025-11, as recorded; thousands separators as in amounts.json.
 * Address parameters: count of the path, then its indices, all hardened.
 */
import { base32 } from '@scure/base';
import { concat } from '../../../bytes.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { crc16 } from '../crc.js';
import { amount64, trimmedDecimal, withThousands } from '../decimal.js';
import { parsePath } from '../path.js';

const STROOP_DECIMALS = 7;
/** Version byte of an account id: its text starts with G. */
const ACCOUNT_ID = 6 << 3;

export function stellarApp(): CoinApp {
  return {
    name: 'Stellar',
    version: '5.6.0',
    addressOf: stellarAddress,
    checkAddress: (check) => stellarAddress(check) === check.address,
    formatAmount({ amount }) {
      const value = amount64(amount);
      return value === null ? null : `${withThousands(trimmedDecimal(value, STROOP_DECIMALS))} XLM`;
    },
  };
}

function stellarAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters);
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  if (publicKey === null) return null;
  const account = concat(Uint8Array.of(ACCOUNT_ID), publicKey);
  const checksum = crc16(account);
  return base32.encode(concat(account, Uint8Array.of(checksum & 0xff, checksum >> 8)));
}
