/** How many lines a format reads. */
import type { Found } from '../found.js';
import type { SortedLines } from '../reader.js';

/** Lines that hold a command or an answer, readable or not. */
export function countTurns(
  lines: readonly string[],
  read: (line: string, at: number) => readonly Found[],
): number {
  let count = 0;
  for (const line of lines) if (read(line, 0).some(isTurn)) count++;
  return count;
}

/** @param marks in lower case: a format without any of them outside plain lines has no line at all. */
export function onlyWith(...marks: readonly string[]): (lines: SortedLines) => number {
  return ({ rest }) =>
    rest.some((line) => marks.some((mark) => line.includes(mark))) ? Number.POSITIVE_INFINITY : 0;
}

export function isTurn(found: Found): boolean {
  return found.kind === 'command' || found.kind === 'answer' || found.kind === 'problem';
}
