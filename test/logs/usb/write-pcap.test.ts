/** What is written is read back, by us and by Wireshark. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '../../../src/bytes.js';
import { type LoggedExchange, readLog } from '../../../src/logs/index.js';
import { pcapWriter, type UsbExchange } from '../../../src/logs/usb/write-pcap.js';

const FILES = new URL('../../golden/logs/files/', import.meta.url);
const LINK_TYPES = [189, 220] as const;

function written(exchanges: readonly UsbExchange[], linkType: 189 | 220, channel?: number) {
  const writer = pcapWriter({ linkType, ...(channel === undefined ? {} : { channel }) });
  return concat(writer.header, ...exchanges.map((exchange) => writer.packets(exchange)));
}

const message = (least: number) => fc.uint8Array({ minLength: least, maxLength: 700 });
const exchange = fc.record(
  {
    command: message(4),
    response: fc.option(message(2)),
    device: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['command', 'response'] },
);

function withoutPlaces({ command, response, time, device }: LoggedExchange) {
  return { command, response, time, ...(device === undefined ? {} : { device }) };
}

describe('the writer', () => {
  it.each(LINK_TYPES)('link type %i: what is written is read back', (linkType) => {
    const sessions = fc.array(exchange, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sessions, fc.nat(0xffff), fc.nat(2 ** 40), (session, channel, start) => {
        // Whole microseconds, a second apart: what pcap holds.
        const timed = session.map((one, i) => ({ ...one, time: start + (i + 1) * 1000 + 0.125 }));
        const log = readLog(written(timed, linkType, channel));
        // An answer that is missing, and nothing else, is a problem.
        const unanswered = session.filter(({ response }) => response === null).length;
        expect(log.problems).toHaveLength(unanswered);
        const numbers = [...new Set(session.map(({ device = 1 }) => device))];
        expect(log.exchanges.map(withoutPlaces)).toEqual(
          timed.map(({ command, response, device = 1, time }) => ({
            command,
            response,
            time,
            ...(numbers.length > 1 ? { device: numbers.indexOf(device) + 1 } : {}),
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('a message of more than 65535 bytes is refused', () => {
    const command = new Uint8Array(0x10000);
    expect(() => pcapWriter().packets({ command, response: null })).toThrow(RangeError);
  });

  it('writes what a capture of usbmon has', () => {
    const golden = readFileSync(new URL('usbmon-mmapped-swap.pcap', FILES));
    const log = readLog(golden);
    const bytes = written(log.exchanges, 220);
    // File header (but the snap length), and the descriptors in front of the first report.
    expect(toHex(bytes.subarray(0, 24))).toBe(toHex(golden.subarray(0, 24)));
    const part = (file: Uint8Array, at: number, size: number) =>
      toHex(file.subarray(at, at + size));
    // Packet 1 of both: 16 bytes of pcap, then usbmon. Ids and times are their own.
    for (const [at, size] of [
      [24 + 8, 8],
      [40 + 8, 8],
      [40 + 28, 36],
    ] as const) {
      expect(part(bytes, at, size)).toBe(part(golden, at, size));
    }
  });
});

const TSHARK = spawnSync('tshark', ['--version']).status === 0;

describe.skipIf(!TSHARK)('Wireshark', () => {
  it.each(LINK_TYPES)('reads link type %i', (linkType) => {
    const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-pcap-'));
    try {
      const log = readLog(readFileSync(new URL('usbmon-two-ledgers.pcapng', FILES)));
      const path = join(folder, 'written.pcap');
      writeFileSync(path, written(log.exchanges, linkType));
      const fields = ['_ws.malformed', 'usb.idVendor', 'usb.device_address', 'usbhid.data'];
      const text = execFileSync(
        'tshark',
        ['-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const rows = text
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      expect(rows.every(([malformed]) => malformed === '')).toBe(true);
      expect(rows.filter(([, vendor]) => vendor === '0x2c97')).toHaveLength(2);
      const reports = rows.filter(([, , , data]) => (data ?? '') !== '');
      const count = (size: number) => Math.ceil((size + 2) / 59);
      expect(reports).toHaveLength(
        log.exchanges.reduce(
          (sum, { command, response }) => sum + count(command.length) + count(response!.length),
          0,
        ),
      );
      expect(reports[0]![3]).toMatch(/^0101050000/);
      expect(new Set(reports.map(([, , address]) => address))).toEqual(new Set(['5', '6']));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
