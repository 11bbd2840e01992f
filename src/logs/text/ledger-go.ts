/**
 * Log of Zondax's ledger-go: `Sending command: HEX`, `Received response: HEX`, upper case, Go's date in
 * front. Only answers that end in 9000 are printed.
 */
import type { Found } from '../found.js';
import type { LineFormat, LineReader } from '../reader.js';
import { noAnswer } from '../turn.js';
import { lineTime } from './line-time.js';
import { countTurns, onlyWith } from './score.js';
import { turnBehind } from './turn-behind.js';

const LINE = /\b(Sending command|Received response): *(.*)$/i;
const REFUSED = 'ledger-go prints no refusal: its status word is not in the log';

export const ledgerGo: LineFormat = {
  name: 'ledger-go',
  most: onlyWith('sending command', 'received response'),
  score: (lines) => countTurns(lines, read),
  open,
};

function open(): LineReader {
  let isOpen = false;
  const refused = (at: number): Found[] => (isOpen ? [noAnswer(REFUSED, { at })] : []);
  return {
    line(text, at) {
      const found = read(text, at);
      const kind = found.at(-1)?.kind;
      const before = kind === 'command' ? refused(at) : [];
      if (kind !== undefined) isOpen = kind === 'command';
      return [...before, ...found];
    },
    end: () => refused(0),
  };
}

function read(line: string, at: number): Found[] {
  const match = LINE.exec(line);
  if (match === null) return [];
  const kind = /^s/i.test(match[1]!) ? 'command' : 'answer';
  const time = lineTime(line.slice(0, match.index));
  return turnBehind(kind, match[2]!, { at, time, isAlone: true });
}
