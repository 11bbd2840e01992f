/** Whether Ledger has an id for a token; a list of late 2025, loaded when it is first asked. */
import { tokenHash, unpackTokens } from '../host/ledger/token-hash.js';

/** Undefined where we have no list of the chain's tokens. */
export type IsLedgerToken = (chain: string, contract: string) => boolean | undefined;

let loaded: IsLedgerToken | undefined;

/** @returns a function of Ledger's name of a chain, and a contract on it. */
export async function ledgerTokens(): Promise<IsLedgerToken> {
  loaded ??= await load();
  return loaded;
}

async function load(): Promise<IsLedgerToken> {
  const { TOKEN_CHAINS, TOKEN_HASHES } = await import('./ledger-token-data.js');
  const chains = new Set(TOKEN_CHAINS.split(' '));
  const hashes = unpackTokens(TOKEN_HASHES);
  return (chain, contract) =>
    chains.has(chain) ? hashes.has(tokenHash(chain, contract)) : undefined;
}
