/** How Ledger's frames are told from others, and what is in front of their data: USB and Bluetooth LE. */
import {
  decodeHidReport,
  HID_REPORT_SIZE,
  HID_TAG_APDU,
  type HidReport,
} from '../apdu/hid-frames.js';

const HEADER_SIZE = 5;

/** True for a report of Ledger's framing that carries (a part of) an APDU. */
export function isApduReport(report: Uint8Array): boolean {
  return report.length >= HEADER_SIZE && report[2] === HID_TAG_APDU;
}

/** How frames carry a message. */
export interface Framing {
  /** Undefined for what is no APDU. */
  read(frame: Uint8Array): HidReport | undefined;
  /** Bytes behind the header of a whole frame; undefined where frames have any size. */
  readonly room?: number;
}

export const USB: Framing = {
  read: (report) => (isApduReport(report) ? decodeHidReport(report) : undefined),
  room: HID_REPORT_SIZE - HEADER_SIZE,
};

/** Over Bluetooth LE the frames have no channel and the size of the connection's MTU. */
export const BLE: Framing = {
  read: (frame) =>
    frame.length > 2 && frame[0] === HID_TAG_APDU
      ? {
          channel: 0,
          tag: frame[0],
          sequence: frame[1]! * 256 + frame[2]!,
          rest: frame.subarray(3),
        }
      : undefined,
};
