/** Files that end in the middle, and formats that are named. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FormatName } from '../../src/logs/index.js';
import { lines, reading, SESSION } from './sample.js';

const FOLDER = new URL('../golden/logs/files/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => /\.(?:log|json|jsonl|txt|har|apdu)$/.test(name));
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const TEXTS = NAMES.filter((name) => !/expected\.json$|^btsnoop/.test(name));

describe('half a text', () => {
  const text = lines(({ command, response }) => [`=> ${command}`, `<= ${response}`]);

  it('a command or an answer that is cut is not one', () => {
    const command = text.indexOf('e0060023ff');
    expect(reading(text.slice(0, command + 40))).toMatchObject({
      exchanges: SESSION.slice(0, 2),
      problems: [{ at: 5, what: 'command with its end missing: the file is cut here' }],
    });
    const answer = text.indexOf('350aea0c97');
    expect(reading(text.slice(0, answer + 20))).toMatchObject({
      exchanges: [SESSION[0], { ...SESSION[1], response: null }],
      problems: [
        { at: 3, what: 'command without an answer' },
        { at: 4, what: 'answer with its end missing: the file is cut here' },
      ],
    });
  });

  it('a last line without an end is whole when it can be', () => {
    expect(reading(text.trimEnd()).exchanges).toEqual(SESSION);
    expect(reading('=> e003000300\n<= 9000\n=> e00f000300').exchanges).toEqual([
      { command: 'e003000300', response: '9000' },
      { command: 'e00f000300', response: null },
    ]);
  });
});

describe('every text log', () => {
  it.each(TEXTS)('%s: half of it holds a part of the exchanges', (name) => {
    const bytes = bytesOf(name);
    const all = reading(bytes);
    for (const part of [0.5, 0.77, 0.93]) {
      const half = reading(bytes.subarray(0, Math.floor(bytes.length * part)));
      const known = new Set(all.exchanges.map(({ command }) => command));
      for (const { command, response } of half.exchanges) {
        expect(known).toContain(command);
        const responses = all.exchanges.filter((one) => one.command === command);
        if (response !== null) expect(responses.map((one) => one.response)).toContain(response);
      }
      if (all.exchanges.length > 0) expect(half.exchanges.length).toBeGreaterThan(0);
    }
  });

  it.each(TEXTS)('%s: read the same when its format is named', (name) => {
    const bytes = bytesOf(name);
    const found = reading(bytes);
    expect(reading(bytes, found.format as FormatName)).toEqual(found);
  });
});
