/**
 * A word for the direction in front of each APDU: cassettes in YAML (`request: "HEX"`, `response: "HEX"`)
 * and the consoles of many tools (`Send: HEX`, `RX HEX`, `C-APDU: HEX`, `>> HEX`).
 */
import type { Found } from '../found.js';
import type { LineFormat } from '../reader.js';
import { statusError, withoutEntities } from './arrow.js';
import { lineTime } from './line-time.js';
import { countTurns } from './score.js';
import { turnBehind } from './turn.js';

const COMMAND =
  'request|command|cmd|c-?apdu|apdu|apdu[ _-]?(?:sent|out|command)|send(?:ing)?|sent|tx|out|write|host|>{1,3}|-{1,2}>';
const ANSWER =
  'response|answer|reply|resp|r-?apdu|apdu[ _-]?(?:received|in|response)|recv|receive[d]?|rx|in|read|device|result|<{1,3}|<-{1,2}';
const LINE = new RegExp(
  `(?:^|[\\s"'\\[({,-])(?:(${COMMAND})|(${ANSWER}))["'\\])]?\\s*(?:[:=|]|\\s)\\s*(?:\\[?\\d+\\]?\\s+)?(["'\`]?(?:0x)?[0-9a-f][0-9a-f: ,x]*["'\`]?)[\\s,}\\])]*$`,
  'i',
);

export const words: LineFormat = {
  name: 'cassette',
  score: (lines) => countTurns(lines, read),
  open: () => ({ line: read, end: () => [] }),
};

function read(line: string, at: number): Found[] {
  const text = withoutEntities(line);
  const match = LINE.exec(text);
  if (match === null) {
    const error = statusError(text, at);
    return error === undefined ? [] : [error];
  }
  const kind = match[1] === undefined ? 'answer' : 'command';
  const time = lineTime(text.slice(0, match.index));
  return turnBehind(kind, match[3]!, { at, time, isAlone: true });
}
