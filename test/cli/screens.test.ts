import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { screensCommand } from '../../src/cli/screens/screens.js';
import { detectProtocol } from '../../src/cli/text/terminal-picture.js';
import type { ScreenData } from '../../src/simulator/screens/draw/screen-data.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-screens-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PNG = '\x89PNG';

describe('screens as text', () => {
  test('all five models, in 80 columns', async () => {
    const { code, out, err } = await run(['screens', '--flow', 'fund', '--status', 'rejected']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of ['Nano S Plus', 'Nano X', 'Stax', 'Flex', 'Apex'])
      expect(out).toContain(name);
    for (const text of ['To Test partner', 'Yes, reject', 'Transaction rejected']) {
      expect(out).toContain(text);
    }
    for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  test('hostile texts neither reach the terminal nor go unmentioned', async () => {
    const partner = '\u001b]0;x\u0007\u202eé\ud83d\ude80';
    const { code, out, err } = await run(['screens', '--model', 'nanosp', '--partner', partner]);
    expect(code).toBe(0);
    expect(out).toMatch(/^[\n\x20-\x7e│─┌┐└┘]*$/);
    expect(err).toBe('note: the device leaves out 11 bytes of partner: it cannot draw them\n');
  });
});

describe('screens as data', () => {
  test('lines, boxes, events and page numbers', async () => {
    const { code, out } = await run([
      'screens',
      '--json',
      '--model',
      'stax',
      '--warning',
      '--home',
    ]);
    expect(code).toBe(0);
    const { screens } = JSON.parse(out) as { screens: ScreenData[] };
    expect(screens.map(({ kind }) => kind)).toEqual([
      'home',
      'warning',
      'title',
      'pairs',
      'approve',
    ]);
    expect(screens[2]).toMatchObject({
      width: 400,
      height: 672,
      page: { number: 1, count: 3 },
      icon: { name: 'exchange' },
    });
    expect(screens[2]?.lines[0]).toMatchObject({ text: 'Review transaction to', h: 40 });
    expect(screens[2]?.events.length).toBeGreaterThan(3);
  });
});

describe('screens as files', () => {
  test('one for each screen, whole, and nothing else', async () => {
    const out = join(folder, 'a', 'b');
    const { code, out: printed } = await run([
      ...['screens', '--format', 'png', '--model', 'nanox', '--out', out],
    ]);
    expect(code).toBe(0);
    const names = readdirSync(out).sort();
    expect(names).toHaveLength(7);
    expect(names[0]).toBe('nanox-01-title.png');
    expect(printed.trim().split('\n').sort()).toEqual(names.map((name) => join(out, name)));
    for (const name of names) {
      expect(readFileSync(join(out, name), 'latin1').startsWith(PNG)).toBe(true);
    }
  });

  test('one sheet', async () => {
    const out = join(folder, 'sheet.svg');
    const { code } = await run(['screens', '--format', 'svg', '--sheet', '--out', out]);
    expect(code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('<title>Swap ETH to BTC</title>');
  });

  test('data', async () => {
    const out = join(folder, 'review.json');
    expect((await run(['screens', '--json', '--out', out])).code).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveProperty('screens');
  });
});

describe('pictures in a terminal', () => {
  const STARTS = { kitty: '\u001b_Ga=T', iterm: '\u001b]1337;File=', sixel: '\u001bP0;1;0q' };

  test.each(Object.entries(STARTS))('%s', async (protocol, start) => {
    const args = ['screens', '--model', 'nanosp', '--pixels', protocol];
    expect((await run(args, { isTty: true })).out.startsWith(start)).toBe(true);
    // Never into a file or a pipe.
    expect((await run(args)).out).not.toContain('\u001b');
  });

  test('by what the terminal says of itself', async () => {
    expect(detectProtocol({ TERM: 'xterm-kitty' })).toBe('kitty');
    expect(detectProtocol({ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' })).toBe('iterm');
    expect(detectProtocol({ TERM: 'foot' })).toBe('sixel');
    expect(detectProtocol({ TERM: 'xterm-256color' })).toBeNull();
    expect(detectProtocol({ TERM: 'tmux-256color', KITTY_WINDOW_ID: '1' })).toBeNull();
    let out = '';
    const write = (text: string) => {
      out += text;
    };
    const stdout = { write };
    const io = { stdout, stderr: stdout, color: false, columns: 80, isTty: true };
    await screensCommand({ model: 'nanosp', pixels: 'auto' }, io, { TERM: 'dumb' });
    expect(out).toContain('Nano S Plus');
  });
});

describe('refused', () => {
  const taken = join(folder, 'taken');
  writeFileSync(taken, '');

  test.each([
    [['--partner', 'x'.repeat(16)], '--partner: expected at most 15 bytes, found 16'],
    [['--flow', 'sell', '--cross-seed', 'x'], '--cross-seed: only a swap'],
    [['--status', 'gone'], '--status: expected signed, rejected or refused:APP'],
    [['--format', 'png'], '--format png: needs --out'],
    [['--sheet'], '--sheet: needs --format svg or png'],
    [['--pixels', '--json'], '--pixels: shows pictures'],
    [['--format', 'svg', '--out', taken], '--out: expected a folder'],
    [['--format', 'svg', '--out', join(taken, 'x')], '--out:'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(['screens', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: ${message}`);
    expect(err).not.toContain('    at ');
  });
});

test('no glyph and no picture code is loaded for text', () => {
  const loaded = loadedBy('cli/screens/screens.ts');
  expect(loaded).toContain('picture/screen-files.ts');
  const heavy = /glyphs\/|picture\/(raster|png)\b/;
  expect(loaded.filter((file) => heavy.test(file))).toEqual([]);
});
