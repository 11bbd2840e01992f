/** `replay --screens`, and the screen a recording failed on. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReplayReport } from '../../src/cli/replay/replay.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const GOLDEN = fileURLToPath(new URL('../golden/suite-nanosp/', import.meta.url));
const SWAP = join(GOLDEN, 'ethereum-swap_ui_only.apdu');
const text = readFileSync(SWAP, 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-replay-screens-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const otherScreen = file('screen.apdu', text.replace('0.04696614 ETH', '0.04696615 ETH'));
const otherAnswer = file('answer.apdu', text.replace('<= 9000', '<= 9d1a'));

describe('the screen a recording failed on', () => {
  it('is drawn beside the recorded one', async () => {
    const { code, out } = await run(['replay', otherScreen]);
    expect(code).toBe(1);
    expect(out).toContain(
      [
        '  The recorded screen and the simulated one:',
        '',
        '  ┌──────────────────────┐  ┌──────────────────────┐',
        '  │                      │  │                      │',
        '  │       Receive        │  │       Receive        │',
        '  │    0.04696615 ETH    │  │    0.04696614 ETH    │',
        '  │                      │  │                      │',
        '  └──────────────────────┘  └──────────────────────┘',
      ].join('\n'),
    );
  });

  it('is the one that was up when an answer differs', async () => {
    const { out } = await run(['replay', otherAnswer]);
    expect(out).toContain('  On the screen at that moment:\n\n  ┌');
  });

  it('is left out with --no-screens', async () => {
    expect((await run(['replay', otherScreen, '--no-screens'])).out).not.toContain('┌');
  });

  it('comes as data with --json', async () => {
    const { out } = await run(['replay', otherScreen, '--json']);
    const report = JSON.parse(out) as ReplayReport;
    expect(report).not.toHaveProperty('screenData');
    expect(report.mismatches).toEqual([
      expect.objectContaining({
        line: 31,
        screenData: expect.objectContaining({
          kind: 'pair',
          text: ['Receive', '0.04696614 ETH'],
          page: { number: 4, count: 7 },
        }),
      }),
    ]);
  });

  it('is the only one written with --only-failed', async () => {
    const out = join(folder, 'failed');
    const options = ['--screens', 'png', '--only-failed', '--out', out];
    const result = await run(['replay', otherScreen, ...options]);
    expect(result.code).toBe(1);
    expect(result.err).toBe(`1 screen written to ${out}\n`);
    expect(readdirSync(out)).toEqual(['nanosp-01-pair.png']);
    expect(result.out).toContain(`  picture   ${join(out, 'nanosp-01-pair.png')}\n`);
    const { out: json } = await run(['replay', otherScreen, ...options, '--json']);
    const { mismatches, screenData } = JSON.parse(json) as ReplayReport;
    expect(mismatches[0]?.picture).toBe(join(out, 'nanosp-01-pair.png'));
    expect(screenData).toMatchObject([{ file: otherScreen, line: 31, kind: 'pair' }]);
  });

  it('is none when nothing differs', async () => {
    const out = join(folder, 'nothing');
    const options = ['--screens', 'png', '--only-failed', '--out', out];
    const { code, err } = await run(['replay', SWAP, ...options]);
    expect([code, err]).toEqual([0, 'no screens to write: none came up\n']);
    expect(existsSync(out)).toBe(false);
  });
});

describe('replay --screens', () => {
  it('draws every compared screen', async () => {
    const { code, out } = await run(['replay', SWAP, '--screens']);
    expect(code).toBe(0);
    expect(out).toContain('DO NOT USE THIS');
    expect(out).toContain('Sign transaction');
    expect(out).toContain('screens     8 compared');
  });

  it('as data, each with its line', async () => {
    const { out } = await run(['replay', SWAP, '--screens', '--json']);
    const { screens, screenData = [] } = JSON.parse(out) as ReplayReport;
    expect(screenData).toHaveLength(screens);
    const recorded = text.split('\n');
    for (const { line, text: lines } of screenData) {
      expect(recorded[line - 1]).toBe(`# screen: ${lines.join(' | ')}`);
    }
  });

  it('as files, a folder for each of several recordings', async () => {
    const out = join(folder, 'several');
    const twin = file('ethereum-swap_ui_only.apdu', text);
    const { code, err } = await run(['replay', SWAP, twin, '--screens', 'svg', '--out', out]);
    expect([code, err]).toEqual([0, `16 screens written to ${out}\n`]);
    expect(readdirSync(out).sort()).toEqual(['ethereum-swap_ui_only', 'ethereum-swap_ui_only-2']);
    expect(readdirSync(join(out, 'ethereum-swap_ui_only'))).toHaveLength(8);
  });

  it.each([
    [['--screens', 'svg'], '--screens svg: expected --out with a folder, found none'],
    [['--out', 'x'], '--out: expected beside --screens'],
    [['--only-failed'], '--only-failed: expected beside --screens, found alone'],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await run(['replay', SWAP, ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`error: ${message}`);
  });

  it('loads the drawing only for pictures', () => {
    const drawing = /glyph|icons|picture\/|draw\/(screen|svg|contact-sheet|framed|shapes)\.ts/;
    expect(loadedBy('cli/replay/replay.ts').filter((name) => drawing.test(name))).toEqual([]);
  });
});
