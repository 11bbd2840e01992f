/** Whatever file somebody has becomes a recording; ours are read as strictly as ever. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/bytes.js';
import { parseRecording, recordingOf } from '../../src/capture/index.js';

const LOGS = new URL('../golden/logs/files/', import.meta.url);
const OURS = new URL('../golden/suite-stax/', import.meta.url);
const EXPECTED = '.expected.json';

const names = readdirSync(LOGS).filter((name) => !name.endsWith(EXPECTED));
const bytesOf = (name: string, folder = LOGS) =>
  new Uint8Array(readFileSync(new URL(name, folder)));

describe('logs of other tools', () => {
  it.each(names)('%s', (name) => {
    const expected = JSON.parse(readFileSync(new URL(`${name}${EXPECTED}`, LOGS), 'utf8'));
    const read = () => recordingOf(bytesOf(name), name);
    if (expected.exchanges.length === 0) {
      expect(read).toThrow(
        expected.format === 'ledger-live-json' ? /no APDU/ : /not read|link type/,
      );
      return;
    }
    const { events } = read().recording;
    const exchanges: object[] = [];
    const open = new Map<number, { response: string | null }>();
    const lost: number[] = [];
    for (const event of events) {
      const { device = 1 } = event;
      if (event.kind === 'command') {
        const exchange = {
          command: toHex(event.apdu),
          response: null,
          ...(expected.exchanges[0].device === undefined ? {} : { device }),
        };
        exchanges.push(exchange);
        open.set(device, exchange);
      } else if (event.kind === 'answer') open.get(device)!.response = toHex(event.answer);
      else if (event.kind === 'lost') lost.push(event.line);
    }
    expect(exchanges).toEqual(
      expected.exchanges.map(({ note: _, ...one }: { note?: string }) => one),
    );
    const unanswered = expected.exchanges.filter(
      ({ response }: { response: string | null }) => response === null,
    );
    if (!events.every(({ kind }) => kind !== 'lost')) expect(lost).toHaveLength(unanswered.length);
  });
});

describe('recordings of ours', () => {
  const name = readdirSync(OURS).find((file) => file.endsWith('.apdu'))!;
  const plain = bytesOf(name, OURS);
  const strict = parseRecording(new TextDecoder().decode(plain), name);
  const utf16 = Uint8Array.from([
    0xff,
    0xfe,
    ...[...new TextDecoder().decode(plain)].flatMap((char) => [
      char.charCodeAt(0) & 0xff,
      char.charCodeAt(0) >> 8,
    ]),
  ]);

  it.each([
    ['as they are', plain],
    ['in UTF-16', utf16],
    ['in gzip', gzipSync(plain)],
    ['in zip', zipSync({ 'README.txt': utf8('nothing'), 'a.apdu': plain })],
  ])('keep header, screens and presses %s', (_, bytes) => {
    const { recording } = recordingOf(bytes, name);
    expect(recording.header).toEqual(strict.header);
    expect(recording.events).toEqual(strict.events);
    expect(strict.events.some(({ kind }) => kind === 'touch')).toBe(true);
  });

  it('with a line that is none are refused, naming it', () => {
    expect(() => recordingOf(utf8('# model: stax\n=> e003000300\nhello\n'), 'x.txt')).toThrow(
      /^x\.txt:3: expected "=>"/,
    );
    expect(() => recordingOf(utf8('=> e003000300\n<= 9\n'), 'x.apdu')).toThrow(/^x\.apdu:2: /);
  });

  it('but a log of arrows with noise is read as far as it goes', () => {
    const { recording, problems, format } = recordingOf(
      utf8('hello\n=> e003000300\n<= 9000\n=> e00\n'),
      'x.log',
    );
    expect(format).toBe('recordstore');
    expect(recording.events).toHaveLength(2);
    expect(problems).toMatchObject([{ line: 4 }]);
  });

  it('an unanswered command of ours was never answered; of a log, nobody knows', () => {
    const kinds = (text: string, file: string) =>
      recordingOf(utf8(text), file).recording.events.map(({ kind }) => kind);
    expect(kinds('=> e003000300\n', 'x.apdu')).toEqual(['command']);
    expect(kinds('12:00 => e003000300\n', 'x.log')).toEqual(['command', 'lost']);
  });
});
