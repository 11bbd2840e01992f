/**
 * The last line of a text that has no line end may be half of one. What it says is believed when it can
 * be whole: a command as long as its own length byte says, an answer that ends in a status word.
 */
import type { Found } from './found.js';
import { unreadable } from './turn.js';

const HEADER_SIZE = 5;
/** Brackets and quotes are closed last. */
const CLOSED = /[}\])'"`]\s*$/;

export function canBeCut(line: string): boolean {
  return !CLOSED.test(line);
}

/** @param at the last line. */
export function believed(found: readonly Found[], at: number): readonly Found[] {
  return found.flatMap((one) => {
    if (one.at !== at || !('bytes' in one) || isWhole(one)) return [one];
    return unreadable(one.kind, 'its end missing: the file is cut here', one);
  });
}

function isWhole({ kind, bytes }: Extract<Found, { bytes: Uint8Array }>): boolean {
  if (kind === 'answer') return isStatus(bytes.at(-2)!);
  if (bytes.length < HEADER_SIZE) return bytes[0] === 0xb0;
  const data = bytes.length - HEADER_SIZE;
  // A header alone asks for as many bytes as its last one says.
  return data === 0 || data === bytes[4] || data === bytes[4]! + 1;
}

/** Status words begin with 6 or 9; some of the OS with 5. */
function isStatus(high: number): boolean {
  return high >> 4 === 6 || high >> 4 === 9 || high === 0x55;
}
