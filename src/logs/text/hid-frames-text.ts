/**
 * USB reports as text, as scripts around hidapi, WebHID and hidraw print them, or `hid-frame => HEX` of
 * ledgerjs; also its `ble-frame`. A new channel counts as a new device: nothing says that it is the same.
 */
import { decodeHidReport } from '../../apdu/hid-frames.js';
import { fromHex, isHex } from '../../bytes.js';
import { bareTurns } from '../bare-turns.js';
import type { Found } from '../found.js';
import { bleStreams, hidStreams, isApduReport } from '../hid-stream.js';
import type { LineFormat, LineReader } from '../reader.js';
import { arrowsOf, arrowTurn, withoutEntities } from './arrow.js';
import { hexBehind } from './hex-behind.js';
import { lineTime } from './line-time.js';
import { reportBlock } from './report-block.js';
import { type ReportText, reportIn } from './report-line.js';
import { countTurns } from './score.js';

export const hidFramesText: LineFormat = {
  name: 'hid-frames-text',
  most: ({ plain, rest }) => (4 * plain > rest.length ? 0 : rest.length),
  score,
  open,
};

/** Where APDUs stand beside their frames, as many as one for four, they are the better witness. */
function score(lines: readonly string[]): number {
  const block = reportBlock();
  let count = 0;
  const others: string[] = [];
  for (const line of lines) {
    const report = reportIn(line) ?? block.line(line, 0)?.report;
    if (bleFrameIn(line) !== undefined || (report !== undefined && isApduReport(report.bytes)))
      count++;
    else others.push(line);
  }
  return 4 * countTurns(others, arrowTurn) > count ? 0 : count;
}

function open(): LineReader {
  const reports = hidStreams();
  const frames = bleStreams();
  const block = reportBlock();
  const turns = bareTurns();

  function add({ kind, bytes }: ReportText, at: number, time: number | undefined): Found[] {
    if (!isApduReport(bytes)) return [];
    const device = String(decodeHidReport(bytes).channel);
    if (kind !== undefined) return reports.add({ kind, device }, bytes, { at, time });
    // Without a word for the direction all are one stream, and its messages take turns.
    const found = reports.add({ kind: 'answer', device }, bytes, { at, time });
    return found.flatMap((one) => ('bytes' in one ? turns.add(one.bytes, one) : [one]));
  }

  return {
    line(line, at) {
      const text = withoutEntities(line);
      const ble = bleFrameIn(text);
      if (ble?.kind !== undefined) {
        return frames.add({ kind: ble.kind }, ble.bytes, { at, time: lineTime(text) });
      }
      const report = reportIn(text);
      if (report !== undefined) return add(report, at, lineTime(text));
      const done = block.line(text, at);
      return done === undefined ? [] : add(done.report, done.at, undefined);
    },
    end: () => [...reports.end(), ...frames.end()],
  };
}

function bleFrameIn(line: string): ReportText | undefined {
  if (!/\bble-frame\b/.test(line)) return undefined;
  for (const { kind, behind } of arrowsOf(line)) {
    const digits = hexBehind(behind, 'command')?.digits;
    if (digits !== undefined && isHex(digits)) return { kind, bytes: fromHex(digits) };
  }
  return undefined;
}
