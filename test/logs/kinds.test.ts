/** The same exchanges in many kinds of log: those of `base.apdu`, as far as the kind holds them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { readLog } from '../../src/logs/index.js';

const FOLDER = new URL('../golden/logs/kinds/', import.meta.url);

function exchangesOf(name: string) {
  return readLog(readFileSync(new URL(name, FOLDER)), { file: name }).exchanges.map(
    ({ command, response }) => ({
      command: toHex(command),
      response: response === null ? null : toHex(response),
    }),
  );
}

const base = exchangesOf('base.apdu');

/** What these do not hold, or hold besides. */
const DIFFERENT: Readonly<Record<string, ReturnType<typeof exchangesOf>>> = {
  '21-bare-apdus.txt': base.map(({ command }) => ({ command, response: null })),
  '25-error-lines.apdu': [base[0]!, { ...base[1]!, response: '6a81' }],
  '27-only-commands.apdu': base.map(({ command }) => ({ command, response: null })),
  '29-other-app-first.apdu': [
    { command: 'b001000000', response: '0105424f4c4f5305312e372e309000' },
    ...base,
  ],
};

describe('the same exchanges in every kind of log', () => {
  it('has ten of them', () => {
    expect(base.map(({ command }) => command.slice(0, 4))).toEqual([
      'e003',
      'e004',
      'e005',
      'e006',
      'e006',
      'e007',
      'e008',
      'e00c',
      'e00f',
      'e00a',
    ]);
  });

  it.each(readdirSync(FOLDER))('%s', (name) => {
    expect(exchangesOf(name)).toEqual(DIFFERENT[name] ?? base);
  });
});
