// Writes src/provider/ledger-token-data.ts from the token lists of a public package of Ledger:
//   npm pack @ledgerhq/cryptoassets@13.31.0 && tar xzf ledgerhq-cryptoassets-13.31.0.tgz
//   node scripts/build-ledger-tokens.mjs package/lib/data
// Later versions have no token lists any more.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packTokens, tokenHash } from '../dist/provider/ledger-token-hash.js';

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected the folder lib/data of the package');
const read = (file) => {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
};

// Test networks are no chains of a catalogue.
const TEST = /sepolia|goerli|ropsten|testnet|holesky|amoy|mumbai/;
const evm = readdirSync(join(folder, 'evm'))
  .filter((name) => /^\d+$/.test(name))
  .flatMap((id) => [...read(`evm/${id}/erc20.json`), ...read(`evm/${id}/bep20.json`)]);
const rows = [...evm, ...read('erc20.json'), ...read('bep20.json'), ...read('polygon-erc20.json')]
  .map(([chain, , , , , , contract]) => [chain, contract])
  .filter(([chain]) => !TEST.test(chain));
const others = [
  ...read('spl.json').map(([, , , , contract]) => ['solana', contract]),
  ...read('trc20.json').map(([, , , contract]) => ['tron', contract]),
  ...read('ton-jetton.json').map(([contract]) => ['ton', contract]),
];
const all = [...rows, ...others];
const chains = [...new Set(all.map(([chain]) => chain))].sort();
const hashes = [...new Set(all.map(([chain, contract]) => tokenHash(chain, contract)))];

writeFileSync(
  new URL('../src/provider/ledger-token-data.ts', import.meta.url),
  `/**
 * Made by scripts/build-ledger-tokens.mjs from @ledgerhq/cryptoassets 13.31.0 (MIT and Apache-2.0,
 * Copyright Ledger): which chains have token lists, and the hash of each token's chain and contract.
 */
export const TOKEN_CHAINS =
  '${chains.join(' ')}';

/** ${hashes.length} hashes: see ledger-token-hash.ts. */
export const TOKEN_HASHES =
  '${packTokens(hashes)}';
`,
);
console.log(`${hashes.length} tokens on ${chains.length} chains`);
