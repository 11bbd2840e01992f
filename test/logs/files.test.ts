/** Logs of real producers: what each holds is in `golden/logs/files/NAME.expected.json`. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { readLog } from '../../src/logs/index.js';

const FOLDER = new URL('../golden/logs/files/', import.meta.url);
const EXPECTED = '.expected.json';

interface Expected {
  readonly format: string;
  readonly exchanges: readonly { readonly note?: string }[];
  readonly problems: readonly { readonly what: string }[];
}

const names = readdirSync(FOLDER).filter((name) => !name.endsWith(EXPECTED));

describe('what each producer wrote is read', () => {
  it.each(names)('%s', (name) => {
    const expected: Expected = JSON.parse(
      readFileSync(new URL(`${name}${EXPECTED}`, FOLDER), 'utf8'),
    );
    const log = readLog(readFileSync(new URL(name, FOLDER)), { file: name });
    expect(log.format).toBe(expected.format);
    const exchanges = log.exchanges.map(({ command, response, device }) => ({
      command: toHex(command),
      response: response === null ? null : toHex(response),
      ...(device === undefined ? {} : { device }),
    }));
    // A note says why something is not there; it is not read from the log.
    expect(exchanges).toEqual(expected.exchanges.map(({ note: _, ...exchange }) => exchange));
    const places = (problems: readonly { readonly what: string }[]) =>
      problems.map(({ what: _, ...place }) => place);
    expect(places(log.problems)).toEqual(places(expected.problems));
  });
});
