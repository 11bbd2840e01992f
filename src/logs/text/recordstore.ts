/**
 * `=> HEX` and `<= HEX`, the status word at the end of the answer: `RecordStore` of
 * `@ledgerhq/hw-transport-mocker`, ragger's file, ledgerctl, and our own recordings, whose `#` lines
 * are handed on. Time stamps, log levels and tags may stand in front of the arrow.
 */
import type { Found } from '../found.js';
import type { LineFormat, LineReader } from '../reader.js';
import { recordingLine } from '../recording-lines.js';
import { arrowTurn } from './arrow.js';
import { isPlainTurn } from './plain-turn.js';
import { countTurns } from './score.js';

export const recordstore: LineFormat = {
  name: 'recordstore',
  score(lines) {
    const others = lines.filter((line) => !isPlainTurn(line));
    const plain = lines.length - others.length;
    const turns = plain + countTurns(others.filter(isNoComment), arrowTurn);
    const ours = others.filter(isOurs).length;
    // Other loggers of a console may repeat what one has written: who knows its producer goes first.
    return ours > 0 ? ours + turns : turns / 3;
  },
  open,
};

function open(): LineReader {
  let device: string | undefined;
  let time: number | undefined;

  /** What our own recordings say of the lines behind. */
  function comment(text: string, at: number): readonly Found[] {
    const found: Found[] = [{ kind: 'comment', text, at }];
    const line = recordingLine(text);
    if (line === undefined) {
      time = undefined;
      return found;
    }
    if (line.kind === 'device') device = line.device === 1 ? undefined : String(line.device);
    if (line.kind === 'time') time = line.time;
    if (line.kind === 'lost') found.push({ kind: 'failure', at, what: line.why, ...of(device) });
    return found;
  }

  return {
    line(text, at) {
      if (isComment(text)) return comment(text.trim().slice(1).trim(), at);
      const found = arrowTurn(text, at);
      if (found.length === 0) return found;
      const said = { ...of(device), ...(time === undefined ? {} : { time }) };
      time = undefined;
      return found.map((one) => ({ ...one, ...said }));
    },
    end: () => [],
  };
}

function of(device: string | undefined): { device?: string } {
  return device === undefined ? {} : { device };
}

/** Only our recordings have such lines. */
function isOurs(line: string): boolean {
  return isComment(line) && recordingLine(line.trim().slice(1)) !== undefined;
}

function isNoComment(line: string): boolean {
  return !isComment(line);
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}
