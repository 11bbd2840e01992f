/**
 * One test for each recording of the real firmware: every answer and every screen is the same. A
 * recording that differs fails with what `exchange-sim replay` says of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { parseRecording, type Recording } from '../../src/capture/format.js';
import { replay } from '../../src/capture/replay.js';
import { type ReplayResult, sumOf } from '../../src/capture/replay-result.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { remembering } from '../../src/simulator/verifier.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const wallet = walletFromMnemonic();
const verifier = remembering(nodeVerifier, 4096);

/** A folder of recordings. */
export interface Suite {
  readonly name: string;
  readonly folder: URL;
  readonly files: readonly string[];
}

/** The folders in these that have recordings. */
export function suitesIn(...parents: readonly URL[]): Suite[] {
  return parents
    .flatMap((parent) =>
      readdirSync(parent, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => ({ name, folder: new URL(`${name}/`, parent) })),
    )
    .map(({ name, folder }) => ({
      name,
      folder,
      files: readdirSync(folder).filter((file) => file.endsWith('.apdu')),
    }))
    .filter(({ files }) => files.length > 0);
}

/** @param more What else is expected of a recording and of what came out. */
export function itPlaysEach(
  { name: suite, folder, files }: Suite,
  more?: (recording: Recording, result: ReplayResult) => void,
): void {
  describe(suite, () => {
    const results: ReplayResult[] = [];
    afterAll(() => console.info(`${suite}: ${inWords(results)}`));

    for (const file of files) {
      it(file, async () => {
        const url = new URL(file, folder);
        const { recording, result } = await playedRecording(url);
        results.push(result);
        more?.(recording, result);
        const { exchanges, compared, skipped } = result;
        expect(compared + skipped.coinApp + skipped.random).toBe(exchanges);
      });
    }
  });
}

/** @throws Error with the text of `replay` when an answer or a screen differs. */
export async function playedRecording(url: URL) {
  const path = relative(ROOT, fileURLToPath(url));
  const recording = parseRecording(readFileSync(url, 'utf8'), path);
  const result = await replay(recording, { wallet, ...deviceSetup(recording, {}), verifier }, path);
  if (result.mismatches.length > 0) {
    // Loaded when needed: it is the whole command line.
    const { run } = await import('../cli/command-line.js');
    const { out, err } = await run(['replay', fileURLToPath(url)]);
    throw new Error(`exchange-sim replay ${path}\n\n${out}${err}`);
  }
  return { recording, result };
}

function inWords(results: readonly ReplayResult[]): string {
  const { exchanges, compared, skipped, screens, coinAppScreens } = sumOf(results);
  return (
    `${results.length} recordings, ${exchanges} exchanges, ${compared} compared, ` +
    `not compared: ${skipped.coinApp} of coin apps, ${skipped.random} random; ` +
    `${screens} screens, not compared: ${coinAppScreens} of coin apps`
  );
}
