/**
 * How Ledger devices carry APDUs over USB HID, in reports of 64 bytes, big-endian:
 *
 *     first report    channel (2)  tag 05 (1)  sequence 0 (2)  length of the whole (2)  57 bytes
 *     each other      channel (2)  tag 05 (1)  sequence n (2)                           59 bytes
 *
 * What is left of the last report is zero. The host picks the channel; answers come on it. Source:
 * Ledger's public `hid-framing` of ledgerjs and `blue-loader-python`.
 */
import { concat } from '../bytes.js';
import { expected } from '../shown.js';

/** USB vendor id. */
export const LEDGER_VENDOR = 0x2c97;
export const HID_REPORT_SIZE = 64;
export const HID_TAG_APDU = 0x05;

const HEADER_SIZE = 5;
const LENGTH_SIZE = 2;
const MAX_MESSAGE = 0xffff;

/** Reports that a message of this many bytes takes. */
export function hidReportCount(size: number): number {
  return Math.ceil((size + LENGTH_SIZE) / (HID_REPORT_SIZE - HEADER_SIZE));
}

/**
 * @param channel 0 to 65535.
 * @throws RangeError when the message is longer than 65535 bytes.
 */
export function encodeHidReports(message: Uint8Array, channel: number): Uint8Array[] {
  if (message.length > MAX_MESSAGE) {
    throw new RangeError(`a HID message has at most ${MAX_MESSAGE} bytes, not ${message.length}`);
  }
  const whole = concat(uint16(message.length), message);
  const room = HID_REPORT_SIZE - HEADER_SIZE;
  return Array.from({ length: hidReportCount(message.length) }, (_, sequence) => {
    const report = new Uint8Array(HID_REPORT_SIZE);
    report.set(concat(uint16(channel), Uint8Array.of(HID_TAG_APDU), uint16(sequence)));
    report.set(whole.subarray(sequence * room, (sequence + 1) * room), HEADER_SIZE);
    return report;
  });
}

export interface HidReport {
  readonly channel: number;
  readonly tag: number;
  readonly sequence: number;
  readonly rest: Uint8Array;
}

/** @throws RangeError when it is shorter than its header. */
export function decodeHidReport(report: Uint8Array): HidReport {
  if (report.length < HEADER_SIZE) {
    throw new RangeError(`a HID report has ${HID_REPORT_SIZE} bytes, not ${report.length}`);
  }
  const rest = report.subarray(HEADER_SIZE);
  return { channel: at16(report, 0), tag: report[2]!, sequence: at16(report, 3), rest };
}

export interface HidAssembler {
  /** True between the first report of a message and its last. */
  readonly isMidway: boolean;
  /** Channel of the message that is being put together, or of the last one. */
  readonly channel: number | undefined;
  /**
   * Takes the next report; returns the message once it is whole.
   * @throws RangeError for a report that does not continue the message. The message is lost then.
   */
  add(report: Uint8Array): Uint8Array | undefined;
}

/** Puts the reports of one message after another together. Any channel will do, but one at a time. */
export function hidAssembler(): HidAssembler {
  let parts: Uint8Array[] = [];
  let missing = 0;
  let channel: number | undefined;
  let isMidway = false;

  function begin(report: HidReport): Uint8Array {
    missing = at16(report.rest, 0);
    channel = report.channel;
    parts = [];
    return report.rest.subarray(LENGTH_SIZE);
  }

  return {
    get isMidway() {
      return isMidway;
    },
    get channel() {
      return channel;
    },
    add(bytes) {
      const report = decodeHidReport(bytes);
      const wanted = isMidway ? parts.length : 0;
      const expect = (what: string, wanted: number, came: number) => {
        if (wanted === came) return;
        isMidway = false;
        throw new RangeError(expected('HID report', `${what} ${wanted}`, came));
      };
      expect('tag', HID_TAG_APDU, report.tag);
      if (isMidway) expect('channel', channel!, report.channel);
      expect('sequence', wanted, report.sequence);
      const data = (isMidway ? report.rest : begin(report)).subarray(0, missing);
      parts.push(data);
      missing -= data.length;
      isMidway = missing > 0;
      return isMidway ? undefined : concat(...parts);
    },
  };
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

function at16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) * 256 + (bytes[offset + 1] ?? 0);
}
