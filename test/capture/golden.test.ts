/**
 * The recordings of the real firmware, played to the simulator: every answer of the Exchange app
 * and every screen, on all models. What is not compared is counted and printed.
 */
import { expect, it } from 'vitest';
import { itPlaysEach, suitesIn } from './golden-recordings.js';

/** Coin apps that sign: everything they say and show is compared. */
const FINISHED = [
  'Aptos',
  'Bitcoin',
  'Cardano ADA',
  'Cosmos',
  'Ethereum',
  'Ethereum Classic',
  'Hedera',
  'Kaspa',
  'Litecoin',
  'Polkadot',
  'Solana',
  'Stellar',
  'TON',
  'Tezos Wallet',
  'Tron',
  'XRP',
];

const suites = suitesIn(
  new URL('../golden/', import.meta.url),
  new URL('../golden-signing/', import.meta.url),
);

it('all recordings are here', () => {
  expect(suites.map(({ name, files }) => [name, files.length])).toEqual([
    ['edges-buffer', 7],
    ['edges-nanosp', 491],
    ['found-nanosp', 22],
    ['found-stax', 7],
    ['fuzz-nanosp', 2],
    ['suite-apex_p', 22],
    ['suite-flex', 52],
    ['suite-nanosp', 267],
    ['suite-nanosp-prod', 4],
    ['suite-nanosp-random', 15],
    ['suite-nanox', 18],
    ['suite-stax', 92],
    ['bitcoin-nanosp', 22],
    ['bitcoin-stax', 3],
    ['ethereum-nanosp', 48],
    ['ethereum-stax', 4],
  ]);
});

for (const suite of suites) {
  itPlaysEach(suite, (_, { unfinishedCoinApps }) => {
    expect(FINISHED.filter((app) => app in unfinishedCoinApps)).toEqual([]);
  });
}
