/**
 * Reports that are printed over several lines: a typed array of a console, a hex dump with offsets and
 * characters. The first line has the word for the direction, the others have bytes alone.
 */
import { HID_REPORT_SIZE, HID_TAG_APDU } from '../../apdu/hid-frames.js';
import { bytesOf, directionOf, type ReportText, withoutId } from './report-line.js';

export interface ReportBlock {
  /** A report that this line completes, with the line it began on. */
  line(text: string, at: number): { readonly report: ReportText; readonly at: number } | undefined;
}

/** A line with a part of a report is shorter. */
const MOST_CHARACTERS = 400;
const OFFSET = /^\s*(?:0x)?[0-9a-f]{4,8}(?::|\s\s)\s*/i;
const BYTES_IN_ROW = 16;
const BYTE = /^(?:0x)?[0-9a-f]{1,3}$/i;
/** Two bytes, as xxd groups them. */
const PAIR = /^[0-9a-f]{4}$/i;
const CLOSED = /[\]})]+[,;]?\s*$/;

export function reportBlock(): ReportBlock {
  let kind: ReportText['kind'];
  let words: string[] = [];
  let began = 0;

  function start(text: string, at: number): void {
    kind = directionOf(text);
    // An array may begin on the line of the word.
    words = bytesIn(text.slice(text.lastIndexOf('[') + 1));
    began = at;
  }

  function isWhole(): boolean {
    if (words.length < HID_REPORT_SIZE) return false;
    const bytes = bytesOf(words.join(' '));
    // With the report id in front, one byte is still to come.
    const hasId = bytes?.[2] !== HID_TAG_APDU && bytes?.[3] === HID_TAG_APDU;
    return !hasId || words.length > HID_REPORT_SIZE;
  }

  return {
    line(text, at) {
      if (text.length > MOST_CHARACTERS || text.trim() === '') return undefined;
      const bytes = bytesIn(text);
      if (kind === undefined || bytes.length === 0) {
        // What closes the array is not the next heading.
        if (bytes.length === 0 && text.replace(CLOSED, '').trim() !== '') start(text, at);
        return undefined;
      }
      words.push(...bytes);
      if (!isWhole()) return undefined;
      const report = { kind, bytes: withoutId(bytesOf(words.join(' '))) };
      const place = began;
      kind = undefined;
      words = [];
      if (report.bytes === undefined) return undefined;
      return { report: { kind: report.kind, bytes: report.bytes }, at: place };
    },
  };
}

/** Bytes of a row; none where anything else stands in it. Behind an offset characters may follow. */
function bytesIn(text: string): string[] {
  const offset = OFFSET.exec(text);
  const row = offset === null ? text.replace(CLOSED, '') : text.slice(offset[0].length);
  const parts = row.split(/[\s,]+/).filter(Boolean);
  const end = parts.findIndex((part) => !BYTE.test(part) && !(offset !== null && PAIR.test(part)));
  if (offset === null) return end < 0 ? parts : [];
  const before = end < 0 ? parts : parts.slice(0, end);
  return before
    .flatMap((part) => part.match(/(?:0x)?[0-9a-f]{1,2}/gi) ?? [])
    .slice(0, BYTES_IN_ROW);
}
