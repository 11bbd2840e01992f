/**
 * Which packets carry a report, and their order. Out: what is submitted; in: what is completed. A
 * report whose completion failed did not go, the host may send it again. Several processors write
 * one capture: neighbours may stand in the wrong order, and are sorted by time.
 */
import { HID_REPORT_SIZE } from '../../apdu/hid-frames.js';
import type { Found } from '../found.js';
import { type HidStream, hidStreams, isApduReport } from '../hid-stream.js';
import type { Packet } from './packet.js';
import type { Transfer } from './transfer.js';

interface Report {
  readonly stream: HidStream;
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly time: number | undefined;
  /** Milliseconds; of the packet before where this has no time. */
  readonly order: number;
  /** Of what is submitted. */
  readonly key?: string;
  status: number;
}

export interface UsbReports {
  add(transfer: Transfer, packet: Packet): Found[];
  end(): Found[];
}

/** Reports that wait for one that happened before them. */
const WINDOW = 4096;
/** Milliseconds: a clock that goes back by more was set, and what came before is before. */
const CLOCK_SET = 60_000;
/** What is less tells nothing of the framing. */
const LEAST_FRAME = 5;

export function usbReports(): UsbReports {
  const streams = hidStreams();
  let waiting: Report[] = [];
  /** The latest time of each interface. */
  const clocks = new Map<string, number>();
  /** Submitted, and not yet known to have gone. */
  const submitted = new Map<string, Report>();
  /** Streams and channels whose last report did not go. */
  const failed = new Set<string>();

  function release(count: number): Found[] {
    waiting.sort((a, b) => a.order - b.order);
    const found: Found[] = [];
    for (const report of waiting.slice(0, count)) found.push(...released(report));
    waiting = waiting.slice(count);
    return found;
  }

  function released({ stream, bytes, at, time, key, status }: Report): Found[] {
    if (key !== undefined) submitted.delete(key);
    const channel = bytes[0]! * 256 + bytes[1]!;
    const sender = failed.size > 0 || status !== 0 ? `${channel} ${stream.device}` : '';
    if (status !== 0) {
      failed.add(sender);
      return [{ kind: 'problem', at, what: `the report did not go (USB status ${status})` }];
    }
    // Sent again from its beginning; or only the report that failed, which then is the one due.
    const isAgain = stream.kind === 'command' && failed.delete(sender) && isFirst(bytes);
    if (isAgain) streams.drop(stream, channel);
    return streams.add(stream, bytes, { at, time });
  }

  function keep(transfer: Transfer, packet: Packet, device: string): Found[] {
    const { at, time, source } = packet;
    const clock = clocks.get(source) ?? 0;
    const set = time !== undefined && time < clock - CLOCK_SET;
    const found = set ? release(waiting.length) : [];
    if (time !== undefined) clocks.set(source, set ? time : Math.max(clock, time));
    const report: Report = {
      stream: { kind: transfer.isIn ? 'answer' : 'command', device },
      // The packet's memory is used again.
      bytes: transfer.data.slice(0, HID_REPORT_SIZE),
      at,
      time,
      order: time ?? clock,
      ...(transfer.isIn ? {} : { key: keyOf(transfer, source) }),
      status: 0,
    };
    waiting.push(report);
    if (report.key !== undefined) submitted.set(report.key, report);
    if (waiting.length >= 2 * WINDOW) found.push(...release(WINDOW));
    return found;
  }

  return {
    add(transfer, packet) {
      if (!transfer.isInterrupt) return [];
      const { isIn, isSubmit, status, size, data } = transfer;
      if (!isIn && !isSubmit) {
        if (status === 0) return [];
        const report = submitted.get(keyOf(transfer, packet.source));
        if (report !== undefined) report.status = status;
        return [];
      }
      if (isIn === isSubmit || (isIn && status !== 0)) return [];
      if (size === HID_REPORT_SIZE && data.length < LEAST_FRAME) {
        const what = `of a report of ${size} bytes the capture has ${data.length}`;
        return [{ kind: 'problem', at: packet.at, what }];
      }
      if (size > HID_REPORT_SIZE || !isApduReport(data)) return [];
      const { bus, address } = transfer;
      return keep(transfer, packet, `${packet.source} ${bus}.${address}`);
    },
    end: () => [...release(waiting.length), ...streams.end()],
  };
}

function keyOf({ id }: Transfer, source: string): string {
  return `${source} ${id[0]} ${id[1]}`;
}

function isFirst(report: Uint8Array): boolean {
  return report[3] === 0 && report[4] === 0;
}
