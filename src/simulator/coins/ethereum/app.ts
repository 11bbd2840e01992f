/**
 * The Ethereum app (1.23.0) and its variants: every EVM network and token is configured by the
 * sub-configuration. Source: app-ethereum src/swap/*, ethereum-plugin-sdk src/common_utils.c, as
 * recorded.
 *
 * Address parameters: count of the path, then its indices; that the last byte is missing is not
 * noticed.
 * Sub-configuration: length and ticker, decimals, chain id on 8 bytes and, optionally, length and
 * ticker of the fees and their decimals, which must be 18.
 */
import { textOf, toBigInt } from '../../../bytes.js';
import { type Asset, parseAsset } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { tickerFirst, tickerLast } from '../decimal.js';
import type { CoinAppQuirks } from '../generations.js';
import { ethereumAddress } from '../hashes.js';
import { parsePath } from '../path.js';
import { networkTicker } from './networks.js';

const WEI_DECIMALS = 18;
const MAX_TICKER = 49;
const CHAIN_ID_SIZE = 8;
const MAX_AMOUNT_SIZE = 32;

const CLA = 0xe0;

export interface EthereumVariant extends CoinAppQuirks {
  readonly name: string;
  readonly version: string;
  /** Chain of the app itself: what a sub-configuration with chain id 0 means. */
  readonly chainId: bigint;
}

export function ethereumApp(variant: EthereumVariant): CoinApp {
  const { name, version } = variant;
  return {
    name,
    version,
    addressOf(question) {
      const address = addressWithoutPrefix(question);
      return address === null ? null : `0x${address}`;
    },
    // Texts are compared, upper and lower case included; `0x` may be left out, but not be `0X`.
    checkAddress: (check) => addressWithoutPrefix(check) === check.address.replace(/^0x/, ''),
    formatAmount: (question) => formatAmount(question, variant),
    // How releases that put the ticker first sign is not simulated.
    ...(variant.tickerFirst === true
      ? { answerWhileSigning }
      : { loadSigner: async () => (await import('./sign.js')).ethereumSigner(variant) }),
  };
}

/** All instructions of this app are even; of Exchange's most are odd. */
function answerWhileSigning(apdu: Uint8Array): Uint8Array | null {
  const [cla, ins = 0, , , size = 0] = apdu;
  const isWhole = apdu.length === 4 || apdu.length === 5 + size;
  return cla === CLA && ins % 2 === 1 && isWhole ? Uint8Array.of(0x6d, 0x00) : null;
}

function addressWithoutPrefix({ wallet, parameters, behind }: AddressQuestion): string | null {
  // The app counts the count byte among the bytes of the path: it misses none when one is missing.
  const path = parsePath(parameters, { behind: behind?.subarray(0, 1) });
  return path === null ? null : ethereumAddress(wallet.secp256k1(path).uncompressed);
}

function formatAmount(
  { configuration, amount, isFee }: AmountQuestion,
  { chainId, tickerFirst: first = false, shortConfigurations = false }: EthereumVariant,
): string | null {
  const config = parseConfiguration(configuration, shortConfigurations);
  if (config === null || amount.length > MAX_AMOUNT_SIZE) return null;
  const asset = isFee ? feesOf(config, chainId) : config.asset;
  return first ? tickerFirst(amount, asset, 1) : tickerLast(amount, asset);
}

interface Configuration {
  readonly asset: Asset;
  readonly chainId: bigint;
  readonly fees: Asset | null;
}

/**
 * What amounts and fees are in, by a sub-configuration; null when it cannot be read.
 * @param ownChain what chain id 0 means.
 */
export function configuredAssets(
  configuration: Uint8Array,
  ownChain: bigint,
): { asset: Asset; fees: Asset } | null {
  const config = parseConfiguration(configuration);
  return config && { asset: config.asset, fees: feesOf(config, ownChain) };
}

/** Fees are in the configured ticker or, without one, in that of the network. */
function feesOf({ fees, chainId }: Configuration, ownChain: bigint): Asset {
  const ticker = fees?.ticker || networkTicker(chainId === 0n ? ownChain : chainId);
  return { ticker, decimals: WEI_DECIMALS };
}

/** Of the last configurations: amounts and fees are asked for with the same one. */
const known = new Map<string, Configuration | null>();
const REMEMBERED = 256;

function parseConfiguration(bytes: Uint8Array, mayBeShort = false): Configuration | null {
  const id = `${mayBeShort ? 1 : 0}${textOf(bytes)}`;
  let configuration = known.get(id);
  if (configuration === undefined) {
    if (known.size >= REMEMBERED) known.clear();
    configuration = readConfiguration(bytes, mayBeShort);
    known.set(id, configuration);
  }
  return configuration;
}

function readConfiguration(bytes: Uint8Array, mayBeShort: boolean): Configuration | null {
  const asset = parseAsset(bytes);
  if (asset === null || asset.tickerLength > MAX_TICKER) return null;
  const behindAsset = bytes.subarray(2 + asset.tickerLength);
  if (behindAsset.length < CHAIN_ID_SIZE) {
    return mayBeShort ? { asset, chainId: 0n, fees: null } : null;
  }
  const chainId = toBigInt(behindAsset.subarray(0, CHAIN_ID_SIZE));
  const rest = behindAsset.subarray(CHAIN_ID_SIZE);
  if (rest.length === 0 || mayBeShort) return { asset, chainId, fees: null };
  const fees = parseAsset(rest);
  if (fees === null || fees.tickerLength > MAX_TICKER || fees.decimals !== WEI_DECIMALS)
    return null;
  return { asset, chainId, fees };
}
