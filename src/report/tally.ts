/** Counts over many results. Plain data, so that it can be written, read again and added up. */
import type { FindingCode } from '../check/catalogue.js';
import type { Severity } from '../check/finding.js';
import { type CheckResult, isClean } from './result.js';

export interface Tally {
  cases: number;
  accepted: number;
  refused: number;
  /** Not decided: no payload, no key, or not read at all. */
  unreadable: number;
  /** Of the unreadable ones: those that are no case. */
  notRead: number;
  /** Accepted, and nothing wrong but warnings. */
  clean: number;
  /** Findings by severity. */
  severities: Record<Severity, number>;
  /** Cases by finding code. */
  findings: Partial<Record<FindingCode, number>>;
  /** Refused cases by command and status word. */
  refusals: Record<string, number>;
}

export function emptyTally(): Tally {
  return {
    cases: 0,
    accepted: 0,
    refused: 0,
    unreadable: 0,
    notRead: 0,
    clean: 0,
    severities: { error: 0, 'wrong-on-screen': 0, warning: 0 },
    findings: {},
    refusals: {},
  };
}

/** Adds one result; a code counts once a case. */
export function count(tally: Tally, result: CheckResult): void {
  tally.cases++;
  if ('problem' in result) {
    tally.unreadable++;
    tally.notRead++;
    return;
  }
  const { verdict, device, findings } = result.verdict;
  tally[verdict]++;
  if (isClean(result)) tally.clean++;
  if (device !== null) {
    const name = `${device.command} ${device.status}`;
    tally.refusals[name] = (tally.refusals[name] ?? 0) + 1;
  }
  for (const [at, { code, severity }] of findings.entries()) {
    tally.severities[severity]++;
    const isFirst = findings.findIndex((finding) => finding.code === code) === at;
    if (isFirst) tally.findings[code] = (tally.findings[code] ?? 0) + 1;
  }
}

/** Adds all of `more` to `tally`. */
export function addUp(tally: Tally, more: Tally): void {
  for (const name of NUMBERS) tally[name] += more[name];
  addNumbers(tally.severities, more.severities);
  addNumbers(tally.findings, more.findings);
  addNumbers(tally.refusals, more.refusals);
}

const NUMBERS = ['cases', 'accepted', 'refused', 'unreadable', 'notRead', 'clean'] as const;

function addNumbers(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(from)) to[name] = (to[name] ?? 0) + value;
}

/** With its maps in order, most frequent first: the same archive always makes the same text. */
export function sorted(tally: Tally): Tally {
  return {
    ...tally,
    findings: byFrequency(tally.findings),
    refusals: byFrequency(tally.refusals),
  };
}

function byFrequency<Counts extends Partial<Record<string, number>>>(counts: Counts): Counts {
  const entries = Object.entries(counts).sort(
    ([a, countOfA = 0], [b, countOfB = 0]) => countOfB - countOfA || (a < b ? -1 : 1),
  );
  return Object.fromEntries(entries) as Counts;
}
