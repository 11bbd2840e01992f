/**
 * Lines of hex without a word on the direction, alone on their lines or in the last column of a table
 * (`tshark -T fields`): commands and answers take turns, and commands are known by their shape.
 */

import { decodeSpacedHex } from '../../codec/hex.js';
import { bareTurns } from '../bare-turns.js';
import { type Found, MIN_ANSWER } from '../found.js';
import type { LineFormat, LineReader } from '../reader.js';
import { unreadable } from '../turn.js';
import { lineTime } from './line-time.js';

/** Columns stand behind tabs, semicolons or bars. */
const COLUMN = /[\t;|]/;
const HEX = /^(?:0x)?[0-9a-f][0-9a-f: ]*$/i;
const QUOTES = /^["']|["']$/g;
const MOST_ODD = 8;

export const bareApdus: LineFormat = {
  name: 'apdus',
  most: ({ rest }) => rest.length / 5,
  score: (lines) => lines.filter((line) => hexIn(line) !== undefined).length / 5,
  open,
};

function open(): LineReader {
  const turns = bareTurns();
  return {
    line(text, at): Found[] {
      const digits = hexIn(text);
      if (digits === undefined) return [];
      const bytes = decodeSpacedHex(digits);
      const place = { at, time: lineTime(text) };
      return bytes === undefined
        ? unreadable('command', 'an odd number of hex digits', place)
        : turns.add(bytes, place);
    },
    end: () => [],
  };
}

/** Numbers of lines and packets are shorter. */
function hexIn(line: string): string | undefined {
  const plain = line.trim().replace(/[,;]$/, '');
  const text = plain.split(COLUMN).at(-1)!.trim().replace(QUOTES, '');
  if (!HEX.test(text)) return undefined;
  const digits = text.replace(/^0x/i, '').replace(/[: ]/g, '');
  const isLong =
    digits.length % 2 === 0 ? digits.length >= 2 * MIN_ANSWER : digits.length > MOST_ODD;
  return isLong ? text : undefined;
}
