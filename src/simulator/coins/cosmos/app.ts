/**
 * The Cosmos app (2.38.9). Source: app-cosmos app/src/swap/*, app/src/chain_config.c, as recorded.
 * Address parameters: count of the path, which must be five, then its indices, however few of them
 * came.
 * Sub-configuration: length and text of the address prefix.
 */
import { bech32 } from '@scure/base';
import { cString, textOf, toBigInt } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import type { Wallet } from '../../wallet.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { fitting, fixedDecimal } from '../decimal.js';
import { hash160, keccakAddress } from '../hashes.js';
import { parsePath } from '../path.js';

export const COSMOS = HARDENED + 118;
export const ETHEREUM = HARDENED + 60;
/** Prefixes allowed on Ethereum's coin type; their addresses are Ethereum's. */
export const ON_ETHEREUM_PATHS = ['inj', 'evmos', 'xpla', 'dym', 'zeta', 'bera', 'human'];
export const MAX_PREFIX = 83;

/** In the app's order: the first that starts with the configured prefix is taken. */
const CHAINS = [
  { prefix: 'cosmos', ticker: 'ATOM', decimals: 6 },
  { prefix: 'osmo', ticker: 'OSMO', decimals: 6 },
  { prefix: 'dydx', ticker: 'DYDX', decimals: 18 },
  { prefix: 'mantra', ticker: 'OM', decimals: 6 },
  { prefix: 'xion', ticker: 'XION', decimals: 6 },
  { prefix: 'celestia', ticker: 'TIA', decimals: 6 },
];

export function cosmosApp(): CoinApp {
  return {
    name: 'Cosmos',
    version: '2.38.9',
    addressOf: cosmosAddress,
    checkAddress: (check) => cosmosAddress(check) === check.address,
    formatAmount,
    loadSigner: async () => (await import('./sign.js')).cosmosSigner,
  };
}

function cosmosAddress(question: AddressQuestion): string | null {
  const { wallet, configuration, parameters, behind } = question;
  const prefix = configuredPrefix(configuration);
  const path = parsePath(parameters, { min: 5, max: 5, behind });
  return prefix === null || path === null ? null : addressAt(wallet, path, prefix);
}

export function addressAt(wallet: Wallet, path: readonly number[], prefix: string): string | null {
  // Bech32 itself takes visible characters, none of them upper-case.
  if (!/^[!-@[-~]+$/.test(prefix) || prefix.length > MAX_PREFIX) return null;
  const { publicKey, uncompressed } = wallet.secp256k1(path);
  if (path[1] === COSMOS) return bech32.encode(prefix, bech32.toWords(hash160(publicKey)), false);
  if (path[1] !== ETHEREUM || !ON_ETHEREUM_PATHS.includes(prefix)) return null;
  return bech32.encode(prefix, bech32.toWords(keccakAddress(uncompressed)), false);
}

/** The prefix up to its first NUL; null without a sub-configuration or when bytes are missing. */
function configuredPrefix(configuration: Uint8Array): string | null {
  const length = configuration[0];
  if (length === undefined || configuration.length < 1 + length) return null;
  return textOf(cString(configuration.subarray(1, 1 + length)));
}

/** All decimals are kept. Fees and amounts are alike. */
function formatAmount({ configuration, amount }: AmountQuestion): string | null {
  const prefix = configuredPrefix(configuration);
  if (prefix === null) return null;
  // A NUL within the length ends the comparison: then only the whole name will do.
  const whole = prefix.length < configuration[0]!;
  const chain = CHAINS.find((known) =>
    whole ? known.prefix === prefix : known.prefix.startsWith(prefix),
  );
  if (chain === undefined) return null;
  return fitting(`${fixedDecimal(toBigInt(amount), chain.decimals)} ${chain.ticker}`);
}
