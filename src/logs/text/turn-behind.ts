/** Hex behind an arrow or a word becomes a command or an answer, or what is wrong with it. */
import { fromHex } from '../../bytes.js';
import { type Found, MIN_ANSWER, MIN_COMMAND, type Turn } from '../found.js';
import { isTooShort, noAnswer, type TurnPlace, turn, unreadable } from '../turn.js';
import { type HexBehind, hexBehind } from './hex-behind.js';

export interface BehindPlace extends TurnPlace {
  /** True where the line has nothing but this: then what is short or odd is worth a word. */
  readonly isAlone: boolean;
}

/** Shorter odd digits in a line with other words are a number somebody wrote. */
const SURELY_HEX = 8;
/** `<Buffer e0 03 … 12 more bytes>` and texts that are cut to fit. */
const LEFT_OUT = /^[\s,]*(?:\.\.\.|…)/;
const STATUS_DIGITS = 4;

/** @returns nothing for a text that is no APDU. */
export function turnBehind(kind: Turn['kind'], behind: string, place: BehindPlace): Found[] {
  const hex = hexBehind(behind, kind);
  return hex === undefined ? [] : turnOf(kind, hex, place);
}

function turnOf(kind: Turn['kind'], hex: HexBehind, place: BehindPlace): Found[] {
  const { status, rest } = hex;
  if (status !== undefined && /^0+$/.test(status)) {
    return hex.digits === '' ? [noAnswer('the connection was closed', place)] : [];
  }
  if (LEFT_OUT.test(rest)) return unreadable(kind, 'bytes that the log leaves out', place);
  const digits = hex.digits + (status?.padStart(STATUS_DIGITS, '0') ?? '');
  if (digits.length % 2 !== 0) {
    const isHex = place.isAlone || digits.length > SURELY_HEX;
    return isHex ? unreadable(kind, 'an odd number of hex digits', place) : [];
  }
  const bytes = fromHex(digits);
  if (!place.isAlone && (isTooShort(kind, bytes) || isRatherNumber(kind, bytes, rest))) return [];
  return bytes.length === 0 ? [] : turn(kind, bytes, place);
}

/** `limit <= 5000 ms`, `total => 10000000`: numbers in sentences, no APDU. */
function isRatherNumber(kind: Turn['kind'], bytes: Uint8Array, rest: string): boolean {
  if (kind === 'command') return bytes.length === MIN_COMMAND && bytes[0]! < 0x80;
  const high = bytes.at(-2)! >> 4;
  return bytes.length === MIN_ANSWER && rest.trim() !== '' && high !== 6 && high !== 9;
}
