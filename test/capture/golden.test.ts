/**
 * The recordings of the real firmware, played to the simulator: every answer of the Exchange app
 * and every screen, on all models. What is not compared is counted and printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { parseRecording } from '../../src/capture/format.js';
import { type Mismatch, replay } from '../../src/capture/replay.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { remembering } from '../../src/simulator/verifier.js';
import { walletFromMnemonic } from '../../src/simulator/wallet.js';

/** Coin apps that sign: everything they say and show is compared. */
const FINISHED = [
  'Aptos',
  'Bitcoin',
  'Cardano ADA',
  'Cosmos',
  'Ethereum',
  'Ethereum Classic',
  'Kaspa',
  'Litecoin',
  'Stellar',
  'TON',
  'Tezos Wallet',
  'Tron',
  'XRP',
];

const FOLDERS = ['../golden/', '../golden-signing/'].map((path) => new URL(path, import.meta.url));
const suites = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ suite: entry.name, folder: new URL(`${entry.name}/`, folder) })),
)
  .map(({ suite, folder }) => ({
    suite,
    folder,
    files: readdirSync(folder).filter((name) => name.endsWith('.apdu')),
  }))
  .filter(({ files }) => files.length > 0);

const wallet = walletFromMnemonic();
const verifier = remembering(nodeVerifier, 4096);

describe('recordings of the real firmware', () => {
  it('are all here', () => {
    expect(suites.map(({ suite, files }) => [suite, files.length])).toEqual([
      ['edges-buffer', 7],
      ['edges-nanosp', 491],
      ['found-nanosp', 7],
      ['found-stax', 5],
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

  for (const { suite, folder, files } of suites) {
    it(`${suite}: every answer and every screen is the same`, async () => {
      const sum = {
        exchanges: 0,
        compared: 0,
        coinApp: 0,
        random: 0,
        screens: 0,
        coinAppScreens: 0,
      };
      const mismatches: Mismatch[] = [];
      const unfinished = new Set<string>();
      for (const name of files) {
        const text = readFileSync(new URL(name, folder), 'utf8');
        const recording = parseRecording(text, name);
        const setup = { wallet, ...deviceSetup(recording, {}), verifier };
        const result = await replay(recording, setup, `${suite}/${name}`);
        sum.exchanges += result.exchanges;
        sum.compared += result.compared;
        sum.coinApp += result.skipped.coinApp;
        sum.random += result.skipped.random;
        for (const app of Object.keys(result.unfinishedCoinApps)) unfinished.add(app);
        sum.screens += result.screens;
        sum.coinAppScreens += result.coinAppScreens;
        mismatches.push(...result.mismatches);
      }
      console.info(
        `${suite}: ${files.length} recordings, ${sum.exchanges} exchanges, ${sum.compared} compared, ` +
          `not compared: ${sum.coinApp} of coin apps, ${sum.random} random; ` +
          `${sum.screens} screens, not compared: ${sum.coinAppScreens} of coin apps`,
      );
      expect(mismatches).toEqual([]);
      expect(FINISHED.filter((app) => unfinished.has(app))).toEqual([]);
      expect(sum.compared + sum.coinApp + sum.random).toBe(sum.exchanges);
    });
  }
});
