/**
 * Hex as logs write it behind an arrow or a word: upper or lower case, `0x` in front, blanks or colons
 * between the bytes, in quotes, or as a language prints bytes. The digits run to the end of the line, to a blank or to
 * what closes them; anything else (`12%`, `b: 12`) is no hex.
 */

import { type PrintedBytes, printedBytes } from './printed-bytes.js';

export interface HexBehind {
  readonly digits: string;
  /** Of an answer: the status word stood apart, behind a blank or behind `b'…'`; its digits as they stand. */
  readonly status?: string;
  /** What follows on the line. */
  readonly rest: string;
}

const END = '(?=$|[\\s\'"`,\\]}<|]|\\\\n|\\.\\.\\.|…)';
const STATUS = new RegExp(`^([0-9a-f]{1,4})${END}`, 'i');
const SPACED = new RegExp(`^(?:0x)?[0-9a-f]{2}(?:(?: ?[:,] ?| )(?:0x)?[0-9a-f]{2})+${END}`, 'i');
const JOINED = new RegExp(`^(?:0x)?[0-9a-f]+${END}`, 'i');
/** Half a byte at the end of spaced hex. */
const HALF_BYTE = /^ ([0-9a-f])$/i;
/** A status word of its own, perhaps without its leading zeros. */
const APART = /^ +([0-9a-f]{1,4})$/i;
/** Quotes, and what stands between columns. */
const IN_FRONT = /^[,;|:\s]{0,3}['"`]?/;

/** @param behind the text behind the arrow, blanks and all. */
export function hexBehind(behind: string, kind: 'command' | 'answer'): HexBehind | undefined {
  const text = behind.trim().replace(IN_FRONT, '');
  const printed = printedBytes(text);
  if (printed !== undefined) return withStatusBehind(printed);
  const spaced = SPACED.exec(text)?.[0];
  if (spaced !== undefined) {
    const rest = text.slice(spaced.length);
    const half = HALF_BYTE.exec(rest)?.[1];
    const digits = spaced.replace(/0x|[\s:,]/gi, '');
    return half === undefined ? { digits, rest } : { digits: digits + half, rest: '' };
  }
  const joined = JOINED.exec(text)?.[0];
  if (joined === undefined) return undefined;
  const digits = joined.replace(/^0x/i, '');
  const rest = text.slice(joined.length);
  return kind === 'answer' ? withStatusApart(behind, digits, rest) : { digits, rest };
}

/** ledgerblue prints the status word behind the bytes object. */
function withStatusBehind({ digits, rest }: PrintedBytes): HexBehind {
  const status = STATUS.exec(rest)?.[1];
  return status === undefined
    ? { digits, rest }
    : { digits, status, rest: rest.slice(status.length) };
}

/** `DATA STATUS`, or two blanks and the status where there is no data. */
function withStatusApart(behind: string, digits: string, rest: string): HexBehind {
  const apart = APART.exec(rest)?.[1];
  if (apart !== undefined) return { digits, status: apart, rest: '' };
  const isAlone = behind.startsWith('  ') && digits.length <= 4 && rest === '';
  return isAlone ? { digits: '', status: digits, rest } : { digits, rest };
}
