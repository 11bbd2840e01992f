/** Logs of other tools, imported and played to the simulator with a fresh nonce: as recorded. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordingOf, recordingsByDevice } from '../../src/capture/index.js';
import { DEFAULT_FIRMWARE } from '../../src/firmware/index.js';
import { commandsOf } from '../../src/replay/commands.js';
import { playToDevice } from '../../src/replay/device-replay.js';
import { freshAuthority, freshKeys } from '../../src/replay/fresh.js';
import { ReplayJudge } from '../../src/replay/judge-replay.js';
import { Remake } from '../../src/replay/remake.js';
import { keptDevice } from '../../src/scenario/kept-device.js';
import { BUILDS } from '../../src/simulator/build.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';

const FOLDER = new URL('../golden/logs/files/', import.meta.url);
const EXPECTED = '.expected.json';

/** What is complete: nothing in it is a problem. */
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(EXPECTED))
  .filter((name) => {
    const { problems } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    return problems.length === 0;
  })
  .map((name) => name.slice(0, -EXPECTED.length));

/** Not whole, though no line says so: what its recorder dropped. */
const GAPS = ['recordstore-lost.apdu'];
/** A trusted name is signed by Ledger over a challenge that only a test build repeats. */
const build = [...BUILDS.random, 'FIXED_TLV_CHALLENGE'] as const;

async function differences(name: string): Promise<unknown[]> {
  const { recording } = recordingOf(readFileSync(new URL(name, FOLDER)), name);
  const found: unknown[] = [];
  for (const one of recordingsByDevice(recording)) {
    const device = createSimulator({ build, verifier: nodeVerifier });
    const commands = commandsOf(one);
    const remake = new Remake(
      commands.map(({ exchange }) => exchange),
      {
        profile: DEFAULT_FIRMWARE,
        partnerKey: freshKeys(),
        authority: freshAuthority(),
        verifier: nodeVerifier,
      },
    );
    const judge = new ReplayJudge('fresh', DEFAULT_FIRMWARE, nodeVerifier);
    const options = { remake, notify: () => {} };
    for await (const exchange of playToDevice(keptDevice(device), commands, options)) {
      judge.judge(exchange);
    }
    await device.close();
    found.push(...judge.differences);
  }
  return found;
}

describe('an imported log replays without a difference', () => {
  it.each(names.filter((name) => !GAPS.includes(name)))('%s', async (name) => {
    expect(await differences(name)).toEqual([]);
  });

  it.each(GAPS)('%s: the gap is told', async (name) => {
    expect(await differences(name)).not.toEqual([]);
  });
});
