/**
 * A word for the direction in front of each APDU: cassettes in YAML (`request: "HEX"`, `response: "HEX"`)
 * and the consoles of many tools (`Send: HEX`, `RX: HEX`, `C-APDU: HEX`, `>> HEX`).
 */
import type { Found } from '../found.js';
import type { LineFormat } from '../reader.js';
import { statusError, withoutEntities } from './arrow.js';
import { hexBehind } from './hex-behind.js';
import { lineTime } from './line-time.js';
import { countTurns } from './score.js';
import { turnBehind } from './turn-behind.js';

const COMMAND =
  'requests?|command|cmd|c-?apdu|apdu|apdu[ _-]?(?:sent|out|command)|send(?:ing)?|sent|tx|out|write|host';
const ANSWER =
  'responses?|answer|reply|resp|r-?apdu|apdu[ _-]?(?:received|in|response)|recv|received?|rx|in|read|device|result';
const LABEL = new RegExp(
  `(?<![\\w-])(?:(${COMMAND})|(${ANSWER}))(?:["'\\])]{0,2} {0,4}[:=|,;\\t]|\\])|(?<![^\\s:\\])])(?:(-{0,2}>{1,3})|(<{1,3}-{0,2}))(?!=)`,
  'gi',
);
/** Quotes and brackets that are closed, a remark in brackets. */
const CLOSED = /^["'`,;)\]}\s]{0,8}(?:\([^)]{0,40}\))?$/;
const MOST_LABELS = 8;

export const words: LineFormat = {
  name: 'cassette',
  most: ({ rest }) => rest.length / 4,
  score: (lines) => countTurns(lines, read) / 4,
  open: () => ({ line: read, end: () => [] }),
};

function read(line: string, at: number): Found[] {
  const text = withoutEntities(line);
  let left = MOST_LABELS;
  for (const match of text.matchAll(LABEL)) {
    const kind = match[1] === undefined && match[3] === undefined ? 'answer' : 'command';
    const behind = text.slice(match.index + match[0].length);
    const hex = hexBehind(behind, kind);
    if (hex !== undefined && CLOSED.test(hex.rest)) {
      const time = lineTime(text.slice(0, match.index));
      return turnBehind(kind, behind, { at, time, isAlone: true });
    }
    if (--left === 0) break;
  }
  const error = statusError(text, at);
  return error === undefined ? [] : [error];
}
