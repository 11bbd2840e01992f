/**
 * Log of Zondax's ledger-rs: `[ 65] << HEX` for each report that is written, report id in front, and
 * `[ 57] << HEX` for each that is read, data only. Both arrows are the same. What is read has no length:
 * the answer ends where the next report is written. The tail of a written report holds old bytes.
 */

import { HID_REPORT_SIZE } from '../../apdu/hid-frames.js';
import { concat, fromHex } from '../../bytes.js';
import type { Found } from '../found.js';
import { hidStreams } from '../hid-stream.js';
import type { LineFormat, LineReader } from '../reader.js';
import { turn, unreadable } from '../turn.js';
import { withoutEntities } from './arrow.js';
import { lineTime } from './line-time.js';
import { onlyWith } from './score.js';

const LINE = /\[ *(\d+)\] << ([0-9a-f]*)\s*$/i;
const WRITTEN = HID_REPORT_SIZE + 1;

export const ledgerRs: LineFormat = {
  name: 'ledger-rs',
  most: onlyWith('<<', '&lt;'),
  score: (lines) => lines.filter((line) => LINE.test(withoutEntities(line))).length,
  open,
};

interface Answer {
  readonly at: number;
  readonly time: number | undefined;
  readonly parts: Uint8Array[];
}

function open(): LineReader {
  const streams = hidStreams();
  let answer: Answer | undefined;
  let isDamaged = false;

  function answered(): Found[] {
    const whole = answer;
    answer = undefined;
    if (whole === undefined) return [];
    const bytes = concat(...whole.parts);
    if (isDamaged) return unreadable('answer', 'a part that cannot be read', whole);
    return turn('answer', bytes, whole);
  }

  return {
    line(text, at) {
      const match = LINE.exec(withoutEntities(text));
      if (match === null) return [];
      const [, size, digits] = match;
      const time = lineTime(text.slice(0, match.index));
      const isWhole = digits!.length === 2 * Number(size);
      if (Number(size) === WRITTEN) {
        const before = answered();
        isDamaged = false;
        if (!isWhole) return [...before, ...unreadable('command', 'a report that is cut', { at })];
        return [
          ...before,
          ...streams.add({ kind: 'command' }, fromHex(digits!).subarray(1), { at, time }),
        ];
      }
      answer ??= { at, time, parts: [] };
      if (isWhole) answer.parts.push(fromHex(digits!));
      else isDamaged = true;
      return [];
    },
    end: () => [...answered(), ...streams.end()],
  };
}
