/**
 * `=> HEX` and `<= HEX`, the status word at the end of the answer: `RecordStore` of
 * `@ledgerhq/hw-transport-mocker`, ragger's file, ledgerctl, and our own recordings, whose `#` lines
 * are handed on. Time stamps, log levels and tags may stand in front of the arrow.
 */
import type { LineFormat } from '../reader.js';
import { arrowTurn } from './arrow.js';
import { countTurns } from './score.js';

export const recordstore: LineFormat = {
  name: 'recordstore',
  // Other loggers of a console may repeat what one has written: who knows its producer goes first.
  score: (lines) => countTurns(lines, read) / 3,
  open: () => ({ line: read, end: () => [] }),
};

function read(text: string, at: number) {
  const content = text.trim();
  if (content.startsWith('#'))
    return [{ kind: 'comment', text: content.slice(1).trim(), at }] as const;
  return arrowTurn(text, at);
}
