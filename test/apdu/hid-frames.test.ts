/** The 64-byte reports of Ledger's USB protocol: round trips, and everything that can be missing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeHidReport,
  encodeHidReports,
  HID_REPORT_SIZE,
  hidAssembler,
  hidReportCount,
} from '../../src/apdu/hid-frames.js';
import { fromHex, toHex } from '../../src/bytes.js';

const message = fc.uint8Array({ maxLength: 2000 });
const channel = fc.nat(0xffff);

function join(reports: readonly Uint8Array[], assembler = hidAssembler()) {
  let whole: Uint8Array | undefined;
  for (const report of reports) {
    expect(whole).toBeUndefined();
    whole = assembler.add(report);
  }
  return whole;
}

describe('HID reports', () => {
  it('one command, byte for byte', () => {
    const [report, ...others] = encodeHidReports(fromHex('e002000300'), 0x0101);
    expect(others).toEqual([]);
    expect(toHex(report!)).toBe(`0101${'05'}0000${'0005'}e002000300${'00'.repeat(52)}`);
  });

  it('round trip, for every size and channel', () => {
    fc.assert(
      fc.property(message, channel, (bytes, on) => {
        const reports = encodeHidReports(bytes, on);
        expect(reports.length).toBe(hidReportCount(bytes.length));
        expect(reports.every((report) => report.length === HID_REPORT_SIZE)).toBe(true);
        expect(reports.map((report) => decodeHidReport(report).sequence)).toEqual([
          ...reports.keys(),
        ]);
        const assembler = hidAssembler();
        expect(join(reports, assembler)).toEqual(bytes);
        expect([assembler.channel, assembler.isMidway]).toEqual([on, false]);
      }),
    );
  });

  it.each([
    [0, 1],
    [57, 1],
    [58, 2],
    [116, 2],
    [117, 3],
    [65_535, 1111],
  ])('%i bytes take %i reports', (size, count) => {
    expect(encodeHidReports(new Uint8Array(size), 1)).toHaveLength(count);
  });

  it('a message longer than its length field', () => {
    expect(() => encodeHidReports(new Uint8Array(65_536), 1)).toThrow(/at most 65535/);
  });

  it('a report that is lost, repeated or of another is noticed, and the next message is whole', () => {
    const long = fc.uint8Array({ minLength: 130, maxLength: 600 });
    fc.assert(
      fc.property(long, channel, fc.nat(20), fc.nat(2), (bytes, on, at, how) => {
        const reports = encodeHidReports(bytes, on);
        const wrong = 1 + (at % (reports.length - 1));
        const changed = [...reports];
        if (how === 0 && wrong < reports.length - 1) changed.splice(wrong, 1);
        else if (how === 1) changed.splice(wrong, 0, reports[wrong - 1]!);
        else changed[wrong] = encodeHidReports(bytes, on ^ 1)[wrong]!;
        const assembler = hidAssembler();
        expect(() => join(changed, assembler)).toThrow(/^HID report: expected/);
        expect(assembler.isMidway).toBe(false);
        expect(join(reports, assembler)).toEqual(bytes);
      }),
    );
  });

  it('the last report lost: the message is midway', () => {
    const assembler = hidAssembler();
    join(encodeHidReports(new Uint8Array(200), 7).slice(0, -1), assembler);
    expect(assembler.isMidway).toBe(true);
  });

  it('other tags and scraps are refused', () => {
    const [report] = encodeHidReports(Uint8Array.of(1), 1);
    const ping = report!.slice();
    ping[2] = 0x02;
    expect(() => hidAssembler().add(ping)).toThrow('HID report: expected tag 5, found 2');
    expect(() => hidAssembler().add(new Uint8Array(4))).toThrow(/has 64 bytes, not 4/);
  });
});
