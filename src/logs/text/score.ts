/** How many lines a format reads. */
import type { Found } from '../found.js';

/** Lines that hold a command or an answer, readable or not. */
export function countTurns(
  lines: readonly string[],
  read: (line: string, at: number) => readonly Found[],
): number {
  let count = 0;
  for (const line of lines) if (read(line, 0).some(isTurn)) count++;
  return count;
}

export function isTurn(found: Found): boolean {
  return found.kind === 'command' || found.kind === 'answer' || found.kind === 'problem';
}
