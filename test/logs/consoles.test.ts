/** Consoles of tools, as their producers write them. */
import { describe, expect, it } from 'vitest';
import { encodeHidReports } from '../../src/apdu/hid-frames.js';
import { fromHex, toHex } from '../../src/bytes.js';
import { lines, reading, SESSION, whole } from './sample.js';

describe('speculos', () => {
  it.each(['', '[*] ', '13:37:35.096:', 'INFO:', '\u001B[36m[*]\u001B[0m '])(
    '%j in front',
    (prefix) => {
      const text = lines(({ command, response }) => [
        `${prefix}apdu: > ${command}`,
        'seph: DEBUG: > status',
        `${prefix}apdu: < ${response}`,
      ]);
      expect(reading(text)).toMatchObject(whole('speculos'));
    },
  );

  it('a late answer of a client that is gone belongs to nobody', () => {
    const text = `apdu: < 9000\n${lines(({ command, response }) => [
      `apdu: > ${command}`,
      `apdu: < ${response}`,
    ])}`;
    expect(reading(text)).toMatchObject({
      ...whole('speculos'),
      problems: [{ at: 1, what: 'answer without a command in front of it' }],
    });
  });
});

it('what tells the format may come late', () => {
  const noise = 'seph: something else that is long enough\n'.repeat(20_000);
  const text =
    noise + lines(({ command, response }) => [`apdu: > ${command}`, `apdu: < ${response}`]);
  expect(reading(text)).toMatchObject(whole('speculos'));
});

describe('ledger-go', () => {
  it('a refusal leaves no answer, at the end and before the next command', () => {
    const text = lines(({ command, response }) => [
      `2026/11/27 09:15:03 Sending command: ${command.toUpperCase()}`,
      ...(response.endsWith('9000')
        ? [`2026/11/27 09:15:03 Received response: ${response.toUpperCase()}`]
        : []),
    ]);
    const read = reading(`${text}2026/11/27 09:15:09 Sending command: E00A000300\n`);
    expect(read).toMatchObject({
      format: 'ledger-go',
      exchanges: [
        ...SESSION.map((one) => (one.response === '6a84' ? { ...one, response: null } : one)),
        { command: 'e00a000300', response: null },
      ],
      problems: [
        { at: 9, what: expect.stringContaining('its status word is not in the log') },
        { at: 12, what: expect.stringContaining('its status word is not in the log') },
      ],
    });
    expect(read.times[0]).toBe(Date.UTC(2026, 10, 27, 9, 15, 3));
  });
});

describe('ledger-rs', () => {
  const STAMP = '[2026-11-27T09:15:02Z INFO  ledger_transport_hid] ';

  function log(prefix = STAMP) {
    let buffer = new Uint8Array(65);
    return lines(({ command, response }) => {
      const written = encodeHidReports(fromHex(command), 0x0101).map((report, index, all) => {
        // The buffer is not cleared: behind the data of the last report stands the one before.
        const size = fromHex(command).length;
        const used = index < all.length - 1 ? 64 : 5 + (size + 2 - 59 * index);
        const next = buffer.slice();
        next.set(report.subarray(0, used), 1);
        buffer = next;
        return `${prefix}[ 65] << ${toHex(next)}`;
      });
      const answer = fromHex(response);
      const read = [answer.subarray(0, 57), answer.subarray(57)]
        .filter(({ length }) => length > 0)
        .map((part) => `${prefix}[${String(part.length).padStart(3)}] << ${toHex(part)}`);
      return [...written, ...read];
    });
  }

  it.each([STAMP, ''])('%j in front', (prefix) => {
    expect(reading(log(prefix))).toMatchObject(whole('ledger-rs'));
  });

  it('an answer of several reports', () => {
    const answer = fromHex(`${'ab'.repeat(120)}9000`);
    const [command] = encodeHidReports(fromHex('e003000300'), 0x0101);
    const parts = [answer.subarray(0, 57), answer.subarray(57, 116), answer.subarray(116)];
    const text = [
      `[ 65] << 00${toHex(command!)}`,
      ...parts.map((part) => `[${part.length}] << ${toHex(part)}`),
    ].join('\n');
    expect(reading(text)).toMatchObject({
      format: 'ledger-rs',
      exchanges: [{ command: 'e003000300', response: toHex(answer) }],
      problems: [],
    });
  });

  it('a cut line costs its message alone', () => {
    const damaged = log().split('\n');
    damaged[1] = damaged[1]!.slice(0, -1);
    const read = reading(damaged.join('\n'));
    expect(read.exchanges).toEqual([{ ...SESSION[0], response: null }, ...SESSION.slice(1)]);
    expect(read.problems).toEqual([
      { at: 1, what: 'command without an answer' },
      { at: 2, what: 'answer with a part that cannot be read' },
    ]);
  });
});

describe('@ledgerhq/logs', () => {
  it('type and message; frames say the same once more', () => {
    const text = lines(({ command, response }) => [
      'transport: Exchanging APDU ...',
      `apdu: => ${command}`,
      ...encodeHidReports(fromHex(command), 7).map((report) => `hid-frame: => ${toHex(report)}`),
      ...encodeHidReports(fromHex(response), 7).map((report) => `hid-frame: <= ${toHex(report)}`),
      `apdu: <= ${response}`,
      'swap: => quote requested',
    ]);
    expect(reading(text)).toMatchObject(whole('logs-console'));
  });

  it('winston, with the entry as JSON behind', () => {
    const entry = (channel: number) =>
      JSON.stringify({
        type: 'apdu',
        timestamp: '2026-11-27T12:00:00.000Z',
        context: { hidChannel: channel },
      });
    const text = lines(({ command, response }) => [
      `debug: => ${command} ${entry(1)}`,
      `debug: => ${command} ${entry(2)}`,
      `debug: <= ${response} ${entry(2)}`,
      `debug: <= ${response} ${entry(1)}`,
      'debug: => e0c4000000 {"type":"hw"}',
    ]);
    const read = reading(text);
    expect(read).toMatchObject({ format: 'logs-console', devices: 2, problems: [] });
    expect(read.exchanges).toEqual(
      SESSION.flatMap((one) => [
        { ...one, device: 1 },
        { ...one, device: 2 },
      ]),
    );
    expect(read.times[0]).toBe(Date.UTC(2026, 10, 27, 12));
  });
});

describe('words for the direction', () => {
  it.each([
    ['- request: "', '"', '- response: "', '"'],
    ['- command: ', '', '  response: ', ''],
    ['C-APDU: ', '', 'R-APDU: ', ''],
    ['[send] ', '', '[recv] ', ''],
    ['TX: ', ' (5 bytes)', 'RX: ', ' (2 bytes)'],
    ['>> ', '', '<< ', ''],
    ['12:00:01,out,', '', '12:00:02,in,', ''],
    ['12:00:00 -> ', '', '12:00:01 <- ', ''],
  ])('%sHEX%s and %sHEX%s', (before, behind, beforeAnswer, behindAnswer) => {
    const text = lines(({ command, response }) => [
      `${before}${command}${behind}`,
      `${beforeAnswer}${response}${behindAnswer}`,
    ]);
    expect(reading(text)).toMatchObject(whole('cassette'));
  });
});

describe('no word for the direction', () => {
  it('commands and answers take turns', () => {
    const text = lines(({ command, response }) => [command, response]);
    expect(reading(text)).toMatchObject(whole('apdus'));
    expect(reading(text.toUpperCase())).toMatchObject(whole('apdus'));
  });

  it('two commands in a row are told by their shape', () => {
    expect(reading('e003000300\ne00f000300\n6a84\nb0010000\n')).toMatchObject({
      exchanges: [
        { command: 'e003000300', response: null },
        { command: 'e00f000300', response: '6a84' },
        { command: 'b0010000', response: null },
      ],
    });
  });

  it('columns of tshark, with APDUs or with reports', () => {
    let packet = 0;
    const row = (hex: string) => `${++packet}\t0.00${packet}\thost\t1.5.1\tUSB\t64\t${hex}`;
    const apdus = lines(({ command, response }) => [row(command), row(response)]);
    expect(reading(apdus)).toMatchObject(whole('apdus'));
    const reports = lines(({ command, response }) =>
      [command, response].flatMap((hex) =>
        encodeHidReports(fromHex(hex), 0x0101).map((report) => row(toHex(report))),
      ),
    );
    expect(reading(reports)).toMatchObject(whole('hid-frames-text'));
  });
});
