/** A row of a matrix in words, for reports of every kind. */
import type { MatrixRow } from '../check/verdict.js';
import { rangeWords } from '../firmware/chosen.js';
import { verdictWords } from './result.js';

/** `refused: 6a81 DESERIALIZATION_FAILED, payin_address`. */
export function answerWords(one: MatrixRow): string {
  const { device, verdict, field, ignored, stoppedAt } = one;
  const reader = { firmware: '', device, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
  const words = verdictWords({ verdict, device, readers: [reader] });
  if (device !== null) return field === null ? words : `${words}, ${field}`;
  return ignored.length === 0 ? words : `${words}, but ${ignored.join(' and ')} is not read`;
}

/** Releases with the same words in one line, whatever the user reads: `3.4.0..4.4.2: accepted`. */
export function matrixLine(rows: readonly MatrixRow[]): string {
  const said = new Map<string, string[]>();
  for (const one of rows) {
    const words = answerWords(one);
    said.set(words, [...(said.get(words) ?? []), ...one.firmware]);
  }
  return [...said].map(([words, ids]) => `${rangeWords(ids)}: ${words}`).join('; ');
}

/** What stands at the head of each page; values are left out. */
export function pageHeads({ screens }: Pick<MatrixRow, 'screens'>): string {
  return screens.map(([head = '']) => head).join(' · ');
}
