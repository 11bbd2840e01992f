/**
 * The Bitcoin app (2.4.6) and its variants. Source: app-bitcoin-new src/swap/*, as recorded.
 *
 * Address parameters: kind of address, count of the path, its indices. The sub-configuration is
 * not looked at, and fees are amounts like any other.
 */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bech32, bech32m, createBase58check } from '@scure/base';
import { concat, toBigInt } from '../../bytes.js';
import type { AddressQuestion, CoinApp } from './coin-app.js';
import { amount64, trimmedDecimal } from './decimal.js';
import { parsePath } from './path.js';

const SATOSHI_DECIMALS = 8;
/** Longest path the app takes (src/constants.h: the steps of a BIP-388 xpub, and two more). */
const MAX_BITCOIN_PATH = 10;

const KIND = { legacy: 0, wrappedSegwit: 1, nativeSegwit: 2, taproot: 4 } as const;

export interface BitcoinVariant {
  readonly name: string;
  readonly version: string;
  readonly ticker: string;
  /** First byte of a pay-to-public-key-hash address, of a pay-to-script-hash one. */
  readonly keyHashPrefix: number;
  readonly scriptHashPrefix: number;
  readonly segwitPrefix: string;
}

export function bitcoinApp(variant: BitcoinVariant): CoinApp {
  const addressOf = (question: AddressQuestion) => bitcoinAddress(question, variant);
  return {
    name: variant.name,
    version: variant.version,
    addressOf,
    checkAddress: (check) => addressOf(check) === check.address,
    formatAmount({ amount }) {
      const value = amount64(amount);
      return value === null ? null : `${trimmedDecimal(value, SATOSHI_DECIMALS)} ${variant.ticker}`;
    },
  };
}

export function bitcoinAddress(
  { wallet, parameters }: AddressQuestion,
  variant: BitcoinVariant,
): string | null {
  const kind = parameters[0];
  const path = parsePath(parameters.subarray(1), { min: 0, max: MAX_BITCOIN_PATH });
  if (path === null) return null;
  const { publicKey } = wallet.secp256k1(path);
  switch (kind) {
    case KIND.legacy:
      return base58(variant.keyHashPrefix, hash160(publicKey));
    case KIND.wrappedSegwit:
      return base58(
        variant.scriptHashPrefix,
        hash160(concat(Uint8Array.of(0x00, 0x14), hash160(publicKey))),
      );
    case KIND.nativeSegwit:
      return bech32.encode(variant.segwitPrefix, [0, ...bech32.toWords(hash160(publicKey))]);
    case KIND.taproot:
      return bech32m.encode(variant.segwitPrefix, [1, ...bech32m.toWords(tweaked(publicKey))]);
    default:
      return null;
  }
}

const base58check = createBase58check(sha256);

function base58(prefix: number, hash: Uint8Array): string {
  return base58check.encode(concat(Uint8Array.of(prefix), hash));
}

function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}

/** BIP-341 output key of an internal key without scripts: its 32-byte x coordinate. */
function tweaked(publicKey: Uint8Array): Uint8Array {
  const x = publicKey.subarray(1);
  const tweak = toBigInt(schnorr.utils.taggedHash('TapTweak', x));
  const { Point } = secp256k1;
  const even = schnorr.utils.lift_x(toBigInt(x));
  return even
    .add(Point.BASE.multiply(tweak % Point.Fn.ORDER))
    .toBytes(true)
    .subarray(1);
}
