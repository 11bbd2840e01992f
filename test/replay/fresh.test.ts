/** Old recordings made again with a nonce and keys of today: the flow and the screens are the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { parseRecording } from '../../src/capture/format.js';
import { DEFAULT_FIRMWARE } from '../../src/firmware/index.js';
import { commandsOf } from '../../src/replay/commands.js';
import { playToDevice } from '../../src/replay/device-replay.js';
import { freshAuthority, freshKeys } from '../../src/replay/fresh.js';
import { ReplayJudge } from '../../src/replay/judge-replay.js';
import { Remake } from '../../src/replay/remake.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';

const GOLDEN = new URL('../golden/', import.meta.url);
const FOLDERS = ['suite-nanosp', 'suite-stax'];

describe.each(FOLDERS)('%s', (folder) => {
  const files = readdirSync(new URL(`${folder}/`, GOLDEN)).filter((name) => name.endsWith('.apdu'));

  it('reaches the same answers with random nonces and our keys', async () => {
    const different: unknown[] = [];
    let reviews = 0;
    for (const file of files) {
      const recording = parseRecording(
        readFileSync(new URL(`${folder}/${file}`, GOLDEN), 'utf8'),
        file,
      );
      const setup = deviceSetup(recording, {
        build: 'TEST_PUBLIC_KEY TRUSTED_NAME_TEST_KEY FIXED_TLV_CHALLENGE',
      });
      const device = createSimulator({ ...setup, verifier: nodeVerifier });
      const commands = commandsOf(recording);
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
      for await (const exchange of playToDevice(device, commands, { remake, notify: () => {} })) {
        if (exchange.screens.length > 2) reviews++;
        const difference = judge.judge(exchange);
        if (difference !== undefined) different.push({ file, ...difference });
      }
      await device.close();
    }
    expect(different).toEqual([]);
    expect(reviews).toBeGreaterThan(10);
  });
});
