/**
 * Recordings of older releases of the real firmware, played to the simulator with the profile that
 * their header names: every answer of the Exchange app and every screen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { parseRecording } from '../../src/capture/format.js';
import { type Mismatch, replay } from '../../src/capture/replay.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { remembering } from '../../src/simulator/verifier.js';
import { walletFromMnemonic } from '../../src/simulator/wallet.js';

const GOLDEN = new URL('../golden-firmware/', import.meta.url);
const versions = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => ({
    version: entry.name,
    files: readdirSync(new URL(`${entry.name}/`, GOLDEN)).filter((name) => name.endsWith('.apdu')),
  }));

const wallet = walletFromMnemonic();
const verifier = remembering(nodeVerifier, 4096);

describe('recordings of older releases', () => {
  it('are all here', () => {
    expect(versions.map(({ version, files }) => [version, files.length])).toEqual([
      ['2.0.14-dev', 439],
      ['3.3.3', 306],
      ['3.4.1', 273],
      ['4.0.0', 273],
      ['4.2.4', 293],
      ['4.4.0', 293],
    ]);
  });

  for (const { version, files } of versions) {
    it(`${version}: every answer and every screen is the same`, async () => {
      const sum = { exchanges: 0, compared: 0, coinApp: 0, screens: 0, coinAppScreens: 0 };
      const mismatches: Mismatch[] = [];
      for (const name of files) {
        const text = readFileSync(new URL(`${version}/${name}`, GOLDEN), 'utf8');
        const recording = parseRecording(text, name);
        expect(recording.header.firmware).toBe(version);
        const setup = { wallet, ...deviceSetup(recording, {}), verifier };
        const result = await replay(recording, setup, `${version}/${name}`);
        sum.exchanges += result.exchanges;
        sum.compared += result.compared;
        sum.coinApp += result.skipped.coinApp;
        sum.screens += result.screens;
        sum.coinAppScreens += result.coinAppScreens;
        mismatches.push(...result.mismatches);
      }
      console.info(
        `${version}: ${files.length} recordings, ${sum.exchanges} exchanges, ${sum.compared} compared, ` +
          `not compared: ${sum.coinApp} of coin apps; ` +
          `${sum.screens} screens, not compared: ${sum.coinAppScreens} of coin apps`,
      );
      expect(mismatches).toEqual([]);
      expect(sum.compared + sum.coinApp).toBe(sum.exchanges);
    });
  }
});
