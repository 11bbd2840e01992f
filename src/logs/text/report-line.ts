/**
 * A USB report of 64 bytes (65 with the report id 00 in front) as people print it: hex or decimal, with
 * blanks, commas, `0x`, brackets or nothing between the bytes, and a word for the direction in front.
 */

import { HID_REPORT_SIZE } from '../../apdu/hid-frames.js';
import { fromHex, isHex } from '../../bytes.js';

export interface ReportText {
  /** Undefined where no word tells. */
  readonly kind: 'command' | 'answer' | undefined;
  /** Without the report id. */
  readonly bytes: Uint8Array;
}

const JOINED = /(?<![0-9a-f])(?:0x)?((?:00)?[0-9a-f]{128})(?![0-9a-f])/i;
/** Bytes, one after another, to the end of the line or to what is no byte. */
const HEX = /(?<!\w)(?:(?:0x)?[0-9a-f]{2}[\s,:]{0,8}){60,66}/i;
const DECIMAL = /(?<!\w)(?:\d{1,3}[\s,]{1,8}){59,65}\d{1,3}/;

const OUT =
  /\b(?:wr(?:ite|ote|itten)?|send(?:ing|report)?|sent|out(?:put)?|tx|host ?(?:to|->|=>) ?device|set_report)\b|=>|(?:^|[^-<])->|>>/gi;
const IN =
  /\b(?:read|rec(?:v|eive[d]?)|in(?:put|putreport)?|oninputreport|rx|device ?(?:to|->|=>) ?host|get_report|reply|response)\b|<=|<-|<</gi;

/** A line with one report is shorter. */
const MOST_CHARACTERS = 4000;

/** Undefined for a line that holds no report. */
export function reportIn(line: string): ReportText | undefined {
  if (line.length > MOST_CHARACTERS) return undefined;
  const match = JOINED.exec(line) ?? HEX.exec(line) ?? DECIMAL.exec(line);
  if (match === null) return undefined;
  const bytes = withoutId(bytesOf(match[0]));
  if (bytes === undefined) return undefined;
  return { kind: directionOf(line.slice(0, match.index)), bytes };
}

/** The last word in front of the bytes that tells a direction. */
export function directionOf(text: string): ReportText['kind'] {
  const last = (pattern: RegExp) => {
    let end = -1;
    for (const { 0: word, index } of text.matchAll(pattern)) end = index + word.length;
    return end;
  };
  const [out, into] = [last(OUT), last(IN)];
  if (out === into) return undefined;
  return out > into ? 'command' : 'answer';
}

/** Hex when a byte has a letter or a leading zero: a report always has zeros. */
export function bytesOf(text: string): Uint8Array | undefined {
  const words = text
    .trim()
    .split(/[\s,:]+/)
    .filter(Boolean);
  const isHexText = words.some((word) => /[a-fx]|^0\d/i.test(word)) || words.length === 1;
  if (isHexText) {
    const digits = words.map((word) => word.replace(/^0x/i, '')).join('');
    return isHex(digits) ? fromHex(digits) : undefined;
  }
  const values = words.map(Number);
  return values.every((value) => value <= 255) ? Uint8Array.from(values) : undefined;
}

export function withoutId(bytes: Uint8Array | undefined): Uint8Array | undefined {
  if (bytes?.length === HID_REPORT_SIZE + 1 && bytes[0] === 0) return bytes.subarray(1);
  return bytes?.length === HID_REPORT_SIZE ? bytes : undefined;
}
