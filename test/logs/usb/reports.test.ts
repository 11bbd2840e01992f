/** Reports on a bus: what goes wrong there is said, and nothing is put together that does not belong. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/bytes.js';
import { readLog } from '../../../src/logs/index.js';
import {
  HEADERS,
  type Moment,
  moments,
  pcapFile,
  reportsOf,
  type TimedPacket,
} from './capture-maker.js';

const LONG = fromHex(`e0040003ff${'3c'.repeat(255)}`);
const SHORT = fromHex('e003000300');
const OK = fromHex('9000');
const MS = 1_000_000n;

function timed(all: readonly Moment[], linkType = 220): TimedPacket[] {
  return all.map((moment, i) => ({
    time: BigInt(i) * MS,
    bytes: HEADERS[linkType]!(moment, 'little'),
  }));
}

function read(packets: readonly TimedPacket[], linkType = 220) {
  const log = readLog(pcapFile(packets, { order: 'little', linkType }));
  return {
    ...log,
    exchanges: log.exchanges.map(({ command, response, device }) => ({
      command: toHex(command),
      response: response && toHex(response),
      ...(device === undefined ? {} : { device }),
    })),
  };
}

const session = (of: Partial<Moment> = {}, channel?: number) =>
  moments({ command: LONG, response: OK }, of, channel);
const EXCHANGE = { command: toHex(LONG), response: '9000' };
const NEXT = { command: toHex(SHORT), response: '9000' };
const next = moments({ command: SHORT, response: OK });

describe('lost reports', () => {
  // The submissions of the five reports of the command are every other packet.
  it.each([1, 2, 3])('report %i of a command: its answer belongs to nobody', (lost) => {
    const all = session();
    all.splice(2 * lost, 2);
    const log = read(timed([...all, ...next]));
    expect(log.exchanges).toEqual([NEXT]);
    const what = log.problems.map((one) => one.what);
    expect(what[0]).toContain(`sequence ${lost + 1} where ${lost} was due`);
    expect(what[1]).toBe('answer without a command in front of it');
    expect(log.problems[0]).toMatchObject({ packet: 2 * lost + 1 });
  });

  it('the first report: all of the message is passed over, once', () => {
    const log = read(timed([...session().slice(2), ...next]));
    expect(log.exchanges).toEqual([NEXT]);
    expect(log.problems.map((one) => one.what)).toEqual([
      'command lost: sequence 1 where 0 was due',
      'answer without a command in front of it',
    ]);
  });

  it('the last report: the next message says so', () => {
    const all = session();
    all.splice(8, 2);
    const log = read(timed([...all, ...next]));
    expect(log.exchanges).toEqual([NEXT]);
    expect(log.problems.some(({ what }) => what.includes('sequence 0 where 4 was due'))).toBe(true);
  });

  it('of an answer: the command has none', () => {
    const answer = fromHex(`${'77'.repeat(100)}9000`);
    const all = moments({ command: SHORT, response: answer });
    const log = read(timed([...all.slice(0, -2), ...next]));
    expect(log.exchanges).toEqual([{ command: toHex(SHORT), response: null }, NEXT]);
  });

  it('the end of the file', () => {
    const log = read(timed(session().slice(0, 4)));
    expect(log.exchanges).toEqual([]);
    expect(log.problems.map(({ what }) => what)).toContain(
      'command lost: the file ends where sequence 2 was due',
    );
  });
});

describe('what the bus refuses', () => {
  const failing = (moment: Moment): Moment => ({ ...moment, status: -71 });

  it.each([189, 220, 249, 266])('a report that did not go is sent again (link type %i)', (link) => {
    const all = session().map((moment, i) => ({ ...moment, id: Math.floor(i / 2) + 1 }));
    // The third report fails, and is sent once more.
    all.splice(5, 1, { ...all[5]!, status: -71 }, { ...all[4]!, id: 90 }, { ...all[5]!, id: 90 });
    const log = read(timed(all, link), link);
    expect(log.exchanges).toEqual([EXCHANGE]);
    expect(log.problems).toEqual([{ packet: 5, what: `the report did not go (USB status -71)` }]);
  });

  it('a message is sent again from its beginning', () => {
    const all = session().map((moment, i) => ({ ...moment, id: i >> 1 }));
    const begun = [...all.slice(0, 5), failing(all[5]!)];
    const again = all.map((moment) => ({ ...moment, id: moment.id + 50 }));
    const log = read(timed([...begun, ...again]));
    expect(log.exchanges).toEqual([EXCHANGE]);
    expect(log.problems).toHaveLength(1);
  });

  it('a read that failed has no data', () => {
    const all = moments({ command: SHORT, response: OK });
    const noise: Moment = {
      phase: 'complete',
      direction: 'in',
      data: reportsOf(OK)[0]!,
      status: -75,
    };
    const log = read(timed([...all.slice(0, 2), noise, ...all.slice(2)]));
    expect(log.exchanges).toEqual([NEXT]);
    expect(log.problems).toEqual([]);
  });
});

describe('snap length', () => {
  const cut = (packets: TimedPacket[], captured: number) =>
    packets.map((packet) => ({ ...packet, captured: Math.min(captured, packet.bytes.length) }));

  it('a message whose bytes are all there is read', () => {
    // 64 bytes of header, 7 of framing, 5 of the command.
    const log = read(cut(timed(next), 64 + 7 + 5));
    expect(log.exchanges).toEqual([NEXT]);
    expect(log.problems).toEqual([]);
  });

  it('each report that is cut in its bytes is named', () => {
    const log = read(cut(timed([...session(), ...next]), 64 + 30));
    expect(log.exchanges).toEqual([NEXT]);
    const commands = [1, 3, 5, 7, 9];
    for (const packet of commands.slice(0, 4)) {
      expect(log.problems).toContainEqual({ packet, what: expect.stringContaining('cut') });
    }
  });

  it('a report that is not there at all is named, too', () => {
    const log = read(cut(timed(next), 64 + 4));
    expect(log.exchanges).toEqual([]);
    const what = 'of a report of 64 bytes the capture has 4';
    expect(log.problems.slice(1)).toEqual([
      { packet: 1, what },
      { packet: 4, what },
    ]);
  });

  it('cut headers are named once', () => {
    const log = read(cut(timed(next), 40));
    expect(log.problems.filter((one) => 'packet' in one && one.packet > 0)).toHaveLength(1);
  });
});

describe('who speaks', () => {
  it('two Ledgers at the same time, on one channel', () => {
    const [a, b] = [
      session({ address: 5 }),
      moments({ command: SHORT, response: OK }, { address: 6 }),
    ];
    const mixed = a.flatMap((moment, i) => [moment, ...(b[i] === undefined ? [] : [b[i]])]);
    const log = read(timed(mixed));
    expect(log.devices).toBe(2);
    // A command is sent when its last report is.
    expect(log.exchanges).toEqual([
      { ...NEXT, device: 1 },
      { ...EXCHANGE, device: 2 },
    ]);
    expect(log.problems).toEqual([]);
  });

  it('the same address on another bus is another device', () => {
    const log = read(timed([...session({ bus: 1 }), ...session({ bus: 2 })]));
    expect(log.exchanges.map(({ device }) => device)).toEqual([1, 2]);
  });

  it('opening an app gives a new address: another device', () => {
    const log = read(timed([...session({ address: 9 }), ...session({ address: 10 })], 249), 249);
    expect(log.exchanges.map(({ device }) => device)).toEqual([1, 2]);
  });

  it('channels are apart, and may change', () => {
    const [a, b] = [session({}, 0xbeef), session({}, 0x1234)];
    const log = read(timed([...a.slice(0, 4), ...b.slice(0, 4), ...a.slice(4, 10), ...b.slice(4)]));
    expect(log.exchanges.map(({ command }) => command)).toContain(toHex(LONG));
    expect(log.devices).toBe(1);
    expect(log.problems.every(({ what }) => !what.includes('sequence'))).toBe(true);
  });

  it('FIDO, other wallets, keyboards and disks are passed over', () => {
    const report = (...head: number[]) => Uint8Array.from({ length: 64 }, (_, i) => head[i] ?? 0);
    const noise: Moment[] = [
      { phase: 'submit', direction: 'out', data: report(0xff, 0xff, 0xff, 0xff, 0x86, 0, 8) },
      { phase: 'submit', direction: 'out', data: report(0x3f, 0x23, 0x23, 0, 0) },
      { phase: 'submit', direction: 'out', data: report(1, 1, 2, 0, 0) },
      {
        phase: 'complete',
        direction: 'in',
        data: Uint8Array.of(0, 0, 5, 0, 0, 0, 0, 0),
        address: 3,
        type: 'bulk',
      },
      { phase: 'complete', direction: 'in', data: new Uint8Array(512).fill(5), type: 'bulk' },
      { phase: 'complete', direction: 'in', data: new Uint8Array(1024).fill(5) },
    ];
    const log = read(timed([...noise, ...next, ...noise]));
    expect(log.exchanges).toEqual([NEXT]);
    expect(log.problems).toEqual([]);
  });
});

describe('time', () => {
  it('neighbours that changed places are put right, and keep their numbers', () => {
    const packets = timed([...session(), ...next]);
    for (let i = 0; i + 1 < packets.length; i += 2) {
      [packets[i], packets[i + 1]] = [packets[i + 1]!, packets[i]!];
    }
    const log = readLog(pcapFile(packets, { order: 'little', linkType: 220 }));
    expect(log.exchanges.map(({ command }) => toHex(command))).toEqual([toHex(LONG), toHex(SHORT)]);
    expect(log.problems).toEqual([]);
    expect(log.exchanges.map(({ at }) => at)).toEqual([2, 14]);
    expect(log.exchanges.map(({ time }) => time)).toEqual([0, 12]);
  });

  it('reports of one instant stay as they are', () => {
    const packets = timed([...session(), ...next]).map((packet) => ({ ...packet, time: 5n }));
    expect(read(packets).exchanges).toEqual([EXCHANGE, NEXT]);
  });

  it('a clock that was set back does not mix what was before with what is after', () => {
    const hour = 3600n * 1000n * MS;
    const before = timed(session()).map(({ bytes, time }) => ({ bytes, time: time + hour }));
    const log = read([...before, ...timed(next)]);
    expect(log.exchanges).toEqual([EXCHANGE, NEXT]);
  });
});
