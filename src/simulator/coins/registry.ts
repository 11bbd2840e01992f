/**
 * The coin apps a simulated Ledger can have, by the name the coin configuration calls them. EVM
 * networks are no apps of their own: the Ethereum app serves them all.
 */
import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import { aptosApp } from './aptos/app.js';
import { bitcoinApp } from './bitcoin/app.js';
import { cardanoApp } from './cardano/app.js';
import { celoApp } from './celo/app.js';
import type { CoinApp } from './coin-app.js';
import { cosmosApp } from './cosmos/app.js';
import { ethereumApp } from './ethereum/app.js';
import { type CoinAppQuirks, quirksOf } from './generations.js';
import { hederaApp } from './hedera/app.js';
import { kaspaApp } from './kaspa/app.js';
import { litecoinApp } from './litecoin/app.js';
import { nearApp } from './near/app.js';
import { polkadotApp } from './polkadot/app.js';
import { solanaApp } from './solana/app.js';
import { stellarApp } from './stellar/app.js';
import { suiApp } from './sui/app.js';
import { tezosApp } from './tezos/app.js';
import { tonApp } from './ton/app.js';
import { tronApp } from './tron/app.js';
import { xrpApp } from './xrp/app.js';

const COIN_APPS = {
  Aptos: aptosApp,
  Bitcoin: bitcoinApp,
  'Cardano ADA': cardanoApp,
  Celo: celoApp,
  Cosmos: cosmosApp,
  Ethereum: (quirks) =>
    ethereumApp({ name: 'Ethereum', version: '1.23.0-dev', chainId: 1n, ...quirks }),
  'Ethereum Classic': (quirks) =>
    ethereumApp({ name: 'Ethereum Classic', version: '1.23.0-dev', chainId: 61n, ...quirks }),
  Hedera: hederaApp,
  Kaspa: kaspaApp,
  Litecoin: litecoinApp,
  NEAR: nearApp,
  Polkadot: polkadotApp,
  Solana: solanaApp,
  Stellar: stellarApp,
  Sui: suiApp,
  TON: tonApp,
  'Tezos Wallet': tezosApp,
  Tron: tronApp,
  XRP: xrpApp,
} satisfies Record<string, (quirks?: CoinAppQuirks) => CoinApp>;

/** Name of a coin app there is a simulation of. */
export type CoinAppName = keyof typeof COIN_APPS;

/** The coin apps there are, by the names Ledger gives them. */
export const COIN_APP_NAMES = Object.keys(COIN_APPS) as readonly CoinAppName[];

/** True when there is a coin app of exactly that name. */
export function isCoinAppName(name: string): name is CoinAppName {
  return Object.hasOwn(COIN_APPS, name);
}

/**
 * The coin app of that exact name, or undefined when there is none. With `sameAs` it is another
 * app under this name, as when one app's file is installed renamed; with quirks an older release of
 * it.
 */
export function coinAppNamed(
  name: string,
  { sameAs, ...quirks }: CoinAppQuirks & { sameAs?: CoinAppName } = {},
): CoinApp | undefined {
  const model = sameAs ?? name;
  return isCoinAppName(model) ? { ...COIN_APPS[model](quirks), name } : undefined;
}

/**
 * The apps of a device, by the name they are installed under: each of `names`, or `Alias=App` for an
 * app under another name.
 * @param versions of the apps, by name; the newest where there is none.
 * @throws InputError for an app there is no simulation of.
 */
export function installedApps(
  names: readonly string[],
  versions: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, CoinApp> {
  const apps = new Map<string, CoinApp>();
  for (const entry of names) {
    const [name = '', model = name] = entry.split('=', 2);
    if (!isCoinAppName(model)) {
      throw new InputError(
        expected(
          'coin apps',
          `names of simulated ones (${COIN_APP_NAMES.join(', ')})`,
          shownText(model),
        ),
      );
    }
    apps.set(name, coinAppNamed(name, { sameAs: model, ...quirksOf(model, versions[model]) })!);
  }
  return apps;
}
