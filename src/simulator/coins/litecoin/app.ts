/**
 * The Litecoin app, of the older Bitcoin family. Source: lib-app-bitcoin swap/* and app-bitcoin
 * Makefile (2.4.6), as recorded.
 *
 * Address parameters: kind of address, count of the path, its indices.
 */
import { bytesOf, fromHex } from '../../../bytes.js';
import {
  type BitcoinFamily,
  legacyAddress,
  satoshis,
  segwitAddress,
  wrappedSegwitAddress,
} from '../bitcoin/app.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { parsePath } from '../path.js';
import { dataOf, success, withLength } from '../probe.js';

const LITECOIN: BitcoinFamily = {
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
    answerWhileSigning(apdu, wallet) {
      // Coin version: the two prefixes, the family, the name and the ticker.
      if (dataOf(apdu, [0xe0, 0x16, 0x00, 0x00])?.length === 0) {
        const name = withLength(bytesOf('Litecoin'));
        return success(fromHex('0030003201'), name, withLength(bytesOf(LITECOIN.ticker)));
      }
      // Public key, not shown, with its native segwit address.
      const path = parsePath(dataOf(apdu, [0xe0, 0x40, 0x00, 0x02]), { min: 0, exact: true });
      if (path === null) return null;
      const { publicKey, uncompressed, chainCode } = wallet.secp256k1(path);
      const address = bytesOf(segwitAddress(publicKey, LITECOIN));
      return success(withLength(uncompressed), withLength(address), chainCode);
    },
  };
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
