/** Which releases a recording can be of, when it does not say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRecording } from '../../src/capture/format.js';
import { fittingText, foundSetup } from '../../src/capture/found-setup.js';
import { replay } from '../../src/capture/replay.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { rememberingForAll } from '../../src/simulator/verifier.js';

const GOLDEN = new URL('../golden-firmware/', import.meta.url);
const verifier = rememberingForAll(nodeVerifier);

/** A golden recording without what tells its firmware in the header, or other lines. */
function bare(path: string, ...gone: readonly RegExp[]) {
  const text = readFileSync(new URL(path, GOLDEN), 'utf8');
  const lines = text.split('\n').filter((line) => !/^# firmware:/.test(line));
  return parseRecording(
    lines.filter((line) => !gone.some((one) => one.test(line))).join('\n'),
    path,
  );
}

async function found(path: string, ...gone: readonly RegExp[]) {
  const recording = bare(path, ...gone);
  const { fitting, setup } = await foundSetup(recording, {}, { shared: { verifier } });
  const { mismatches } = await replay(recording, setup, path);
  return { fits: fitting!.fits.map(({ id }) => id), best: fitting!.best.id, mismatches };
}

const SCREEN = /^# screen:/;
const VERSION_ASKED = /^(=> e0020|<= 0[2-4]0[0-4]0[0-4e]9000)/;

describe('a recording without a firmware', () => {
  it.each([
    // Nothing in it differs between the two with the first form of NG commands.
    ['2.0.14-dev/pb-unknown-field-first-v1', ['2.0.14-dev', '3.1.0-dev'], '3.1.0-dev'],
    // Its version is asked for: the text of it would tell these two apart.
    ['3.3.3/ethereum-swap_valid_1-via09', ['3.3.3-dev', '3.3.3'], '3.3.3'],
    // Trusted names have been the same since 4.2.2, in side builds too.
    [
      '4.2.4/tlv-good-both',
      ['4.2.2', '4.2.3', '4.2.4', '4.3.0', '4.3.1', '4.3.2', '4.4.0', '4.4.1', '4.4.2'],
      '4.4.2',
    ],
    ['4.4.0/bitcoin-swap_valid_1', ['4.4.0'], '4.4.0'],
  ])('%s: %j', async (name, fits, best) => {
    expect(await found(`${name}.apdu`)).toEqual({ fits, best, mismatches: [] });
  });

  it('says that several fit, and goes on with the last release of the main line', async () => {
    const several = await found('4.0.0/chunks-total-511.apdu');
    expect(several.fits).toContain('4.0.0');
    expect(several.fits.length).toBeGreaterThan(1);
    expect(several.mismatches).toEqual([]);
  });

  it('without screens and gestures, a review ends as the answer says', async () => {
    const path = '4.4.0/rejection_and_cross_seed.rejection-4.apdu';
    const { fits, mismatches } = await found(path, SCREEN, /^# press:/, VERSION_ASKED);
    expect(mismatches).toEqual([]);
    expect(fits).toContain('4.4.0');
    expect(fits).toContain('4.4.2');
    expect(fits).not.toContain('3.3.3');
  });

  it('that no release answers so is played with the one that differs least', async () => {
    const recording = parseRecording('=> e003000300\n<= 6f00\n=> e0ff000300\n<= 6d00\n', 'odd');
    const { fitting, setup } = await foundSetup(recording, {});
    expect(fitting?.fits).toEqual([]);
    expect(setup.firmware).toBe(fitting?.best);
    expect(fittingText(fitting!)).toMatch(/none fits everywhere; 4\.4\.2 differs least/);
  });
});

describe('a recording or a user that names one', () => {
  it('is believed', async () => {
    const text = readFileSync(new URL('3.3.3/header-every-p1.apdu', GOLDEN), 'utf8');
    const recording = parseRecording(text, 'named');
    const own = await foundSetup(recording, {});
    expect([own.setup.firmware?.id, own.fitting]).toEqual(['3.3.3', undefined]);
    const said = await foundSetup(recording, { firmware: '4.1.0' });
    expect([said.setup.firmware?.id, said.fitting]).toEqual(['4.1.0', undefined]);
  });
});
