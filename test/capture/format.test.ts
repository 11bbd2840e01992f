/** The text format of recordings: what is written is read again, whatever it holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import {
  formatRecording,
  parseRecording,
  recordingsByDevice,
  type WritableEvent,
} from '../../src/capture/index.js';
import { readLog } from '../../src/logs/index.js';

/** One line, as the format holds it: no control characters, no blanks around. */
const line = fc
  .string({ maxLength: 60, unit: 'grapheme' })
  .map((text) => text.replace(/\p{Cc}/gu, ' ').trim());
const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 300 });
const pixel = fc.nat(400);
const touch = fc.oneof(
  fc.record({ x: pixel, y: pixel }),
  fc.record({ x: pixel, y: pixel, seconds: fc.constantFrom(0.5, 1, 3) }),
  fc.record({ x: pixel, y: pixel, toX: pixel, toY: pixel }),
);
const happened = fc.oneof(
  bytes(1).map((apdu) => ({ kind: 'command' as const, apdu })),
  bytes(2).map((answer) => ({ kind: 'answer' as const, answer })),
  line.map((why) => ({ kind: 'lost' as const, why })),
  line.map((text) => ({ kind: 'screen' as const, text })),
  fc.constantFrom('left', 'right', 'both').map((button) => ({ kind: 'press' as const, button })),
  touch.map((one) => ({ kind: 'touch' as const, touch: one })),
);
const place = fc.record(
  {
    device: fc.integer({ min: 2, max: 5 }),
    // Whole and broken milliseconds, microseconds, and what a float has beyond.
    time: fc.oneof(
      fc.nat(4_000_000_000_000),
      fc.nat(4_000_000_000_000).map((time) => time + 0.5),
      fc.integer({ min: 0, max: 4_000_000_000_000_000 }).map((micros) => micros / 1000),
      fc.double({ min: 0, max: 4e12, noNaN: true }).map((time) => Math.round(time * 1000) / 1000),
    ),
  },
  { requiredKeys: [] },
);
const event = fc
  .tuple(happened, place)
  .map(([what, where]): WritableEvent => ({ ...what, ...where }) as WritableEvent);
const header = fc.dictionary(fc.constantFrom('name', 'model', 'apps', 'about'), line);

describe('recordings', () => {
  it('are written without loss', () => {
    fc.assert(
      fc.property(header, fc.array(event, { maxLength: 30 }), (head, events) => {
        const text = formatRecording({ header: head, events });
        const read = parseRecording(text, 'written');
        expect(read.header).toEqual(head);
        expect(read.events.map(({ line: _, ...one }) => one)).toEqual(events);
      }),
    );
  });

  it('and by the reader of logs, with devices, times and lost answers', () => {
    const text = formatRecording({
      header: { name: 'two' },
      events: [
        { kind: 'command', apdu: fromHex('e003000300'), time: 1_772_359_200_000 },
        { kind: 'command', apdu: fromHex('b001000000'), device: 2, time: 1_772_359_200_000.125 },
        { kind: 'answer', answer: fromHex('9000') },
        { kind: 'lost', why: 'the cable was pulled', device: 2 },
      ],
    });
    expect(text).toBe(
      [
        '# name: two',
        '# time: 2026-03-01T10:00:00.000Z',
        '=> e003000300',
        '# device: 2',
        '# time: 2026-03-01T10:00:00.000125Z',
        '=> b001000000',
        '# device: 1',
        '<= 9000',
        '# device: 2',
        '# lost: the cable was pulled',
        '',
      ].join('\n'),
    );
    const log = readLog(new TextEncoder().encode(text));
    expect(log.devices).toBe(2);
    expect(log.exchanges).toMatchObject([
      { response: fromHex('9000'), device: 1, time: 1_772_359_200_000 },
      { response: null, device: 2, time: 1_772_359_200_000.125, lost: 'the cable was pulled' },
    ]);
    expect(log.problems).toEqual([
      { line: 6, what: 'command without an answer: the cable was pulled' },
    ]);
  });

  it('come apart by device', () => {
    const text =
      '=> e003000300\n# device: 2\n=> e003000301\n# device: 1\n<= 9000\n# device: 2\n<= 6a80\n';
    const parts = recordingsByDevice(parseRecording(text, 'two'));
    expect(parts.map(({ events }) => events.map((one) => one.line))).toEqual([
      [1, 5],
      [3, 7],
    ]);
  });

  it.each(['# device: my Nano', '# device: 0', '# time: noon', '# time: 2026-13-45', '# note'])(
    '%s is a note',
    (note) => {
      const { events, header: head } = parseRecording(`${note}\n=> e003000300\n<= 9000\n`, 'x');
      expect(events).toEqual([
        { kind: 'command', line: 2, apdu: fromHex('e003000300') },
        { kind: 'answer', line: 3, answer: fromHex('9000') },
      ]);
      expect(head).toEqual({});
    },
  );

  it('holds the longest APDU, its bytes apart', () => {
    const spaced = '00 '.repeat(0xffff).trim();
    const { events } = parseRecording(`=> ${spaced}\n<= 9000\n`, 'x');
    expect(events).toHaveLength(2);
    expect(() => parseRecording(`=> ${'00'.repeat(0x10000)}`, 'x')).toThrow(
      'x:1: an APDU has at most 65535 bytes',
    );
  });
});
