/** What a coin app prints for an amount of an asset, named as in amounts.json. */
import { EMPTY, utf8 } from '../../../src/bytes.js';
import type { CoinAppName } from '../../../src/simulator/coins/registry.js';
import {
  amountBytes,
  appNamed,
  evmConfiguration,
  tokenConfiguration,
  withLength,
} from './questions.js';

const ATOM = withLength(utf8('cosmos'));

/** The coin configuration an asset of amounts.json and of Ledger's tests has. */
const ASSETS: Record<string, [CoinAppName, Uint8Array]> = {
  'Ethereum ETH': ['Ethereum', evmConfiguration('ETH', 18, 1, 'ETH')],
  'Ethereum BNB': ['Ethereum', evmConfiguration('BNB', 18, 56, 'BNB')],
  'Ethereum MON': ['Ethereum', evmConfiguration('MON', 18, 143, 'MON')],
  'Ethereum DAI': ['Ethereum', evmConfiguration('DAI', 18, 1)],
  'EthereumClassic ETC': ['Ethereum Classic', evmConfiguration('ETC', 18, 61, 'ETC')],
  'Tron USDT': ['Tron', tokenConfiguration('USDT', 6)],
  'Tron USDC': ['Tron', tokenConfiguration('USDC', 6)],
  'TON USDT': ['TON', tokenConfiguration('USDT', 9)],
  'Sui USDC': ['Sui', tokenConfiguration('USDC', 6)],
  'Cosmos ATOM': ['Cosmos', ATOM],
  'Cardano ADA': ['Cardano ADA', EMPTY],
  'Tezos XTZ': ['Tezos Wallet', EMPTY],
};

function assetOf(app: string, ticker: string): [CoinAppName, Uint8Array] {
  return ASSETS[`${app} ${ticker}`] ?? [app as CoinAppName, EMPTY];
}

export function printed(app: string, ticker: string, raw: bigint | Uint8Array, isFee = false) {
  const [name, configuration] = assetOf(app, ticker);
  const amount = typeof raw === 'bigint' ? amountBytes(raw) : raw;
  return appNamed(name).formatAmount({ configuration, amount, isFee });
}
