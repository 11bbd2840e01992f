/** `run --screens text|png|svg --out DIR`, `--pixels`, and screens as data. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/cli/run/report.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-run-screens-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NANO_FILES = [
  'nanosp-01-title',
  'nanosp-02-pair',
  'nanosp-03-pair',
  'nanosp-04-pair',
  'nanosp-05-pair',
  'nanosp-06-approve',
  'nanosp-07-processing',
];

describe('run --screens FORMAT --out DIR', () => {
  it.each([
    ['text', 'txt', 'Review transaction to\n'],
    ['svg', 'svg', '<svg '],
    ['png', 'png', '\x89PNG'],
  ])('%s: a file for each screen that came up', async (format, ending, start) => {
    const out = join(folder, 'new', format);
    const result = await run(['run', 'swap', '--screens', format, '--out', out]);
    expect(result.code).toBe(0);
    expect(result.err).toBe(`7 screens written to ${out}\n`);
    const names = NANO_FILES.map((name) => `${name}.${ending}`);
    expect(readdirSync(out).sort()).toEqual(names);
    for (const name of names) {
      const text = readFileSync(join(out, name), 'latin1');
      if (format !== 'text' || name === names[0]) expect(text.startsWith(start), name).toBe(true);
    }
    // The terminal still shows the review, and only that.
    expect(result.out).toContain('Sign transaction');
    expect(result.out).not.toContain('Processing');
  });

  it('works beside --json, on a touch model, for a rejection', async () => {
    const out = join(folder, 'stax');
    const args = ['--model', 'stax', '--reject', '--json', '--screens', 'svg', '--out', out];
    const { code, out: printed } = await run(['run', 'sell', ...args]);
    expect(code).toBe(1);
    expect((JSON.parse(printed) as RunReport).outcome).toBe('rejected');
    expect(readdirSync(out).sort()).toEqual([
      'stax-01-title.svg',
      'stax-02-reject-dialog.svg',
      'stax-03-status.svg',
    ]);
  });

  it('says so when no screen came up', async () => {
    const out = join(folder, 'none');
    const { code, err } = await run([
      ...['run', 'swap', '--nonce', '00'.repeat(32), '--screens', 'png', '--out', out],
    ]);
    expect(code).toBe(1);
    expect(err).toBe('no screens to write: none came up\n');
    expect(existsSync(out)).toBe(false);
  });
});

describe('run --screens without --out', () => {
  it.each([
    [['run', 'swap', '--screens']],
    [['run', '--screens', 'swap']],
    [['run', 'swap', '--screens', 'text']],
    [['run', '--screens', 'text', 'swap']],
  ])('%j draws every screen as text', async (args) => {
    const { code, out } = await run(args);
    expect(code).toBe(0);
    expect(out).toContain('Processing');
  });

  it('draws none with --no-screens', async () => {
    expect((await run(['run', 'swap', '--no-screens'])).out).not.toContain('┌');
  });
});

describe('run --pixels', () => {
  const KITTY = '\u001b_Ga=T';

  it('shows the review as a picture, in a terminal alone', async () => {
    const args = ['run', 'swap', '--pixels', 'kitty'];
    const inTerminal = await run(args, { isTty: true });
    expect(inTerminal.out.split(KITTY)).toHaveLength(2);
    expect(inTerminal.out).not.toContain('┌');
    expect(inTerminal.out).toContain('Approved on the device');
    const piped = await run(args);
    expect(piped.out).not.toContain('\u001b');
    expect(piped.out).toContain('┌');
  });

  it('every screen with --screens', async () => {
    const args = ['run', 'swap', '--pixels', 'kitty', '--build', 'test'];
    const review = await run(args, { isTty: true });
    const all = await run([...args, '--screens'], { isTty: true });
    expect(all.out.length).toBeGreaterThan(review.out.length);
  });
});

describe('run --json: screens as data', () => {
  it('beside each list of lines', async () => {
    const { out } = await run(['run', 'swap', '--model', 'flex', '--build', 'test', '--json']);
    const { screens, screenData, steps } = JSON.parse(out) as RunReport;
    expect(screenData).toHaveLength(screens.length);
    for (const [at, data] of screenData.entries()) {
      expect(data.lines.map(({ text }) => text.trim())).toEqual(screens[at]);
      expect(data.page).toEqual({ number: at + 1, count: screens.length });
      expect([data.model, data.width, data.height]).toEqual(['flex', 480, 600]);
      for (const { x, y, w, h } of data.events) {
        expect(Math.min(x, y, w, h)).toBeGreaterThanOrEqual(0);
        expect(x + w).toBeLessThanOrEqual(480);
        expect(y + h).toBeLessThanOrEqual(600);
      }
    }
    const shown = steps.flatMap((step) => step.screens);
    expect(shown.at(-1)).toMatchObject({
      kind: 'processing',
      lines: ['Signing'],
      screenData: { text: ['Signing'] },
    });
  });

  it('loads nothing that draws', () => {
    const loaded = loadedBy('cli/run/run.ts');
    expect(loaded).toContain('simulator/screens/draw/screen-data.ts');
    const drawing = /glyph|icons|picture\/|draw\/(screen|svg|contact-sheet|framed|shapes)\.ts/;
    expect(loaded.filter((file) => drawing.test(file))).toEqual([]);
  });
});

describe('refused before anything runs', () => {
  const taken = join(folder, 'taken');
  writeFileSync(taken, '');

  it.each([
    [['--screens', 'png'], '--screens png: expected --out with a folder, found none'],
    [['--out', 'x'], '--out: expected beside --screens text, png, svg, found no --screens'],
    [['--screens', '--out', 'x'], 'found --screens without a format'],
    [['--no-screens', '--out', 'x'], 'found --no-screens'],
    [['--screens', 'svg', '--out', taken], '--out: expected a folder, found a file at'],
    [['--screens', 'svg', '--out', join(taken, 'x')], '--out:'],
    [['--screens', 'gif'], 'Allowed choices are text, png, svg'],
    [['--pixels', '--json'], '--pixels: expected without --json, found both'],
    [['--pixels', '--no-screens'], '--pixels: expected without --no-screens'],
  ])('%j', async (args, message) => {
    const { code, err } = await run(['run', 'swap', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
