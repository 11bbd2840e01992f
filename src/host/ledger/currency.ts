/**
 * What a flow needs to know of a currency of Ledger's lists: its coin app, path, address and amount
 * rules are those of its network's coin, its configuration is the one Ledger has signed or, for a
 * token without one, in the form its coin app reads.
 */
import { bech32 } from '@scure/base';
import { textOf, toBigInt, utf8 } from '../../bytes.js';
import { WIDEST_TICKER } from '../../firmware/ticker.js';
import { networkTicker } from '../../simulator/coins/ethereum/networks.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import { evmConfiguration, tokenConfiguration } from '../coin-configuration.js';
import type { Currency } from '../currencies.js';
import { currencyOfLedgerId } from './built-in.js';
import { ledgerNetwork, ledgerRecord } from './catalogue.js';
import type { LedgerNetwork, LedgerRecord } from './records.js';

/** A currency, or why no flow can have it here: a sentence that goes on behind its name. */
export type CurrencyOrWhy = { readonly currency: Currency } | { readonly why: string };

const EVM_APPS: readonly string[] = ['Ethereum', 'Ethereum Classic'];
/** Coin apps whose amounts of tokens follow a configuration of ticker and decimals. */
const TOKEN_APPS: readonly string[] = ['Celo', 'Solana', 'Sui', 'TON', 'Tron'];

const remembered = new WeakMap<LedgerRecord, CurrencyOrWhy>();

export function currencyOfRecord(record: LedgerRecord): CurrencyOrWhy {
  let known = remembered.get(record);
  if (known === undefined) {
    known = make(record);
    remembered.set(record, known);
  }
  return known;
}

function make(record: LedgerRecord): CurrencyOrWhy {
  const { id, name, decimals } = record;
  if (decimals === undefined) return { why: 'has no decimals in any list' };
  const network = ledgerNetwork(record.network);
  const set = settings(record, network);
  if ('why' in set) return set;
  const { ticker, app, subConfiguration } = set;
  const model = modelOf(app, network);
  if (model === undefined) return { why: unsimulated(app, network) };
  const length = utf8(ticker).length;
  const { min, max } = WIDEST_TICKER;
  if (length < min || length > max) {
    return { why: `has a ticker of ${length} bytes; a device takes ${min} to ${max}` };
  }
  const foreignAddress = foreignAddressOf(model, subConfiguration);
  if (foreignAddress === undefined) {
    return {
      why: `has a configuration without an address prefix, and the ${app} app checks no address without one`,
    };
  }
  return {
    currency: {
      id,
      ticker,
      name,
      decimals,
      app: model.app,
      configuredApp: app,
      subConfiguration,
      path: model.path,
      ...(model.addressKind === undefined ? {} : { addressKind: model.addressKind }),
      fee: feeOf(model, network, subConfiguration),
      example: { amount: exampleAmount(decimals), fees: model.example.fees },
      foreignAddress,
    },
  };
}

/** Coin apps read 63 bits of any amount. */
function exampleAmount(decimals: number): string {
  return decimals <= 18 ? '5' : `0.${'0'.repeat(decimals - 19)}5`;
}

function unsimulated(app: string, network: LedgerNetwork | undefined): string {
  if (coinAppNamed(app) === undefined) return `is of the ${app} app, which is not simulated`;
  return network?.testnetFor === undefined
    ? `is of another network than the ${app} app is simulated for`
    : `is of a test network, for which the ${app} app is not simulated`;
}

interface Settings {
  readonly ticker: string;
  readonly app: string;
  readonly subConfiguration: Uint8Array;
}

/** Bytes of an EVM chain id, behind ticker and decimals. */
const CHAIN_ID_SIZE = 8;

/** As signed; else as the coin app of its network would read them. */
function settings(
  record: LedgerRecord,
  network: LedgerNetwork | undefined,
): Settings | { why: string } {
  const { configuration, ticker, decimals = 0, id } = record;
  if (configuration !== undefined) return parts(configuration);
  if (network === undefined) return { why: 'is on a network Ledger no longer lists' };
  const coin = ledgerRecord(network.id)?.configuration;
  const { app, chainId } = coin === undefined ? network : { ...network, ...networkOf(parts(coin)) };
  if (chainId !== undefined && EVM_APPS.includes(app)) {
    const chain = { ticker, decimals, chainId: BigInt(chainId), feeTicker: network.ticker };
    return { ticker, app, subConfiguration: evmConfiguration(chain) };
  }
  if (!id.includes('/')) {
    const own = currencyOfLedgerId(id);
    return { ticker, app, subConfiguration: own?.subConfiguration ?? new Uint8Array(0) };
  }
  if (!TOKEN_APPS.includes(app)) {
    const what = coinAppNamed(app) === undefined ? 'not simulated' : 'simulated for its coin alone';
    return { why: `is of the ${app} app, which is ${what}` };
  }
  return { ticker, app, subConfiguration: tokenConfiguration(ticker, decimals) };
}

/** As the signed configuration of its coin has it: some EVM networks once had apps of their own. */
function networkOf({ app, subConfiguration }: Settings): { app: string; chainId?: number } {
  const id = chainIdIn(subConfiguration);
  return id === 0n ? { app } : { app, chainId: Number(id) };
}

/** 0 where there is none. */
function chainIdIn(sub: Uint8Array): bigint {
  const at = 2 + (sub[0] ?? 0);
  return toBigInt(sub.subarray(at, at + CHAIN_ID_SIZE));
}

/** Length and bytes of ticker, name of the app and sub-configuration, whatever their sizes. */
function parts(configuration: Uint8Array): Settings {
  const app = 1 + configuration[0]!;
  const sub = app + 1 + configuration[app]!;
  return {
    ticker: new TextDecoder().decode(configuration.subarray(1, app)),
    app: textOf(configuration.subarray(app + 1, sub)),
    subConfiguration: configuration.subarray(sub + 1),
  };
}

/** The built-in currency that has the same app, path and addresses. */
function modelOf(app: string, network: LedgerNetwork | undefined): Currency | undefined {
  const own = network && currencyOfLedgerId(network.id);
  if (own?.configuredApp === app) return own;
  // Every other network of an app has its paths; only these two apps have several networks.
  if (app === 'Ethereum') return currencyOfLedgerId('ethereum');
  return app === 'Cosmos' ? currencyOfLedgerId('cosmos') : undefined;
}

/** The same key's address on that network. Undefined where the configuration does not name one. */
function foreignAddressOf({ app, foreignAddress }: Currency, sub: Uint8Array): string | undefined {
  if (app !== 'Cosmos') return foreignAddress;
  if (sub.length < 2) return undefined;
  const { words } = bech32.decode(foreignAddress as `${string}1${string}`);
  return bech32.encode(textOf(sub.subarray(1)), words);
}

function feeOf(
  { app, fee }: Currency,
  network: LedgerNetwork | undefined,
  sub: Uint8Array,
): Currency['fee'] {
  if (app === 'Cosmos' && network !== undefined) {
    return { ticker: network.ticker, decimals: network.decimals };
  }
  if (app !== 'Ethereum') return fee;
  // A signed configuration names no ticker for fees: the coin app has its own list.
  const behind = sub.subarray(2 + (sub[0] ?? 0));
  const named = behind.subarray(
    CHAIN_ID_SIZE + 1,
    CHAIN_ID_SIZE + 1 + (behind[CHAIN_ID_SIZE] ?? 0),
  );
  const ticker = textOf(named) || networkTicker(chainIdIn(sub));
  return { ticker, decimals: fee.decimals };
}
