/**
 * APDUs without a word on their direction: commands and answers take turns, and a command is known by its
 * class and its length.
 */
import type { Found } from './found.js';
import { type TurnPlace, turn } from './turn.js';

export interface BareTurns {
  add(bytes: Uint8Array, place: TurnPlace): Found[];
}

const HEADER_SIZE = 5;

export function bareTurns(): BareTurns {
  let isOpen = false;
  return {
    add(bytes, place) {
      const isCommand = isOpen ? !isAnswer(bytes) : isCommandShaped(bytes) || !hasStatus(bytes);
      isOpen = isCommand;
      return turn(isCommand ? 'command' : 'answer', bytes, place);
    },
  };
}

/** What ends in a status word answers, unless it is a command through and through. */
function isAnswer(bytes: Uint8Array): boolean {
  return hasStatus(bytes) && !(isKnownClass(bytes) && isCommandShaped(bytes));
}

function hasStatus(bytes: Uint8Array): boolean {
  const high = bytes.length < 2 ? 0 : bytes.at(-2)! >> 4;
  return high === 6 || high === 9 || (bytes.length === 2 && high >= 5);
}

/** Header alone, or header, length and as many bytes (perhaps with the length of the answer behind). */
export function isCommandShaped(bytes: Uint8Array): boolean {
  if (bytes.length === HEADER_SIZE - 1 || bytes.length === HEADER_SIZE) return isKnownClass(bytes);
  const data = bytes.length - HEADER_SIZE;
  return data > 0 && (data === bytes[4] || data === bytes[4]! + 1);
}

/** Apps (E0), the OS (B0), and the classes of other apps, bit 7 set. */
function isKnownClass(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) >= 0x80;
}
