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
const OFFSET = /^\s*(?:0x)?[0-9a-f]{4,8}(?::|\s{2})\s*/i;
const CHARACTERS = /\s{2,}\S.*$|\s*\|.*\|\s*$/;
const ONLY_BYTES = /^(?:(?:0x)?[0-9a-f]{1,3}[\s,]*)+$/i;
/** What stands in front of the first bytes: a word, an array's name. */
const HEADING = /^.*?(?:\[|:|=|\)|>)\s*(?=(?:[0-9a-fx\s,]*)$)/i;

export function reportBlock(): ReportBlock {
  let kind: ReportText['kind'];
  let words: string[] = [];
  let began = 0;

  function start(text: string, at: number): void {
    kind = directionOf(text);
    words = kind === undefined ? [] : bytesIn(text.replace(HEADING, '').replace(/^\D*$/, ''));
    began = at;
  }

  return {
    line(text, at) {
      if (text.length > MOST_CHARACTERS) return undefined;
      const plain = text.replace(/[\]})]+[,;]?\s*$/, '');
      const bytes = bytesIn(plain.replace(OFFSET, '').replace(CHARACTERS, ''));
      if (kind === undefined || bytes.length === 0) {
        if (plain.trim() !== '') start(plain, at);
        return undefined;
      }
      words.push(...bytes);
      if (words.length < HID_REPORT_SIZE) return undefined;
      const whole = bytesOf(words.join(' '));
      // One byte is still to come when the report id stands in front.
      if (
        words.length === HID_REPORT_SIZE &&
        whole?.[2] !== HID_TAG_APDU &&
        whole?.[3] === HID_TAG_APDU
      ) {
        return undefined;
      }
      const report = withoutId(whole);
      const done = { kind, at: began };
      kind = undefined;
      words = [];
      return report === undefined
        ? undefined
        : { report: { kind: done.kind, bytes: report }, at: done.at };
    },
  };
}

function bytesIn(text: string): string[] {
  const plain = text.trim();
  return ONLY_BYTES.test(plain) ? plain.split(/[\s,]+/).filter(Boolean) : [];
}
