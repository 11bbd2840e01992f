/**
 * The Ethereum app (1.23.0) and its variants: every EVM network and token is configured by the
 * sub-configuration. Source: app-ethereum src/swap/*, ethereum-plugin-sdk src/common_utils.c, as
 * recorded.
 *
 * Address parameters: count of the path, then its indices.
 * Sub-configuration: length and ticker, decimals, chain id on 8 bytes and, optionally, length and
 * ticker of the fees and their decimals, which must be 18.
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesOf, cString, textOf, toBigInt, toHex } from '../../bytes.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from './coin-app.js';
import { AMOUNT_BUFFER, fitting, trimmedDecimal } from './decimal.js';
import { networkTicker } from './ethereum-networks.js';
import { parsePath } from './path.js';

const WEI_DECIMALS = 18;
const MAX_TICKER = 49;

export interface EthereumVariant {
  readonly name: string;
  readonly version: string;
  /** Chain of the app itself: what a sub-configuration with chain id 0 means. */
  readonly chainId: bigint;
}

export function ethereumApp({ name, version, chainId }: EthereumVariant): CoinApp {
  return {
    name,
    version,
    addressOf: (question) => {
      const address = checksummedAddress(question);
      return address === null ? null : `0x${address}`;
    },
    // The comparison is one of texts, upper and lower case included; only `0x` may be left out.
    checkAddress: (check) =>
      checksummedAddress(check) ===
      (check.address.startsWith('0x') ? check.address.slice(2) : check.address),
    formatAmount: (question) => formatAmount(question, chainId),
  };
}

/** EIP-55 address without `0x`. */
function checksummedAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters);
  if (path === null) return null;
  const { uncompressed } = wallet.secp256k1(path);
  const plain = toHex(keccak_256(uncompressed.subarray(1)).subarray(12));
  const checksum = toHex(keccak_256(bytesOf(plain)));
  return plain.replace(/[a-f]/g, (digit, at: number) =>
    checksum[at]! >= '8' ? digit.toUpperCase() : digit,
  );
}

function formatAmount({ configuration, amount, isFee }: AmountQuestion, ownChain: bigint) {
  const config = parseConfiguration(configuration);
  if (config === null || amount.length > 32) return null;
  const { chainId, asset, fees } = config;
  const feeTicker = fees?.ticker || networkTicker(chainId === 0n ? ownChain : chainId);
  const { ticker, decimals } = isFee ? { ticker: feeTicker, decimals: WEI_DECIMALS } : asset;
  const value = toBigInt(amount);
  // The number must fit before its trailing zeros are dropped: 47 decimals at most, never 255.
  const digits = value.toString().length;
  const room = digits <= decimals ? decimals + 3 : digits + 2;
  if (value !== 0n && room > AMOUNT_BUFFER) return null;
  return fitting(`${trimmedDecimal(value, decimals)} ${ticker}`);
}

interface Asset {
  readonly ticker: string;
  readonly decimals: number;
}

function parseConfiguration(configuration: Uint8Array) {
  const asset = parseAsset(configuration);
  if (asset === null) return null;
  const chain = configuration.subarray(asset.size, asset.size + 8);
  if (chain.length < 8) return null;
  const chainId = toBigInt(chain);
  const rest = configuration.subarray(asset.size + 8);
  if (rest.length === 0) return { asset, chainId, fees: null };
  const fees = parseAsset(rest);
  return fees === null || fees.decimals !== WEI_DECIMALS ? null : { asset, chainId, fees };
}

/** Length and ticker (shown up to its first NUL), decimals; `size` is what they take together. */
function parseAsset(bytes: Uint8Array): (Asset & { size: number }) | null {
  const length = bytes[0] ?? 0;
  const decimals = bytes[1 + length];
  if (length === 0 || length > MAX_TICKER || decimals === undefined) return null;
  return { ticker: textOf(cString(bytes.subarray(1, 1 + length))), decimals, size: 2 + length };
}
