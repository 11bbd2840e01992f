/** pcap and pcapng of every kind carry the same session, and it is read. */
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { logStream, readLog } from '../../../src/logs/index.js';
import {
  block,
  bytes,
  enhancedBlock,
  HEADERS,
  interfaceBlock,
  type Moment,
  moments,
  type Order,
  obsoleteBlock,
  pcapFile,
  type Spoken,
  sectionBlock,
  simpleBlock,
  type TimedPacket,
} from './capture-maker.js';

const NONCE = 'a5'.repeat(32);
const SESSION: readonly Spoken[] = [
  {
    command: fromHex('b0010000'),
    response: fromHex('01084578636861 6e676505342e342e329000'.replace(' ', '')),
  },
  { command: fromHex('e003000300'), response: fromHex(`${NONCE}9000`) },
  { command: fromHex(`e0040003ff${'11'.repeat(255)}`), response: fromHex('6a81') },
];
const START = 1_795_800_000_000_000_000n;
const STEP = 1_000_000n;
const ORDERS: readonly Order[] = ['big', 'little'];
const LINK_TYPES = Object.keys(HEADERS).map(Number);

const shown = (log: ReturnType<typeof readLog>) =>
  log.exchanges.map(({ command, response }) => ({
    command: toHex(command),
    response: response && toHex(response),
  }));
const EXPECTED = SESSION.map(({ command, response }) => ({
  command: toHex(command),
  response: toHex(response!),
}));

function packetsOf(linkType: number, order: Order, session: readonly Moment[]): TimedPacket[] {
  return session.map((moment, i) => ({
    time: START + BigInt(i) * STEP,
    bytes: HEADERS[linkType]!(moment, order),
  }));
}
const ALL = SESSION.flatMap((spoken) => moments(spoken));

describe('pcap', () => {
  const kinds = ORDERS.flatMap((order) =>
    [false, true].flatMap((nanoseconds) =>
      LINK_TYPES.map((linkType) => ({ order, nanoseconds, linkType })),
    ),
  );

  it.each(kinds)('$order, nanoseconds $nanoseconds, link type $linkType', (kind) => {
    const packets = packetsOf(kind.linkType, kind.order, ALL);
    const log = readLog(pcapFile(packets, kind));
    expect(log.problems).toEqual([]);
    expect(shown(log)).toEqual(EXPECTED);
    expect(log.format).toBe('pcap');
    expect(log.devices).toBe(1);
    expect(log.exchanges[0]).not.toHaveProperty('device');
    expect(log.exchanges.map(({ time }) => time)).toEqual(
      log.exchanges.map(({ at }) => Number(START / 1_000_000n) + at - 1),
    );
  });

  it('cut at any byte keeps what is whole before, and names the packet', () => {
    const packets = packetsOf(220, 'little', ALL);
    const kind = { order: 'little', linkType: 220 } as const;
    const file = pcapFile(packets, kind);
    const ends = packets.map((_, i) => pcapFile(packets.slice(0, i + 1), kind).length);
    for (let size = 24; size < file.length; size++) {
      const whole = ends.filter((end) => end <= size).length;
      const log = readLog(file.subarray(0, size));
      const wholeLog = readLog(pcapFile(packets.slice(0, whole), kind));
      expect(shown(log)).toEqual(shown(wholeLog));
      const isCut = size !== (ends[whole - 1] ?? 24);
      const named = log.problems.some(
        (one) => 'packet' in one && one.packet === whole + 1 && one.what.includes('ends inside'),
      );
      expect(named).toBe(isCut);
    }
  });

  it.each([1, 7, 24, 100, 4096])('in pieces of %i bytes is the same', (size) => {
    const file = pcapFile(packetsOf(189, 'big', ALL), { order: 'big', linkType: 189 });
    const commands: string[] = [];
    const stream = logStream({ exchange: ({ command }) => commands.push(toHex(command)) });
    for (let at = 0; at < file.length; at += size) stream.push(file.subarray(at, at + size));
    stream.end();
    expect(commands).toEqual(EXPECTED.map(({ command }) => command));
  });

  it('a length that no packet has ends it', () => {
    const file = pcapFile(packetsOf(189, 'big', ALL.slice(0, 4)), { order: 'big', linkType: 189 });
    const broken = concat(file, fromHex('00000000'.repeat(2)), fromHex('ffffffffffffffff'));
    const { exchanges, problems } = readLog(broken);
    expect(exchanges).toHaveLength(1);
    expect(problems).toEqual([
      { packet: 5, what: 'no packet has 4294967295 bytes: the file is damaged from here' },
    ]);
  });

  it.each([
    [1, 'Ethernet'],
    [187, 'Bluetooth'],
    [201, 'Bluetooth'],
    [65_000, 'unknown'],
  ])('link type %i is refused as %s', (linkType, name) => {
    const packets = [{ time: 0n, bytes: new Uint8Array(60) }];
    const log = readLog(pcapFile(packets, { order: 'little', linkType }));
    expect(log.exchanges).toEqual([]);
    expect(log.problems).toHaveLength(1);
    expect(log.problems[0]).toMatchObject({ packet: 0 });
    expect(log.problems[0]!.what).toContain(`link type ${linkType} (${name}`);
  });
});

describe('pcapng', () => {
  /** Ticks of 10^-n or, with the high bit, 2^-n seconds. */
  const ticks = (time: bigint, resolution = 6) =>
    resolution & 0x80
      ? (time << BigInt(resolution & 0x7f)) / 1_000_000_000n
      : (time * 10n ** BigInt(resolution)) / 1_000_000_000n;

  const kinds = ORDERS.flatMap((order) =>
    [undefined, 3, 6, 9, 0x8a, 0x94].map((resolution) => ({ order, resolution })),
  );

  it.each(kinds)('$order, resolution $resolution', ({ order, resolution }) => {
    const options = resolution === undefined ? {} : { resolution };
    const file = concat(
      sectionBlock(order),
      interfaceBlock(order, 220, options),
      // A name resolution block, and one that nobody knows.
      block(order, 4, new Uint8Array(8)),
      block(order, 0x7777, new Uint8Array(6000)),
      ...packetsOf(220, order, ALL).map(({ time, bytes }) =>
        enhancedBlock(order, 0, ticks(time, resolution), bytes),
      ),
    );
    const log = readLog(file);
    expect(log.problems).toEqual([]);
    expect(shown(log)).toEqual(EXPECTED);
    expect(log.format).toBe('pcapng');
    const start = Number(START / 1_000_000n);
    for (const { time, at } of log.exchanges) expect(time).toBeCloseTo(start + at - 1, -0.5);
  });

  it('times have an offset', () => {
    const packets = packetsOf(220, 'big', ALL.slice(0, 4));
    const seconds = START / 1_000_000_000n - 5n;
    const file = concat(
      sectionBlock('big'),
      interfaceBlock('big', 220, { offset: seconds }),
      ...packets.map(({ time, bytes }) =>
        enhancedBlock('big', 0, ticks(time - seconds * 1_000_000_000n), bytes),
      ),
    );
    expect(readLog(file).exchanges[0]!.time).toBe(Number(START / 1_000_000n));
  });

  it('packets without a time, and of the obsolete kind, count as well', () => {
    const packets = packetsOf(189, 'little', ALL);
    const blocks = packets.map(({ time, bytes }, i) =>
      i % 2 === 0 ? simpleBlock('little', bytes) : obsoleteBlock('little', 0, ticks(time), bytes),
    );
    const log = readLog(concat(sectionBlock('little'), interfaceBlock('little', 189), ...blocks));
    expect(log.problems).toEqual([]);
    expect(shown(log)).toEqual(EXPECTED);
  });

  it('a simple block has no more than the snap length', () => {
    const [first] = packetsOf(189, 'little', ALL);
    const file = concat(
      sectionBlock('little'),
      interfaceBlock('little', 189, { snapLength: 50 }),
      simpleBlock('little', first!.bytes, 50),
    );
    expect(readLog(file).problems).toEqual([
      { packet: 0, what: 'no APDU in it' },
      { packet: 1, what: 'of a report of 64 bytes the capture has 2' },
    ]);
  });

  it('a section has its own byte order and interfaces', () => {
    const section = (order: Order, linkType: number, index: number) =>
      concat(
        sectionBlock(order),
        ...Array.from({ length: index }, () => interfaceBlock(order, 1)),
        interfaceBlock(order, linkType, { resolution: order === 'big' ? 9 : 6 }),
        ...packetsOf(linkType, order, ALL).map(({ time, bytes }) =>
          enhancedBlock(order, index, ticks(time, order === 'big' ? 9 : 6), bytes),
        ),
      );
    const log = readLog(concat(section('big', 189, 0), section('little', 249, 2)));
    expect(log.problems).toEqual([]);
    expect(log.devices).toBe(2);
    const of = (device: number) => shown(log).filter((_, i) => log.exchanges[i]!.device === device);
    expect(of(1)).toEqual(EXPECTED);
    expect(of(2)).toEqual(EXPECTED);
  });

  it('several interfaces are put in the order of their times', () => {
    const order = 'little';
    // Two Ledgers on two buses; the second file of packets stands behind the first.
    const on = (bus: number, shift: bigint) =>
      ALL.map((moment, i) => ({
        time: START + BigInt(i) * STEP + shift,
        bytes: HEADERS[220]!({ ...moment, bus }, order),
      }));
    const file = concat(
      sectionBlock(order),
      interfaceBlock(order, 220),
      interfaceBlock(order, 220, { resolution: 9 }),
      ...on(1, 0n).map(({ time, bytes }) => enhancedBlock(order, 0, ticks(time), bytes)),
      ...on(2, 100n).map(({ time, bytes }) => enhancedBlock(order, 1, ticks(time, 9), bytes)),
    );
    const log = readLog(file);
    expect(log.exchanges.map(({ device }) => device)).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('an interface without USB beside one with it is named once', () => {
    const order = 'big';
    const file = concat(
      sectionBlock(order),
      interfaceBlock(order, 1),
      interfaceBlock(order, 189),
      ...packetsOf(189, order, ALL).flatMap(({ time, bytes }) => [
        enhancedBlock(order, 0, ticks(time), new Uint8Array(60)),
        enhancedBlock(order, 1, ticks(time), bytes),
      ]),
    );
    const log = readLog(file);
    expect(shown(log)).toEqual(EXPECTED);
    expect(log.problems).toHaveLength(1);
    expect(log.problems[0]).toMatchObject({ packet: 0 });
    expect(log.exchanges[0]!.at).toBe(2);
  });

  it('a packet of an interface that is not there is named', () => {
    const file = concat(
      sectionBlock('big'),
      interfaceBlock('big', 189),
      enhancedBlock('big', 3, 0n, new Uint8Array(48)),
    );
    expect(readLog(file).problems).toContainEqual({
      packet: 1,
      what: 'its interface 3 is not described in the file',
    });
  });

  it('a block length that cannot be ends it', () => {
    const packets = packetsOf(189, 'big', ALL.slice(0, 4));
    const file = concat(
      sectionBlock('big'),
      interfaceBlock('big', 189),
      ...packets.map(({ time, bytes }) => enhancedBlock('big', 0, ticks(time), bytes)),
      bytes('big').u32(6).u32(13).u32(0).done(),
    );
    const log = readLog(file);
    expect(log.exchanges).toHaveLength(1);
    expect(log.problems).toEqual([
      { packet: 5, what: 'no block has 13 bytes: the file is damaged from here' },
    ]);
  });
});
