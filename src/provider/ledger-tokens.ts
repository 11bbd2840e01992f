/** Whether Ledger has an id for a token; a list of late 2025. */
import { ledgerNetwork, networksWithTokens, recordOfContract } from '../host/ledger/catalogue.js';

/** Undefined where we have no list of the chain's tokens. */
export type IsLedgerToken = (chain: string, contract: string) => boolean | undefined;

/** Chains whose tokens a contract names, beside those of the EVM. */
const CONTRACT_CHAINS: readonly string[] = ['solana', 'tron', 'ton'];

/** Of Ledger's name of a chain, and a contract on it. */
export const isLedgerToken: IsLedgerToken = (chain, contract) => {
  const isEvm = ledgerNetwork(chain)?.chainId !== undefined;
  if (!isEvm && !CONTRACT_CHAINS.includes(chain)) return undefined;
  if (!networksWithTokens().has(chain)) return undefined;
  return recordOfContract(chain, contract) !== undefined;
};
