import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHidReports } from '../../src/apdu/hid-frames.js';
import { fromHex, toHex } from '../../src/bytes.js';
import { hidStreams } from '../../src/logs/hid-stream.js';
import type { Found } from '../../src/logs/index.js';

const COMMAND = fromHex(`e0060003c8${'5a'.repeat(200)}`);
const OUT = { kind: 'command' } as const;
const IN = { kind: 'answer' } as const;

/** Reports in one direction, numbered from 1, then the end. */
function read(
  reports: readonly Uint8Array[],
  stream: { kind: 'command' | 'answer' } = OUT,
): Found[] {
  const streams = hidStreams();
  const found = reports.flatMap((report, index) => streams.add(stream, report, { at: index + 1 }));
  return [...found, ...streams.end()];
}

const problems = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [`${one.at}: ${one.what}`] : []));
const messages = (found: readonly Found[]) =>
  found.flatMap((one) => ('bytes' in one ? [`${one.at}: ${toHex(one.bytes)}`] : []));

describe('reports of one stream', () => {
  it('are put together again, whatever their length and channel', () => {
    const bytes = fc.uint8Array({ minLength: 4, maxLength: 700 });
    const channel = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(fc.tuple(bytes, channel), { maxLength: 5 }), (sent) => {
        const found = read(sent.flatMap(([message, on]) => encodeHidReports(message, on)));
        expect(found.map((one) => ('bytes' in one ? toHex(one.bytes) : one))).toEqual(
          sent.map(([message]) => toHex(message)),
        );
      }),
    );
  });

  it('say which is lost, and go on with the next message', () => {
    const [first, , third, fourth] = encodeHidReports(COMMAND, 7);
    const found = read([first!, third!, fourth!, ...encodeHidReports(COMMAND, 7)]);
    expect(problems(found)).toEqual(['2: command lost: sequence 2 where 1 was due']);
    expect(messages(found)).toEqual([`4: ${toHex(COMMAND)}`]);
  });

  it('begin in the middle of a message', () => {
    const [, ...others] = encodeHidReports(COMMAND, 7);
    expect(problems(read(others, IN))).toEqual(['1: answer lost: sequence 1 where 0 was due']);
  });

  it('end in the middle of a message', () => {
    const found = read(encodeHidReports(COMMAND, 7).slice(0, 2));
    expect(problems(found)).toEqual(['1: command lost: the file ends where sequence 2 was due']);
  });

  it('may start over', () => {
    const reports = encodeHidReports(COMMAND, 7);
    const found = read([reports[0]!, reports[1]!, ...reports]);
    expect(problems(found)).toEqual(['3: command lost: sequence 0 where 2 was due']);
    expect(messages(found)).toEqual([`3: ${toHex(COMMAND)}`]);
  });

  it('may come twice', () => {
    const twice = encodeHidReports(COMMAND, 7).flatMap((report, at) =>
      at === 1 ? [report, report] : [report],
    );
    expect(read(twice)).toEqual([{ kind: 'command', bytes: COMMAND, at: 1 }]);
  });

  it('may be cut where nothing is lost by it', () => {
    const [first, second, third, last] = encodeHidReports(COMMAND, 7);
    const used = last!.subarray(0, 5 + COMMAND.length - 57 - 2 * 59);
    expect(messages(read([first!, second!, third!, used]))).toEqual([`1: ${toHex(COMMAND)}`]);
    const short = read([first!, second!.subarray(0, 40), third!, last!]);
    expect(problems(short)).toEqual([
      '2: command lost: a report is cut: 35 of its 59 bytes are there',
    ]);
    expect(messages(short)).toEqual([]);
  });

  it('of other protocols are passed over', () => {
    expect(
      read([fromHex(`010102${'00'.repeat(61)}`), new Uint8Array(64), fromHex('3f2323')]),
    ).toEqual([]);
  });
});

it('streams are mixed', () => {
  const streams = hidStreams();
  const one = encodeHidReports(COMMAND, 1);
  const two = encodeHidReports(COMMAND.toReversed(), 2);
  const answer = encodeHidReports(fromHex('9000'), 1);
  const found = [
    ...one.flatMap((report, index) => [
      ...streams.add({ ...OUT, device: 'a' }, report, { at: 2 * index + 1, time: 5 }),
      ...streams.add({ ...OUT, device: 'b' }, two[index]!, { at: 2 * index + 2, time: 6 }),
    ]),
    ...streams.add({ ...IN, device: 'a' }, answer[0]!, { at: 9 }),
  ];
  expect(found).toEqual([
    { kind: 'command', bytes: COMMAND, at: 1, device: 'a', time: 5 },
    { kind: 'command', bytes: COMMAND.toReversed(), at: 2, device: 'b', time: 6 },
    { kind: 'answer', bytes: fromHex('9000'), at: 9, device: 'a' },
  ]);
});

it('a message that the bus refused is forgotten', () => {
  const streams = hidStreams();
  const reports = encodeHidReports(COMMAND, 7);
  streams.add(OUT, reports[0]!, { at: 1 });
  streams.drop(OUT, 7);
  const found = reports.flatMap((report, index) => streams.add(OUT, report, { at: 2 + index }));
  expect(found).toEqual([{ kind: 'command', bytes: COMMAND, at: 2 }]);
});

it('the next answer is not that of the command before a lost one', () => {
  const [first, , third] = encodeHidReports(COMMAND, 7);
  expect(read([first!, third!]).map(({ kind }) => kind)).toEqual(['problem', 'failure']);
});
