/** Exported logs of Ledger Live and Ledger Wallet, all generations, either way round. */
import { describe, expect, it } from 'vitest';
import { encodeHidReports } from '../../src/apdu/hid-frames.js';
import { fromHex, toHex } from '../../src/bytes.js';
import { reading, type Sample, SESSION, whole } from './sample.js';

type Entry = Record<string, unknown>;

const START = Date.UTC(2026, 10, 27, 12);

/** Entries of a session, oldest first; a command shares its millisecond with the answer before. */
function apdus(extra: (direction: 'out' | 'in', exchange: Sample) => Entry = () => ({})): Entry[] {
  return SESSION.flatMap((exchange) => [
    { type: 'apdu', message: `=> ${exchange.command}`, ...extra('out', exchange) },
    { type: 'apdu', message: `<= ${exchange.response}`, ...extra('in', exchange) },
  ]);
}

const NOISE: readonly Entry[] = [
  { type: 'swap', message: '=> quote requested', data: { apdu: 'e00300' } },
  { type: 'hw', message: 'askAppQuit <= no app', data: { note: '=> e0c4000000' } },
  { type: 'error', message: 'TransportStatusError: Ledger device: UNKNOWN_ERROR (0x6d01)' },
  { type: 'apdu-error', message: '=> e00a000300' },
  { type: 'action', message: '⚛️  X' },
  { type: 'data', message: 'x', data: '[Circular]' },
];

function desktop(entries: readonly Entry[]): Entry[] {
  return [...NOISE, ...entries].map((entry, index) => ({
    ...entry,
    level: 'debug',
    timestamp: new Date(START + Math.floor((index + 1) / 2) * 7).toISOString(),
  }));
}

function mobile(entries: readonly Entry[]): Entry[] {
  return [...NOISE, ...entries].map((entry, index) => ({
    ...entry,
    id: String(95 + index),
    date: new Date(START + Math.floor((index + 1) / 2) * 7).toISOString(),
  }));
}

const asLines = (entries: readonly unknown[]) =>
  `${entries.map((one) => JSON.stringify(one)).join('\n')}\n`;
const META = { level: 'info', message: 'exportLogsMeta', timestamp: '2026-11-27T13:00:00.000Z' };
const HEADING = {
  logIndex: 0,
  timestamp: '1970-01-01T00:00:00.000Z',
  type: 'exportLogsMeta',
  message: 'Only the last 5000 logs',
};

describe('either way round, in every container', () => {
  const logs: Readonly<Record<string, readonly Entry[]>> = {
    desktop: desktop(apdus()),
    mobile: mobile(apdus()),
    'no date at all': apdus(),
    'one date for all': apdus().map((entry) => ({
      ...entry,
      timestamp: '2026-11-27T12:00:00.000Z',
    })),
    'only numbers': apdus().map((entry, index) => ({ ...entry, id: String(index) })),
  };

  it.each(Object.entries(logs))('%s', (_, entries) => {
    for (const list of [entries, entries.toReversed()]) {
      expect(reading(JSON.stringify(list))).toMatchObject(whole('ledger-live-json'));
      expect(reading(JSON.stringify(list, null, 2))).toMatchObject(whole('ledger-live-json'));
      expect(reading(asLines(list))).toMatchObject(whole('ledger-live-lines'));
    }
  });

  it('with what exporters put in front and behind', () => {
    const entries = desktop(apdus()).map((entry, logIndex) => ({ logIndex, ...entry }));
    for (const list of [
      [HEADING, ...entries],
      ['Only the last 5000 logs are exported', ...entries],
      [...entries, META],
      [META, ...entries.toReversed()],
    ]) {
      expect(reading(JSON.stringify(list, null, 2))).toMatchObject(whole('ledger-live-json'));
    }
    expect(reading(`\`\`\`json\n${JSON.stringify(entries, null, 2)}\n\`\`\`\n`)).toMatchObject(
      whole('ledger-live-json'),
    );
    expect(reading(JSON.stringify({ logs: entries }))).toMatchObject(whole('ledger-live-json'));
    expect(reading(entries.map((one) => JSON.stringify(one, null, 2)).join('\n'))).toMatchObject(
      whole('ledger-live-json'),
    );
  });

  it('a sort by date that has turned what shares a millisecond is put right by the numbers', () => {
    const entries = desktop(apdus()).map((entry, logIndex): Entry => ({ logIndex, ...entry }));
    const sorted = entries
      .toReversed()
      .sort((a, b) => Date.parse(String(a.timestamp)) - Date.parse(String(b.timestamp)));
    expect(sorted).not.toEqual(entries);
    expect(reading(JSON.stringify(sorted))).toMatchObject(whole('ledger-live-json'));
  });

  it('a long log by the line is read while it comes', () => {
    const many = Array.from({ length: 60 }, () => apdus()).flat();
    const forward = desktop(many);
    expect(reading(asLines(forward)).exchanges).toHaveLength(60 * SESSION.length);
    expect(reading(asLines(forward.toReversed()))).toMatchObject({
      exchanges: Array.from({ length: 60 }, () => SESSION).flat(),
      problems: [],
    });
  });

  it('times', () => {
    expect(reading(JSON.stringify(mobile(apdus()))).times[0]).toBe(START + 3 * 7);
  });
});

describe('ledgerjs', () => {
  it('frames of HID and Bluetooth say the same once more; alone they are read', () => {
    const frames = (hex: string, arrow: string) =>
      encodeHidReports(fromHex(hex), 0x9252).map((report) => ({
        type: 'hid-frame',
        message: `${arrow} ${toHex(report)}`,
      }));
    const all = SESSION.flatMap(({ command, response }) => [
      { type: 'apdu', message: `=> ${command}` },
      ...frames(command, '=>'),
      ...frames(response, '<='),
      { type: 'apdu', message: `<= ${response}` },
    ]);
    expect(reading(JSON.stringify(desktop(all)))).toMatchObject(whole('ledger-live-json'));
    const alone = all.filter(({ type }) => type === 'hid-frame');
    expect(reading(JSON.stringify(desktop(alone).toReversed()))).toMatchObject(
      whole('ledger-live-json'),
    );
  });

  it('the channel tells devices apart', () => {
    const on = (hidChannel: number) =>
      apdus(() => ({ context: { hidChannel, function: 'exchange' } }));
    const [one, two] = [on(1), on(2)];
    const mixed = one.flatMap((entry, index) => [entry, two[index]!]);
    const read = reading(JSON.stringify(desktop(mixed).toReversed()));
    expect(read).toMatchObject({ devices: 2, problems: [] });
    expect(read.exchanges).toEqual(
      SESSION.flatMap((exchange) => [
        { ...exchange, device: 1 },
        { ...exchange, device: 2 },
      ]),
    );
  });

  it('the replayer writes no arrows', () => {
    const entries = SESSION.flatMap(({ command, response }) => [
      { type: 'apdu', message: command },
      { type: 'apdu', message: response },
    ]);
    expect(reading(asLines(desktop(entries)))).toMatchObject(whole('ledger-live-lines'));
  });

  it('what is odd or no hex is said with its line', () => {
    const entries = [
      { type: 'apdu', message: '=> e003000300' },
      { type: 'apdu', message: '<= 350a900' },
      { type: 'apdu', message: '=> e00f00030' },
      { type: 'apdu', message: '<= 9000' },
    ];
    expect(reading(asLines(entries))).toMatchObject({
      exchanges: [{ command: 'e003000300', response: null }],
      problems: [
        { at: 1, what: expect.stringContaining('cannot be read') },
        { at: 2, what: 'answer with an odd number of hex digits' },
        { at: 3, what: 'command with an odd number of hex digits' },
        { at: 4, what: 'answer without a command in front of it' },
      ],
    });
  });
});

describe('half a document', () => {
  const text = JSON.stringify(desktop(apdus()), null, 2);
  const lineOf = (needle: string) => text.slice(0, text.indexOf(needle)).split('\n').length;

  it('what is whole is read, and the cut is said with its line', () => {
    const cut = text.slice(0, text.indexOf('e00f000300') + 6);
    expect(reading(cut)).toMatchObject({
      exchanges: SESSION.slice(0, 4),
      problems: [
        {
          // The entry begins one line before its type, two before its message.
          at: lineOf('=> e00f000300') - 2,
          what: 'the document ends in the middle of this entry',
        },
      ],
    });
  });

  it('newest first', () => {
    const turned = JSON.stringify(desktop(apdus()).toReversed(), null, 2);
    const cut = turned.slice(0, turned.indexOf('=> b001000000') + 6);
    expect(reading(cut)).toMatchObject({
      exchanges: SESSION.slice(1),
      problems: [
        { at: expect.any(Number), what: 'answer without a command in front of it' },
        { at: expect.any(Number), what: 'the document ends in the middle of this entry' },
      ],
    });
  });

  it('a damaged entry costs that entry alone', () => {
    const damaged = text.replace('"message": "=> e00f000300"', '"message": "=> e00f000300');
    expect(reading(damaged)).toMatchObject({
      exchanges: SESSION.filter(({ command }) => command !== 'e00f000300'),
      problems: [
        { at: lineOf('=> e00f000300') - 2, what: 'this entry is no whole JSON' },
        { at: lineOf('<= 6a84') - 2, what: 'answer without a command in front of it' },
      ],
    });
    const unclosed = text.replace(/(=> e00f000300[^}]*)\}/, '$1');
    expect(reading(unclosed).exchanges).toEqual(
      SESSION.filter(({ command }) => command !== 'e00f000300'),
    );
  });

  it('a damaged line costs that line alone', () => {
    const entries = asLines(desktop(apdus())).split('\n');
    const index = entries.findIndex((line) => line.includes('<= 6a84'));
    entries[index] = entries[index]!.slice(0, -5);
    expect(reading(entries.join('\n'))).toMatchObject({
      exchanges: SESSION.map((one) => (one.response === '6a84' ? { ...one, response: null } : one)),
      problems: [
        { at: index, what: 'command without an answer' },
        { at: index + 1, what: 'this entry is no whole JSON' },
      ],
    });
  });

  it('what only begins as a document does is no JSON', () => {
    expect(reading('[INFO] => e003000300\n[INFO] <= 9000\n')).toMatchObject({
      format: 'recordstore',
      exchanges: [{ command: 'e003000300', response: '9000' }],
      problems: [],
    });
    expect(reading('{"a": [1, 2')).toMatchObject({
      exchanges: [],
      problems: [{ at: 0, what: 'no APDU in it' }, { at: expect.any(Number) }],
    });
  });
});
