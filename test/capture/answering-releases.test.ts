/**
 * The releases that would have answered so, played together: the same that are found by playing the log
 * to a whole Ledger of each (`fittingFirmware`).
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { answeringReleases } from '../../src/capture/answering-releases.js';
import { candidates } from '../../src/capture/candidates.js';
import { fittingFirmware } from '../../src/capture/fitting-firmware.js';
import type { RecordingEvent } from '../../src/capture/format.js';
import { recordedBuild } from '../../src/capture/recorded-build.js';
import { type LoggedExchange, readLog } from '../../src/logs/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { rememberingForAll } from '../../src/simulator/verifier.js';

const FOLDERS = new URL('../', import.meta.url);
const verifier = rememberingForAll(nodeVerifier);

/** As far as no coin app signs. */
function exchangesIn(path: string): readonly LoggedExchange[] {
  const { exchanges } = readLog(readFileSync(new URL(`${path}.apdu`, FOLDERS)));
  const signs = exchanges.findIndex(({ command }) => command[0] === 0xe0 && command[1] === 0x0a);
  return signs < 0 ? exchanges : exchanges.slice(0, signs);
}

async function bothWays(exchanges: readonly LoggedExchange[], anySeed = false) {
  const events = exchanges.flatMap(({ command, response }): RecordingEvent[] => [
    { kind: 'command', apdu: command, line: 1 },
    response === null
      ? { kind: 'lost', why: '', line: 2 }
      : { kind: 'answer', answer: response, line: 2 },
  ]);
  const model = 'nanosp';
  const buildOf = (profile: Parameters<typeof recordedBuild>[1]) =>
    recordedBuild(events, profile, verifier);
  const whole = await fittingFirmware({ header: {}, events }, (firmware) => ({
    firmware,
    model,
    build: buildOf(firmware),
    anySeed,
    verifier,
  }));
  const options = { model, verifier, anySeed, buildOf } as const;
  const together = answeringReleases(exchanges, candidates(model), options);
  return [together, whole.fits].map((fits) => fits.map(({ id }) => id));
}

describe('all releases together and each alone', () => {
  it.each([
    'golden-firmware/2.0.14-dev/pb-unknown-field-first-v1',
    'golden-firmware/3.3.3/ethereum-swap_valid_1-via09',
    'golden-firmware/3.4.1/header-short-apdus',
    'golden-firmware/4.0.0/chunks-total-511',
    'golden-firmware/4.2.4/tlv-good-both',
    'golden-firmware/4.4.0/bitcoin-swap_valid_1',
    'golden-firmware/4.4.0/rejection_and_cross_seed.rejection-4',
    'golden/edges-nanosp/review-cross-seed-reject',
    'golden/edges-nanosp/review-cross-seed-approve',
    'golden/suite-apex_p/rejection_and_cross_seed.cross_seed_accept_then_reject',
    'golden/suite-flex/rejection_and_cross_seed.cross_seed_rejection',
    'golden/suite-nanosp/legacy_check_asset_in.check_asset_in_legacy_ok-1',
  ])('%s', async (path) => {
    const exchanges = exchangesIn(path);
    const [together, alone] = await bothWays(exchanges);
    expect(together).toEqual(alone);
    expect(together).not.toEqual([]);
    // A wrong answer is found wherever it stands.
    const last = exchanges.at(-1)!;
    const wrong = [...exchanges.slice(0, -1), { ...last, response: fromHex('6fff') }];
    expect(await bothWays(wrong)).toEqual([[], []]);
  });

  it('where an answer is lost, an app is closed and opened, and nobody knows the seed', async () => {
    const swap = exchangesIn('golden/suite-nanosp/ethereum-swap_ui_only');
    const lost = swap.map((one) => ({ ...one, response: null }));
    const said = (command: string, response: string): LoggedExchange => ({
      command: fromHex(command),
      response: fromHex(response),
      at: 1,
    });
    const closed = [said('b0a7000000', '9000'), said('e003000300', '6d00')];
    const open = said('e0d800000845786368616e6765', '9000');
    const test = said(`e0d800000d${Buffer.from('Exchange TEST').toString('hex')}`, '9000');
    for (const all of [
      [...swap.slice(0, 5), lost[5]!],
      [...swap.slice(0, -1), lost.at(-1)!, swap[0]!],
      [...swap, ...closed, open, ...swap],
      [...swap, ...closed, test, ...swap],
      [said('b001000000', '9000'), ...swap],
    ]) {
      const [together, alone] = await bothWays(all);
      expect(together).toEqual(alone);
    }
    const [together, alone] = await bothWays(swap, true);
    expect(together).toEqual(alone);
    expect(together).toContain('4.4.2');
  });
});
