/** Hex behind an arrow or a word becomes a command or an answer, or what is wrong with it. */
import { fromHex } from '../../bytes.js';
import { type Found, MIN_ANSWER, MIN_COMMAND, type Turn } from '../found.js';
import { type HexBehind, hexBehind } from './hex-behind.js';

export interface TurnPlace {
  readonly at: number;
  readonly time?: number | undefined;
  readonly device?: string | undefined;
  /** True where the line has nothing but this: then what is short or odd is worth a word. */
  readonly isAlone: boolean;
}

/** Shorter odd digits in a line with other words are a number somebody wrote. */
const SURELY_HEX = 8;
const STATUS_DIGITS = 4;

/** @returns nothing for a text that is no APDU. */
export function turnBehind(kind: Turn['kind'], behind: string, place: TurnPlace): Found[] {
  const hex = hexBehind(behind, kind);
  return hex === undefined ? [] : turnOf(kind, hex, place);
}

function turnOf(kind: Turn['kind'], hex: HexBehind, place: TurnPlace): Found[] {
  const { status, rest } = hex;
  if (status !== undefined && /^0+$/.test(status)) {
    return hex.digits === '' ? [noAnswer('the connection was closed', place)] : [];
  }
  const digits = hex.digits + (status?.padStart(STATUS_DIGITS, '0') ?? '');
  if (digits.length % 2 !== 0) {
    const isHex = place.isAlone || digits.length > SURELY_HEX;
    return isHex ? unreadable(kind, 'an odd number of hex digits', place) : [];
  }
  const bytes = fromHex(digits);
  if (bytes.length < (kind === 'command' ? MIN_COMMAND : MIN_ANSWER)) {
    return place.isAlone && bytes.length > 0
      ? unreadable(kind, `${bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`} only`, place)
      : [];
  }
  if (!place.isAlone && isRatherNumber(kind, bytes, rest)) return [];
  return [turn(kind, bytes, place)];
}

export function turn(
  kind: Turn['kind'],
  bytes: Uint8Array,
  { at, time, device }: Omit<TurnPlace, 'isAlone'>,
): Turn {
  return {
    kind,
    bytes,
    at,
    ...(time === undefined ? {} : { time }),
    ...(device === undefined ? {} : { device }),
  };
}

/** An unreadable command also ends the wait for the answer to the one before: the next answer is not its. */
export function unreadable(
  kind: Turn['kind'],
  why: string,
  place: Omit<TurnPlace, 'isAlone'>,
): Found[] {
  const problem: Found = { kind: 'problem', at: place.at, what: `${kind} with ${why}` };
  return kind === 'answer'
    ? [problem]
    : [problem, noAnswer('the next command cannot be read', place)];
}

export function noAnswer(what: string, { at, device }: Omit<TurnPlace, 'isAlone'>): Found {
  return { kind: 'failure', what, at, ...(device === undefined ? {} : { device }) };
}

/** `limit <= 5000 ms`, `total => 10000000`: numbers in sentences, no APDU. */
function isRatherNumber(kind: Turn['kind'], bytes: Uint8Array, rest: string): boolean {
  if (kind === 'command') return bytes.length === MIN_COMMAND && bytes[0]! < 0x80;
  const high = bytes.at(-2)! >> 4;
  return bytes.length === MIN_ANSWER && rest.trim() !== '' && high !== 6 && high !== 9;
}
