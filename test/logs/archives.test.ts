/** Archives are read through, and what is binary and not read is refused by its name. */
import { readFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { concat, toHex, utf8 } from '../../src/bytes.js';
import { logStream, readLog } from '../../src/logs/index.js';

const FILES = new URL('../golden/logs/files/', import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, FILES)));
const PLAIN = file('recordstore-swap.apdu');
const CAPTURE = file('usbpcap-sell.pcap');

const commands = (bytes: Uint8Array, options = {}) =>
  readLog(bytes, options).exchanges.map(({ command, response }) => [
    toHex(command),
    response && toHex(response),
  ]);
const whats = (bytes: Uint8Array, options = {}) =>
  readLog(bytes, options).problems.map(({ what }) => what);

const LINES = Array.from(
  { length: 20_000 },
  (_, i) => `=> e0030003${(i % 256).toString(16).padStart(2, '0')}\n<= 9000\n`,
);
const LONG = utf8(LINES.join(''));

describe('gzip', () => {
  it('around a text and around a capture', () => {
    expect(commands(gzipSync(PLAIN))).toEqual(commands(PLAIN));
    expect(commands(gzipSync(CAPTURE))).toEqual(commands(CAPTURE));
    expect(readLog(gzipSync(CAPTURE)).format).toBe('gzip');
  });

  it('twice', () => {
    expect(commands(gzipSync(gzipSync(PLAIN)))).toEqual(commands(PLAIN));
  });

  it('of several members', () => {
    const [a, b] = [LONG.subarray(0, 100_003), LONG.subarray(100_003)];
    const both = concat(gzipSync(a), gzipSync(b));
    expect(commands(both)).toEqual(commands(LONG));
    expect(whats(both)).toEqual([]);
  });

  it('cut in the middle: what is whole is read, and the cut is said', () => {
    const packed = gzipSync(LONG);
    const log = readLog(packed.subarray(0, packed.length >> 1));
    expect(log.exchanges.length).toBeGreaterThan(1000);
    expect(log.exchanges.length).toBeLessThan(20_000);
    expect(log.problems).toContainEqual({ line: 0, what: 'the gzip archive: it ends early' });
  });

  it('damaged: said, and no exception', () => {
    const packed = gzipSync(LONG, { level: 0 });
    packed.set([0xff, 0xff, 0xff, 0xff], 10);
    expect(whats(packed)[0]).toContain('damaged');
  });

  it('in pieces', () => {
    const packed = gzipSync(LONG);
    let count = 0;
    const stream = logStream({ exchange: () => count++ });
    for (let at = 0; at < packed.length; at += 100) stream.push(packed.subarray(at, at + 100));
    stream.end();
    expect(count).toBe(20_000);
    expect(stream.inside).toBe('recordstore');
  });

  it('whose checksum is another one is said to be damaged, and read all the same', () => {
    const packed = gzipSync(PLAIN);
    packed[packed.length - 8]! ^= 1;
    const log = readLog(packed);
    expect(commands(packed)).toEqual(commands(PLAIN));
    expect(log.problems).toEqual([
      {
        line: 0,
        what: 'the gzip archive: its checksum is not that of what came out: it is damaged',
      },
    ]);
  });
});

describe('zip', () => {
  const README = utf8('# Logs\n\nsee => below, 12 <= 13\n');

  it('the member with APDUs is the log, whatever stands beside it', () => {
    const packed = zipSync({
      'a/': new Uint8Array(0),
      'a/README.md': README,
      'a/swap.apdu': PLAIN,
    });
    const log = readLog(packed);
    expect(log.format).toBe('zip');
    expect(log.problems).toEqual([]);
    expect(commands(packed)).toEqual(commands(PLAIN));
  });

  it.each([0, 9] as const)('stored or deflated (level %i), and any format inside', (level) => {
    const packed = zipSync({ 'usb.pcap': CAPTURE }, { level });
    expect(commands(packed)).toEqual(commands(CAPTURE));
  });

  it('the first of several is read, the others are named, and one can be chosen', () => {
    const packed = zipSync({ 'one.apdu': PLAIN, 'notes.txt': README, 'two.pcap': CAPTURE });
    expect(commands(packed)).toEqual(commands(PLAIN));
    expect(whats(packed)).toEqual([
      'other members of the zip archive hold APDUs, too: two.pcap; choose with #NAME',
    ]);
    const chosen = readLog(packed, { member: 'two.pcap' });
    expect(chosen.problems).toEqual([]);
    expect(commands(packed, { member: 'two.pcap' })).toEqual(commands(CAPTURE));
  });

  it('a member that is not there', () => {
    const packed = zipSync({ 'one.apdu': PLAIN, 'notes.txt': README });
    expect(commands(packed, { member: 'three' })).toEqual([]);
    expect(whats(packed, { member: 'three' })).toEqual([
      'the zip archive has no member three with APDUs: one.apdu, notes.txt',
    ]);
  });

  it('gzip and zip inside', () => {
    const packed = zipSync({ 'log.zip': zipSync({ 'log.gz': gzipSync(CAPTURE) }) });
    expect(commands(packed)).toEqual(commands(CAPTURE));
  });

  it('what it holds instead is said', () => {
    const packed = zipSync({ 'btsnoop_hci.log': file('btsnoop-refused.log') });
    expect(whats(packed)).toEqual([expect.stringMatching(/btsnoop_hci\.log: Bluetooth capture/)]);
  });

  it('encrypted', () => {
    const packed = zipSync({ 'log.apdu': PLAIN });
    packed[6] = packed[6]! | 0x01;
    packed.fill(0x5a, 60, packed.length - 200);
    expect(readLog(packed).exchanges).toEqual([]);
    expect(whats(packed)).toEqual([
      'the zip archive is encrypted: unpack it with its password first',
    ]);
  });

  it('compressed in another way', () => {
    const packed = zipSync({ 'log.apdu': PLAIN });
    packed[8] = 99;
    expect(whats(packed)).toEqual([
      'no member of the zip archive holds APDUs: log.apdu: compressed by method 99, which is not read',
    ]);
  });

  it('cut: what is whole is read', () => {
    const packed = zipSync({ 'log.apdu': LONG });
    const log = readLog(packed.subarray(0, packed.length >> 1));
    expect(log.exchanges.length).toBeGreaterThan(1000);
    expect(log.problems.map(({ what }) => what)).toContain('the zip archive: it ends early');
  });

  it('empty', () => {
    expect(whats(zipSync({}))).toEqual(['no APDU in it']);
  });

  it('many members', () => {
    const members = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [`${i}.txt`, utf8('x')]),
    );
    expect(commands(zipSync({ ...members, 'log.apdu': PLAIN }))).toEqual(commands(PLAIN));
  });

  it('a bomb is bounded', () => {
    const zeros = gzipSync(new Uint8Array(1024 * 1024), { level: 9 });
    const packed = zipSync({ 'swap.apdu': PLAIN, 'one.gz': zeros, 'two.gz': gzipSync(zeros) });
    const read = (mostUnpacked: number) => readLog(packed, { mostUnpacked });
    const tooMuch = {
      line: 0,
      what: 'the zip archive: it unpacks to more than 1 MiB: what comes then is not read',
    };
    expect(read(3 * 1024 * 1024).problems).toEqual([]);
    expect(read(1024 * 1024).problems).toEqual([tooMuch]);
    // What was read before stays.
    expect(read(1024 * 1024).exchanges).toHaveLength(12);
    expect(read(100).exchanges).toEqual([]);
    expect(readLog(zeros, { mostUnpacked: 1000 }).problems).toEqual([
      {
        line: 0,
        what: 'the gzip archive: it unpacks to more than 1000 bytes: what comes then is not read',
      },
    ]);
  });
});

describe('refused by name', () => {
  const text = (value: string) => Uint8Array.from(value, (char) => char.charCodeAt(0));
  const padded = (value: string, at = 0) => {
    const bytes = new Uint8Array(600);
    bytes.set(text(value), at);
    return bytes;
  };
  const record = (type: number) =>
    text(`\0\0\0\x0d\x65\0\0\0\0\x01\0\0${String.fromCharCode(type)}abcd`);

  it.each([
    ['btsnoop', padded('btsnoop\0'), /Bluetooth capture, btsnoop/],
    ['unread', concat(record(1), record(2)), /PacketLogger/],
    ['unread', padded('snoop\0\0\0'), /snoop/],
    ['unread', padded('\x02\0\x02\xc0', 0x48), /\.etl/],
    ['unread', padded('GMBU'), /Network Monitor/],
    ['unread', padded('\xfd7zXZ\0'), /xz archive/],
    ['unread', padded('ustar', 257), /tar archive/],
    ['unread', padded('\xa1\xb2\xcd\x34'), /modified libpcap/],
  ])('%s: %#', (format, bytes, what) => {
    const log = readLog(bytes);
    expect(log).toMatchObject({ format, devices: 0, exchanges: [] });
    expect(log.problems).toEqual([{ line: 0, what: expect.stringMatching(what) }]);
  });

  it('a format that is named is believed', () => {
    const log = readLog(utf8('BZh is a word\n=> e003000300\n<= 9000\n'), { format: 'recordstore' });
    expect(log.exchanges).toHaveLength(1);
  });
});
