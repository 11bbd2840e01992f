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

/** The rows as if nobody asked what the user reads: those with the same words are one. */
export function withoutScreens(rows: readonly MatrixRow[]): readonly MatrixRow[] {
  const said = new Map<string, MatrixRow>();
  for (const one of rows) {
    const words = answerWords(one);
    const same = said.get(words);
    const firmware = [...(same?.firmware ?? []), ...one.firmware];
    said.set(words, { ...one, ...same, firmware, screens: [] });
  }
  return [...said.values()];
}

/** All in one line: `3.3.3: refused: 6a81 …; 3.4.0..4.4.2: accepted`. */
export function matrixLine(rows: readonly MatrixRow[]): string {
  const each = withoutScreens(rows).map(
    (one) => `${rangeWords(one.firmware)}: ${answerWords(one)}`,
  );
  return each.join('; ');
}

/** What stands at the head of each page; values are left out. */
function pageHeads({ screens }: Pick<MatrixRow, 'screens'>): string {
  return screens.map(([head = '']) => head).join(' · ');
}

/** A row for reports that draw a table. */
export interface ShownReleases {
  /** `3.4.0..4.0.0`. */
  readonly firmware: string;
  readonly answer: string;
  /** Accepted, and every field that is set is read. */
  readonly isTaken: boolean;
  /** Heads of the pages of the review, on a Nano S Plus. */
  readonly pages: string;
}

export function shownReleases(rows: readonly MatrixRow[]): readonly ShownReleases[] {
  return rows.map((one) => ({
    firmware: rangeWords(one.firmware),
    answer: answerWords(one),
    isTaken: one.verdict === 'accepted' && one.ignored.length === 0,
    pages: pageHeads(one),
  }));
}
