/**
 * The built-in currencies: everything a flow needs to know of one, as data. Coin configurations and
 * address parameters are those Ledger's own tests and signed configurations use (app-exchange
 * `test/python/apps`); amounts and prices are made up and only serve as defaults.
 */

import { concat, EMPTY } from '../bytes.js';
import {
  EVM_FEE_DECIMALS,
  encodeCoinConfiguration,
  evmConfiguration,
  prefixConfiguration,
  tokenConfiguration,
} from './coin-configuration.js';
import { packPath, parsePath } from './derivation-path.js';

/** A currency as flows need it: its coin app, its path, its configuration. */
export interface Currency {
  /** How the command line names it, lower case; unique. */
  readonly id: string;
  /** As in messages and coin configurations; several currencies may share it. */
  readonly ticker: string;
  readonly name: string;
  /** One unit is ten to this power base units. */
  readonly decimals: number;
  /** The coin app as installed, and as the coin configuration calls it. */
  readonly app: string;
  readonly configuredApp: string;
  /** What the coin app is told of the currency, in a form of its own; empty for most. */
  readonly subConfiguration: Uint8Array;
  /** BIP-32, such as `44'/60'/0'/0/0`. */
  readonly path: string;
  /** Byte in front of the path where the coin app wants one. */
  readonly addressKind?: number;
  /** What network fees are paid in. */
  readonly fee: { readonly ticker: string; readonly decimals: number };
  /** Decimal texts that make a sensible example. */
  readonly example: { readonly amount: string; readonly fees: string };
  /** US dollars for one unit; made up. Absent outside the built-in few. */
  readonly price?: string;
  /** Someone else's address: where a provider would be paid. */
  readonly foreignAddress: string;
}

/** What a family of currencies shares. Foreign addresses are of the mnemonic `abandon … about`. */
interface Family {
  readonly app: string;
  readonly configuredApp?: string;
  readonly path: string;
  readonly addressKind?: number;
  readonly fee: { readonly ticker: string; readonly decimals: number };
  readonly fees: string;
  readonly foreignAddress: string;
}

const EVM_ADDRESS = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';

function evmNetwork(feeTicker: string, fees: string): Family {
  return {
    app: 'Ethereum',
    path: "m/44'/60'/0'/0/0",
    fee: { ticker: feeTicker, decimals: EVM_FEE_DECIMALS },
    fees,
    foreignAddress: EVM_ADDRESS,
  };
}

const ETHEREUM = evmNetwork('ETH', '0.00042');
const BSC = evmNetwork('BNB', '0.00006');
const POLYGON = evmNetwork('POL', '0.012');
const LAYER_2 = evmNetwork('ETH', '0.000004');

const ETHEREUM_CLASSIC: Family = {
  ...evmNetwork('ETC', '0.0004'),
  app: 'Ethereum Classic',
  path: "m/44'/61'/0'/0/0",
  foreignAddress: '0xFA22515E43658ce56A7682B801e9B5456f511420',
};
const CELO: Family = {
  app: 'Celo',
  path: "m/44'/52752'/0'/0/0",
  fee: { ticker: 'CELO', decimals: 18 },
  fees: '0.002',
  foreignAddress: '0xE70E8AfeF87CC8F0D7a61F58535F6EC99cd860cA',
};
const BITCOIN: Family = {
  app: 'Bitcoin',
  path: "m/84'/0'/0'/0/0",
  addressKind: 2,
  fee: { ticker: 'BTC', decimals: 8 },
  fees: '0.00001412',
  foreignAddress: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
};
const LITECOIN: Family = {
  app: 'Litecoin',
  path: "m/49'/2'/0'/0/0",
  addressKind: 1,
  fee: { ticker: 'LTC', decimals: 8 },
  fees: '0.00002',
  foreignAddress: 'M7wtsL7wSHDBJVMWWhtQfTMSYYkyooAAXM',
};
const XRP: Family = {
  app: 'XRP',
  path: "m/44'/144'/0'/0/0",
  fee: { ticker: 'XRP', decimals: 6 },
  fees: '0.00001',
  foreignAddress: 'rHsMGQEkVNJmpGWs8XUBoTBiAAbwxZN5v3',
};
const STELLAR: Family = {
  app: 'Stellar',
  path: "m/44'/148'/0'",
  fee: { ticker: 'XLM', decimals: 7 },
  fees: '0.00001',
  foreignAddress: 'GB3JDWCQJCWMJ3IILWIGDTQJJC5567PGVEVXSCVPEQOTDN64VJBDQBYX',
};
const TRON: Family = {
  app: 'Tron',
  path: "m/44'/195'/0'",
  fee: { ticker: 'TRX', decimals: 6 },
  fees: '1.1',
  foreignAddress: 'TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsE',
};
const TEZOS: Family = {
  app: 'Tezos Wallet',
  configuredApp: 'Tezos',
  path: "m/44'/1729'/0'",
  fee: { ticker: 'XTZ', decimals: 6 },
  fees: '0.0005',
  foreignAddress: 'tz1WoVmT5Kc3NRCmXrWtW7ZKnp1XtykfyZV3',
};
const TON: Family = {
  app: 'TON',
  path: "m/44'/607'/0'/0'/0'/0'",
  fee: { ticker: 'TON', decimals: 9 },
  fees: '0.006',
  foreignAddress: 'UQAhEnZmOZ4XCJ1BKsvvt4D1DobiFgIf8nbZdTiT0l-8mOpj',
};
const CARDANO: Family = {
  app: 'Cardano ADA',
  path: "m/1852'/1815'/0'/0/0",
  fee: { ticker: 'ADA', decimals: 6 },
  fees: '0.17',
  foreignAddress:
    'addr1qy2vzmtlgvjrhkq50rngh8d482zj3l20kyrc6kx4ffl3zfqayfawlf9hwv2fzuygt2km5v92kvf8e3s3mk7ynxw77cwqf7zhh2',
};
const APTOS: Family = {
  app: 'Aptos',
  path: "m/44'/637'/0'",
  fee: { ticker: 'APT', decimals: 8 },
  fees: '0.0006',
  foreignAddress: '0x95844a57241a30ace8a850ed7f5a1a8de6984e0042b6c7141e849a82c2cf4b3c',
};
const COSMOS: Family = {
  app: 'Cosmos',
  path: "m/44'/118'/0'/0/0",
  fee: { ticker: 'ATOM', decimals: 6 },
  fees: '0.005',
  foreignAddress: 'cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4',
};
const OSMOSIS: Family = {
  ...COSMOS,
  fee: { ticker: 'OSMO', decimals: 6 },
  foreignAddress: 'osmo19rl4cm2hmr8afy4kldpxz3fka4jguq0a5m7df8',
};
const HEDERA: Family = {
  app: 'Hedera',
  path: "m/44'/3030'",
  fee: { ticker: 'HBAR', decimals: 8 },
  fees: '0.002',
  foreignAddress: '10fcec8c5db29aeab62272a08be39b1ec75eba50624351fba9948ff5d3d78ecf',
};
const KASPA: Family = {
  app: 'Kaspa',
  path: "m/44'/111111'/0'/0/0",
  fee: { ticker: 'KAS', decimals: 8 },
  fees: '0.0002',
  foreignAddress: 'kaspa:qqd6e65yefepe9wk0m9vuxdufxd80sphy67gwwd0vdaumzdt4tc9s3qt0lqeh',
};
const NEAR: Family = {
  app: 'NEAR',
  path: "m/44'/397'/0'/0'/1'",
  fee: { ticker: 'NEAR', decimals: 24 },
  fees: '0.0003',
  foreignAddress: 'c571e33e2e36c2c728d617ea77a88e2320c8697eac8b463adfc0128b96825cbf',
};
const POLKADOT: Family = {
  app: 'Polkadot',
  path: "m/44'/354'/0'/0'/0'",
  addressKind: 0,
  fee: { ticker: 'DOT', decimals: 10 },
  fees: '0.016',
  foreignAddress: '12aRjLzT5ycoWGHwoHLoXxd5QBa6bxuqivMQSGsPonzd9MWa',
};
const SOLANA: Family = {
  app: 'Solana',
  path: "m/44'/501'/0'/0'",
  fee: { ticker: 'SOL', decimals: 9 },
  fees: '0.000005',
  foreignAddress: 'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk',
};
const SUI: Family = {
  app: 'Sui',
  path: "m/44'/784'/0'/0'/0'",
  fee: { ticker: 'SUI', decimals: 9 },
  fees: '0.0021',
  foreignAddress: '0x5e93a736d04fbb25737aa40bee40171ef79f65fae833749e3c089fe7cc2161f1',
};

interface Asset {
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
  readonly decimals: number;
  readonly amount: string;
  readonly price: string;
}

function currency(family: Family, asset: Asset, subConfiguration: Uint8Array): Currency {
  const { configuredApp = family.app, fees, ...shared } = family;
  const { amount, ...own } = asset;
  return { ...shared, ...own, configuredApp, subConfiguration, example: { amount, fees } };
}

/** A coin whose app needs no configuration. */
const coin = (family: Family, asset: Asset) => currency(family, asset, EMPTY);

const token = (family: Family, asset: Asset) =>
  currency(family, asset, tokenConfiguration(asset.ticker, asset.decimals));

const evm = (family: Family, chainId: bigint, asset: Asset) =>
  currency(family, asset, evmConfiguration({ ...asset, chainId, feeTicker: family.fee.ticker }));

const cosmosChain = (family: Family, prefix: string, asset: Asset) =>
  currency(family, asset, prefixConfiguration(prefix));

/** An asset in one line: id, ticker, name, decimals, example amount, price. */
function asset(
  id: string,
  ticker: string,
  name: string,
  decimals: number,
  amount: string,
  price: string,
): Asset {
  return { id, ticker, name, decimals, amount, price };
}

/** Where a ticker stands more than once, the first is meant. */
export const CURRENCIES: readonly Currency[] = [
  coin(BITCOIN, asset('bitcoin', 'BTC', 'Bitcoin', 8, '0.01', '60000')),
  evm(ETHEREUM, 1n, asset('ethereum', 'ETH', 'Ethereum', 18, '0.25', '2400')),
  evm(ETHEREUM, 1n, asset('usdt', 'USDT', 'Tether USD on Ethereum', 6, '250', '1')),
  evm(ETHEREUM, 1n, asset('usdc', 'USDC', 'USD Coin on Ethereum', 6, '250', '1')),
  evm(ETHEREUM, 1n, asset('dai', 'DAI', 'Dai on Ethereum', 18, '250', '1')),
  evm(BSC, 56n, asset('bsc', 'BNB', 'BNB Smart Chain', 18, '0.5', '500')),
  evm(BSC, 56n, asset('usdt-bsc', 'USDT', 'Tether USD on BNB Smart Chain', 18, '250', '1')),
  evm(POLYGON, 137n, asset('polygon', 'POL', 'Polygon', 18, '500', '0.5')),
  evm(POLYGON, 137n, asset('usdc-polygon', 'USDC', 'USD Coin on Polygon', 6, '250', '1')),
  evm(LAYER_2, 42161n, asset('arbitrum', 'ETH', 'Ether on Arbitrum', 18, '0.25', '2400')),
  evm(LAYER_2, 8453n, asset('base', 'ETH', 'Ether on Base', 18, '0.25', '2400')),
  evm(LAYER_2, 10n, asset('optimism', 'ETH', 'Ether on OP Mainnet', 18, '0.25', '2400')),
  evm(evmNetwork('AVAX', '0.001'), 43114n, asset('avalanche', 'AVAX', 'Avalanche', 18, '10', '25')),
  evm(evmNetwork('MON', '0.01'), 143n, asset('monad', 'MON', 'Monad', 18, '5000', '0.05')),
  evm(ETHEREUM_CLASSIC, 61n, asset('ethereum-classic', 'ETC', 'Ethereum Classic', 18, '10', '20')),
  token(CELO, asset('celo', 'CELO', 'Celo', 18, '500', '0.5')),
  coin(LITECOIN, asset('litecoin', 'LTC', 'Litecoin', 8, '3', '80')),
  coin(XRP, asset('xrp', 'XRP', 'XRP', 6, '400', '0.6')),
  coin(STELLAR, asset('stellar', 'XLM', 'Stellar', 7, '1250', '0.2')),
  coin(TRON, asset('tron', 'TRX', 'Tron', 6, '1600', '0.15')),
  token(TRON, asset('usdt-tron', 'USDT', 'Tether USD on Tron', 6, '250', '1')),
  token(TRON, asset('usdc-tron', 'USDC', 'USD Coin on Tron', 6, '250', '1')),
  coin(TEZOS, asset('tezos', 'XTZ', 'Tezos', 6, '300', '0.8')),
  coin(TON, asset('ton', 'TON', 'TON', 9, '50', '5')),
  token(TON, asset('usdt-ton', 'USDT', 'Tether USD on TON', 6, '250', '1')),
  coin(CARDANO, asset('cardano', 'ADA', 'Cardano', 6, '600', '0.4')),
  coin(APTOS, asset('aptos', 'APT', 'Aptos', 8, '30', '8')),
  cosmosChain(COSMOS, 'cosmos', asset('cosmos', 'ATOM', 'Cosmos', 6, '50', '5')),
  cosmosChain(OSMOSIS, 'osmo', asset('osmosis', 'OSMO', 'Osmosis', 6, '500', '0.5')),
  coin(HEDERA, asset('hedera', 'HBAR', 'Hedera', 8, '1000', '0.2')),
  coin(KASPA, asset('kaspa', 'KAS', 'Kaspa', 8, '2000', '0.12')),
  coin(NEAR, asset('near', 'NEAR', 'NEAR', 24, '80', '3')),
  coin(POLKADOT, asset('polkadot', 'DOT', 'Polkadot', 10, '60', '4')),
  coin(SOLANA, asset('solana', 'SOL', 'Solana', 9, '1.6', '150')),
  token(SOLANA, asset('usdc-solana', 'USDC', 'USD Coin on Solana', 6, '250', '1')),
  coin(SUI, asset('sui', 'SUI', 'Sui', 9, '125', '2')),
  token(SUI, asset('usdc-sui', 'USDC', 'USD Coin on Sui', 6, '250', '1')),
];

/**
 * Coin configuration, as Ledger signs it: ticker, app and sub-configuration, each behind its length in
 * one byte.
 */
export function configurationOf(currency: Currency): Uint8Array {
  const { ticker, configuredApp: app, subConfiguration } = currency;
  return encodeCoinConfiguration({ ticker, app, subConfiguration });
}

/** Address parameters for a derivation path, in the form the currency's coin app expects. */
export function addressParameters(currency: Currency, path: string = currency.path): Uint8Array {
  const packed = packPath(parsePath(path, `path of ${currency.id}`));
  const { addressKind } = currency;
  return addressKind === undefined ? packed : concat(Uint8Array.of(addressKind), packed);
}
