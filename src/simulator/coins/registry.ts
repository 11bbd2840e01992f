/**
 * The coin apps a simulated Ledger can have, by the name the coin configuration calls them.
 */
import { bitcoinApp } from './bitcoin.js';
import type { CoinApp } from './coin-app.js';
import { ethereumApp } from './ethereum.js';

const COIN_APPS: Readonly<Record<string, () => CoinApp>> = {
  Bitcoin: () =>
    bitcoinApp({
      name: 'Bitcoin',
      version: '2.4.6',
      ticker: 'BTC',
      keyHashPrefix: 0x00,
      scriptHashPrefix: 0x05,
      segwitPrefix: 'bc',
    }),
  Ethereum: () => ethereumApp({ name: 'Ethereum', version: '1.23.0-dev', chainId: 1n }),
  'Ethereum Classic': () =>
    ethereumApp({ name: 'Ethereum Classic', version: '1.23.0-dev', chainId: 61n }),
};

/** Names of all simulated coin apps. */
export const COIN_APP_NAMES: readonly string[] = Object.keys(COIN_APPS);

/**
 * The coin app of that exact name, or undefined when there is none.
 * With `sameAs` it is another app under this name, as when one app's file is installed renamed.
 */
export function coinAppNamed(name: string, options: { sameAs?: string } = {}): CoinApp | undefined {
  const make = Object.hasOwn(COIN_APPS, options.sameAs ?? name)
    ? COIN_APPS[options.sameAs ?? name]
    : undefined;
  return make === undefined ? undefined : { ...make(), name };
}
