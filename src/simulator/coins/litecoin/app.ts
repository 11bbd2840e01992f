/**
 * The Litecoin app, of the older Bitcoin family. Source: lib-app-bitcoin swap/* and app-bitcoin
 * Makefile (2.4.6), as recorded.
 *
 * Address parameters: kind of address, count of the path, its indices.
 */
import { bytesOf, concat, fromHex } from '../../../bytes.js';
import {
  type BitcoinFamily,
  legacyAddress,
  satoshis,
  segwitAddress,
  wrappedSegwitAddress,
} from '../bitcoin/app.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';

export const LITECOIN: BitcoinFamily = {
  ticker: 'LTC',
  keyHashPrefix: 0x30,
  scriptHashPrefix: 0x32,
  segwitPrefix: 'ltc',
};

export function litecoinApp(): CoinApp {
  return {
    name: 'Litecoin',
    version: '2.4.6',
    addressOf: litecoinAddress,
    checkAddress: (check) => check.extraId === '' && litecoinAddress(check) === check.address,
    refusesExtraId: true,
    formatAmount: (question) => satoshis(question, LITECOIN.ticker),
    loadSigner: async () => (await import('./sign.js')).litecoinSigner,
  };
}

/** The two prefixes, the family, the name and the ticker. */
export function coinVersion(): Uint8Array {
  const name = withLength(bytesOf('Litecoin'));
  return concat(fromHex('0030003201'), name, withLength(bytesOf(LITECOIN.ticker)));
}

/** Unlike the Bitcoin app, this one takes every kind it does not know for a legacy address. */
function litecoinAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters.subarray(1), { min: 0 });
  if (path === null) return null;
  const { publicKey } = wallet.secp256k1(path);
  switch (parameters[0]) {
    case 1:
      return wrappedSegwitAddress(publicKey, LITECOIN);
    case 2:
      return segwitAddress(publicKey, LITECOIN);
    case 3: // a Bitcoin Cash address, which nobody has on this app: not simulated
      return null;
    default:
      return legacyAddress(publicKey, LITECOIN);
  }
}
