/**
 * `=> HEX` and `<= HEX`, the status word at the end of the answer: `RecordStore` of
 * `@ledgerhq/hw-transport-mocker`, ragger's file, ledgerctl, and our own recordings, whose `#` lines
 * are handed on. Time stamps, log levels and tags may stand in front of the arrow.
 */
import { fromHex } from '../../bytes.js';
import { type Found, MIN_ANSWER, MIN_COMMAND } from '../found.js';
import type { LineFormat, LineReader } from '../reader.js';

const TURN = /(?:^|[\s:\])>'"])(=>|<=) ?((?:0x)?[0-9a-f][0-9a-f ]*)$/i;

export const recordstore: LineFormat = {
  name: 'recordstore',
  score: (lines) => lines.filter((line) => TURN.test(line)).length,
  open,
};

function open(): LineReader {
  return {
    line(text, at) {
      const content = text.trim();
      if (content.startsWith('#')) return [{ kind: 'comment', text: content.slice(1).trim(), at }];
      const found = turn(content, at);
      return found === undefined ? [] : [found];
    },
    end: () => [],
  };
}

function turn(content: string, at: number): Found | undefined {
  const match = TURN.exec(content);
  if (match === null) return undefined;
  const kind = match[1] === '=>' ? 'command' : 'answer';
  const digits = match[2]!.replace(/^0x/i, '').replaceAll(' ', '');
  if (digits.length % 2 !== 0) {
    return { kind: 'problem', at, what: `${kind} with an odd number of hex digits` };
  }
  const bytes = fromHex(digits);
  const least = kind === 'command' ? MIN_COMMAND : MIN_ANSWER;
  if (bytes.length < least) return undefined;
  return { kind, bytes, at };
}
