/**
 * Tokens by contract: 32 bits of SHA-256 over chain and contract. One contract in 100,000 that is not
 * listed seems to be: good enough for a warning, at a fifth of the size of the contracts.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '../../bytes.js';

const isHex = (contract: string) => /^0x[0-9a-f]{40}$/i.test(contract);

/** @param chain Ledger's name of it. */
export function tokenHash(chain: string, contract: string): number {
  const text = `${chain} ${isHex(contract) ? contract.toLowerCase() : contract}`;
  return new DataView(sha256(utf8(text)).buffer).getUint32(0);
}
