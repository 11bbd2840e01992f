/** What a recording says that does not play: the text of `replay`, with the line and the screen. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { playedRecording } from './golden-recordings.js';

const GOOD = new URL('../golden/edges-nanosp/amount-btc-1-btc.apdu', import.meta.url);

it('fails with the text of `replay`: the line, what was expected, what came and why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  try {
    const path = join(folder, 'changed.apdu');
    // The answer to SET_PARTNER_KEY, line 10, is another.
    const lines = readFileSync(GOOD, 'utf8').split('\n');
    lines[9] = '<= 6a80';
    writeFileSync(path, lines.join('\n'));
    const said = await playedRecording(pathToFileURL(path)).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(said).toContain(`exchange-sim replay `);
    expect(said).toMatch(/First difference: .*changed\.apdu, line \d+, SET_PARTNER_KEY/);
    expect(said).toContain('expected  6a80');
    expect(said).toContain('actual    9000');
    expect(said).toContain('On the screen at that moment:');
    expect(said).toContain('mismatches  ');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
