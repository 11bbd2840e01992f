/**
 * Ids of coins (not tokens) in Ledger's list of currencies, main networks only; state of late 2025.
 * New coins come: an id that is not here may be one.
 */
import { allWords, isTestNetwork } from '../host/ledger/catalogue.js';

/** Known since: a chain that is newer than the list, and the name tokens have for elrond. */
const LATER = ['monad', 'multiversx'];

let coins: ReadonlySet<string> | undefined;

export function ledgerCoins(): ReadonlySet<string> {
  coins ??= new Set([...listed(), ...LATER]);
  return coins;
}

function* listed(): Generator<string> {
  for (const { id } of allWords()) {
    if (!id.includes('/') && !isTestNetwork(id)) yield id;
  }
}

/** Also the first part of a token's id: `ethereum` of `ethereum/erc20/aave`. */
export const isLedgerCoin = (id: string): boolean => ledgerCoins().has(id);
