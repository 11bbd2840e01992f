/**
 * Console of Speculos: `apdu: > HEX` and `apdu: < HEX`, seen from the emulator: `>` goes in, it is the
 * command. A time or the launcher's `[*] ` may stand in front.
 */
import type { Found } from '../found.js';
import type { LineFormat } from '../reader.js';
import { withoutEntities } from './arrow.js';
import { lineTime } from './line-time.js';
import { countTurns, onlyWith } from './score.js';
import { turnBehind } from './turn-behind.js';

const LINE = /(?:^|[\s:\]])apdu: ?([<>]) ?(?![=])(.*)$/;

export const speculos: LineFormat = {
  name: 'speculos',
  most: onlyWith('apdu:'),
  score: (lines) => countTurns(lines, read),
  open: () => ({ line: read, end: () => [] }),
};

function read(line: string, at: number): Found[] {
  const match = LINE.exec(withoutEntities(line));
  if (match === null) return [];
  const kind = match[1] === '>' ? 'command' : 'answer';
  const time = lineTime(line.slice(0, match.index));
  return turnBehind(kind, match[2]!, { at, time, isAlone: true });
}
