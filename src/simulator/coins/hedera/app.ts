/**
 * The Hedera app (1.9.0). No recording: from the sources only (app-hedera src/swap/*).
 * Address parameters: the last four of their 5, 9, … 21 bytes are the index of the key, whatever
 * stands in front; of 9 bytes, which are the path Ledger Wallet sends, the index is 0. Addresses are
 * public keys in hex: whose account that is, a trusted name says. Nothing takes a sub-configuration.
 */
import { toHex } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { amount64, fitting, trimmedDecimal } from '../decimal.js';

const TINYBAR_DECIMALS = 8;
const SHORTEST_PARAMETERS = 5;
const LONGEST_PARAMETERS = 21;
/** Count and two indices. */
const WITHOUT_INDEX = 9;

export function hederaApp(): CoinApp {
  return {
    name: 'Hedera',
    version: '1.9.0',
    addressOf: hederaAddress,
    /** An extra id is refused, whatever it says. */
    checkAddress: (check) =>
      check.extraId === '' && hederaAddress(check) === check.address.replace(/^0x/, ''),
    refusesExtraId: true,
    formatAmount({ configuration, amount }) {
      const tinybars = configuration.length === 0 ? amount64(amount) : null;
      return tinybars === null ? null : fitting(hbar(tinybars));
    },
    loadSigner: async () => (await import('./sign.js')).hederaSigner,
  };
}

export const hbar = (tinybars: bigint): string =>
  `${trimmedDecimal(tinybars, TINYBAR_DECIMALS)} HBAR`;

/** m/44'/3030'/0'/0'/index', hardened as every ed25519 path; the app takes the index either way. */
export function hederaPath(index: number): readonly number[] {
  return [44, 3030, 0, 0, index].map((element) => (element | HARDENED) >>> 0);
}

function hederaAddress({ wallet, configuration, parameters }: AddressQuestion): string | null {
  const size = parameters.length;
  if (configuration.length !== 0) return null;
  if (size < SHORTEST_PARAMETERS || size > LONGEST_PARAMETERS || size % 4 !== 1) return null;
  const view = new DataView(parameters.buffer, parameters.byteOffset, size);
  const index = size === WITHOUT_INDEX ? 0 : view.getUint32(size - 4);
  return toHex(wallet.ed25519Slip10(hederaPath(index))!);
}
