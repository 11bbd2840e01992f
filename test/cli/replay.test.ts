/** `exchange-sim replay`: exit codes, the JSON document, the first difference in words. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplayReport } from '../../src/cli/replay/replay.js';
import { run } from './command-line.js';

const GOLDEN = fileURLToPath(new URL('../golden/suite-nanosp/', import.meta.url));
const SWAP = join(GOLDEN, 'ethereum-swap_ui_only.apdu');
const text = readFileSync(SWAP, 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-sim-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function replayed(paths: string[], options: Record<string, string> = {}) {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { code, out, err } = await run(['replay', ...paths, '--json', ...given]);
  expect(err).toBe('');
  return { code, report: JSON.parse(out) as ReplayReport };
}

describe('replay', () => {
  it('says yes to a recording of the real firmware', async () => {
    const { code, report } = await replayed([SWAP]);
    expect(code).toBe(0);
    expect(report).toEqual({
      files: 1,
      exchanges: 9,
      compared: 9,
      skipped: { coinApp: 0, random: 0, lost: 0 },
      unfinishedCoinApps: {},
      screens: 8,
      coinAppScreens: 0,
      mismatches: [],
    });
  });

  it('names file, line, both answers and the reason of a difference', async () => {
    const path = file('changed.apdu', text.replace('<= 9000', '<= 9d1a'));
    const { code, report } = await replayed([path]);
    expect(code).toBe(1);
    expect(report.mismatches).toEqual([
      {
        file: path,
        line: 11,
        command: 'SET_PARTNER_KEY',
        expected: '9d1a',
        actual: '9000',
        why: expect.stringContaining('SIGN_VERIFICATION_FAIL'),
        screenData: expect.objectContaining({ kind: 'home', model: 'nanosp' }),
      },
    ]);
  });

  it('prints the first difference in words', async () => {
    const path = file('screen.apdu', text.replace('0.04696614 ETH', '0.04696615 ETH'));
    const { code, out } = await run(['replay', path]);
    expect(code).toBe(1);
    expect(out).toContain(`First difference: ${path}, line 31, screen`);
    expect(out).toContain('expected  Receive | 0.04696615 ETH');
    expect(out).toContain('actual    Receive | 0.04696614 ETH');
    expect(out).toContain('mismatches  1');
  });

  it('takes the set-up from the command line before the header, and has a default', async () => {
    const bare = file(
      'bare.apdu',
      text.replace(/^# (model|build|apps|firmware|name|case):.*\n/gm, ''),
    );
    expect((await replayed([bare])).code).toBe(0);
    const production = await replayed([bare], { build: 'production' });
    expect(production.report.mismatches[0]).toMatchObject({ command: 'screen' });
    const noApps = await replayed([bare], { apps: 'Bitcoin' });
    expect(noApps.report.mismatches.map(({ actual }) => actual)).toContain('6a8c');
    const otherSeed = `${'abandon '.repeat(11)}about`;
    const other = await replayed([bare], { seed: otherSeed });
    expect(other.report.mismatches.map(({ actual }) => actual)).toContain('6a83');
  });

  it('without a build in the header takes the one the answers are of', async () => {
    const random = join(GOLDEN, '../suite-nanosp-random/trusted_name_invalid_subcommand-1.apdu');
    const recorded = readFileSync(random, 'utf8');
    const bare = (answers: string) => answers.replace(/^# build:.*\n/m, '');
    expect(recorded).toMatch(/^# build: /m);
    expect((await replayed([file('random.apdu', bare(recorded))])).code).toBe(0);
    // A released app says its name without TEST, and refuses partners of the test key.
    const name = '=> b001000000\n<= 010845786368616e676505342e342e3201009000\n';
    const production = file('production.apdu', `${name}=> e003000300\n<= ${'ab'.repeat(32)}9000\n`);
    expect((await replayed([production])).code).toBe(0);
  });

  it('leaves out apps of a header there is no simulation of, but not on the command line', async () => {
    const path = file('doge.apdu', text.replace('# apps: ', '# apps: Dogecoin, '));
    expect((await replayed([path])).code).toBe(0);
    const { code, err } = await run(['replay', path, '--apps', 'Dogecoin']);
    expect(code).toBe(2);
    expect(err).toMatch(/doge\.apdu: .*"Dogecoin"/);
  });

  it.each(['', '\n\n', '# name: nothing happened\n'])(
    'refuses the empty recording %j',
    async (empty) => {
      const path = file('empty.apdu', empty);
      const { code, out, err } = await run(['replay', SWAP, path]);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('empty.apdu: expected a recording with => and <= lines, found none');
    },
  );

  it('plays CRLF and a byte-order mark', async () => {
    const path = file('windows.apdu', `\uFEFF${text.replace(/\n/g, '\r\n')}`);
    expect((await replayed([path])).code).toBe(0);
  });

  it('finds the recordings in and under a folder', async () => {
    const { report } = await replayed([join(GOLDEN, '..', 'suite-nanosp-prod'), SWAP]);
    expect(report.files).toBe(5);
  });

  it.each([
    ['no such file', () => join(folder, 'missing.apdu'), /missing\.apdu: no such file/],
    ['an odd digit', () => file('odd.apdu', '=> e00'), /odd\.apdu:1: expected an even number/],
    ['no arrow', () => file('text.apdu', '# name: x\nhello'), /text\.apdu:2: expected "=>"/],
    [
      'a short answer',
      () => file('short.apdu', '=> e002000300\n<= 90'),
      /short\.apdu:2: .*two bytes/,
    ],
    ['a bad press', () => file('press.apdu', '# press: up'), /press\.apdu:1: expected left/],
    [
      'an unknown model',
      () => file('model.apdu', '# model: nano3'),
      /model\.apdu: model: expected .*, found "nano3"/,
    ],
    ['a withheld seed', () => file('seed.apdu', '# seed: custom'), /seed\.apdu: .*--seed/],
  ])('refuses %s in one sentence', async (_, path, message) => {
    const { code, out, err } = await run(['replay', path()]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
