/**
 * The Bitcoin app. Source: app-bitcoin-new src/swap/* (2.4.6), as recorded.
 *
 * Address parameters: kind of address, count of the path, its indices. The sub-configuration and
 * the extra id are not looked at, and fees are amounts like any other.
 */
import { bech32, bech32m } from '@scure/base';
import { concat } from '../../../bytes.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { amount64, trimmedDecimal } from '../decimal.js';
import type { CoinAppQuirks } from '../generations.js';
import { base58WithPrefix, hash160 } from '../hashes.js';
import { parsePath } from '../path.js';
import { outputKey } from './output-key.js';

/** Kinds of address: the first byte of the address parameters. */
const KIND = { legacy: 0, wrappedSegwit: 1, nativeSegwit: 2, taproot: 4 } as const;

/** What tells the coins of the Bitcoin family apart. */
export interface BitcoinFamily {
  readonly ticker: string;
  /** First byte of a pay-to-public-key-hash address, of a pay-to-script-hash one. */
  readonly keyHashPrefix: number;
  readonly scriptHashPrefix: number;
  readonly segwitPrefix: string;
}

export const BITCOIN: BitcoinFamily = {
  ticker: 'BTC',
  keyHashPrefix: 0x00,
  scriptHashPrefix: 0x05,
  segwitPrefix: 'bc',
};

export function bitcoinApp({ tickerFirst = false }: CoinAppQuirks = {}): CoinApp {
  return {
    name: 'Bitcoin',
    version: '2.4.6',
    addressOf: bitcoinAddress,
    // As the app compares texts, upper-case bech32 is another address.
    checkAddress: (check) => bitcoinAddress(check) === check.address,
    formatAmount: (question) => satoshis(question, BITCOIN.ticker, tickerFirst),
    // How releases that put the ticker first sign is not simulated.
    ...(tickerFirst ? {} : { loadSigner: async () => (await import('./sign.js')).bitcoinSigner }),
  };
}

function bitcoinAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters.subarray(1), { min: 0 });
  if (path === null) return null;
  const { publicKey } = wallet.secp256k1(path);
  switch (parameters[0]) {
    case KIND.legacy:
      return legacyAddress(publicKey, BITCOIN);
    case KIND.wrappedSegwit:
      return wrappedSegwitAddress(publicKey, BITCOIN);
    case KIND.nativeSegwit:
      return segwitAddress(publicKey, BITCOIN);
    case KIND.taproot:
      return bech32m.encode(BITCOIN.segwitPrefix, [1, ...bech32m.toWords(outputKey(publicKey))]);
    default:
      return null;
  }
}

export function legacyAddress(publicKey: Uint8Array, family: BitcoinFamily): string {
  return base58WithPrefix([family.keyHashPrefix], hash160(publicKey));
}

export function wrappedSegwitAddress(publicKey: Uint8Array, family: BitcoinFamily): string {
  const script = concat(Uint8Array.of(0x00, 0x14), hash160(publicKey));
  return base58WithPrefix([family.scriptHashPrefix], hash160(script));
}

export function segwitAddress(publicKey: Uint8Array, family: BitcoinFamily): string {
  return bech32.encode(family.segwitPrefix, [0, ...bech32.toWords(hash160(publicKey))]);
}

/** Eight bytes at most; more cannot be printed. */
export function satoshis(
  { amount }: AmountQuestion,
  ticker: string,
  tickerFirst = false,
): string | null {
  const value = amount64(amount);
  if (value === null) return null;
  const number = trimmedDecimal(value, 8);
  return tickerFirst ? `${ticker} ${number}` : `${number} ${ticker}`;
}
