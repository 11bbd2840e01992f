/** What a report says of a result, one by one: its findings, and what has no finding of its own. */
import type { Finding, Severity } from '../check/findings/finding.js';
import { type CheckResult, isFailure, type Place, verdictWords } from './result.js';

export interface Complaint {
  /** Of a finding, or one of {@link WITHOUT_FINDING}. */
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly title: string;
  /** What was found and what to do, in sentences that do not repeat the title. */
  readonly text: string;
  readonly place: Place;
  /** As {@link Finding.field}. */
  readonly field?: string;
  readonly finding?: Finding;
}

/** Where in its file a field stands: a line from 1; undefined where it is not known. */
export type LineOf = (place: Place, field: string | undefined) => number | undefined;

/** Rules of what has no finding of its own. */
export const WITHOUT_FINDING = {
  DEVICE_REFUSED: {
    title: 'The device refuses the payload',
    why: 'The user cannot go on.',
    fix: 'Run exchange-sim explain with the status word.',
  },
  NOT_DECIDED: {
    title: 'The order was not decided',
    why: 'Something that is not known here stopped the run: it may be right or wrong.',
    fix: 'Give what is missing, or try the order on a device.',
  },
  NOT_READ: {
    title: 'The case could not be read',
    why: 'Nothing was judged.',
    fix: "Give a provider's HTTP answer, a case file, or one case a line.",
  },
} as const;

export const LEVELS: Readonly<Record<Severity, Complaint['level']>> = {
  error: 'error',
  'wrong-on-screen': 'error',
  warning: 'warning',
};

/** None for a clean result without warnings. */
export function complaintsOf(result: CheckResult): Complaint[] {
  const { place } = result;
  if ('problem' in result) return [other('NOT_READ', result.problem, place)];
  const { verdict, device, findings, readers } = result.verdict;
  const found = findings.map((finding) => ofFinding(finding, place));
  if (verdict === 'accepted' || findings.some(isFailure)) return found;
  const words = verdictWords(result.verdict);
  if (device === null) {
    const stopped = readers[0]?.stoppedAt;
    const text = stopped === undefined ? words : `${words}: the run ended at ${stopped}`;
    return [...found, other('NOT_DECIDED', text, place)];
  }
  const text = `${words} at ${device.command}: ${device.reason}`;
  return [...found, other('DEVICE_REFUSED', text, place)];
}

function ofFinding(finding: Finding, place: Place): Complaint {
  const { code, severity, field, title, evidence, fix, corrected } = finding;
  const more = corrected === undefined ? '' : ` Correct: ${corrected}`;
  const text = `${evidence} ${fix}${more}`;
  return { code, level: LEVELS[severity], title, text, place, field, finding };
}

function other(code: keyof typeof WITHOUT_FINDING, text: string, place: Place): Complaint {
  return { code, level: 'error', title: WITHOUT_FINDING[code].title, text, place };
}
