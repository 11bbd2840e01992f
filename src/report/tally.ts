/** Counts over many results. Plain data, so that it can be written, read again and added up. */
import type { FindingCode } from '../check/findings/codes.js';
import type { Severity } from '../check/findings/finding.js';
import type { MatrixRow } from '../check/verdict.js';
import { FIRMWARE_IDS } from '../firmware/index.js';
import { type CheckResult, isClean } from './result.js';

/** Counts of verdicts and findings. */
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
  /** Where several releases were asked: the answers of each, by its id. */
  releases?: Record<string, ReleaseTally>;
}

/** Counts of verdicts of one release. */
export interface ReleaseTally {
  accepted: number;
  /** Of the accepted ones: those of which a field that is set is not read. */
  ignored: number;
  refused: number;
  unreadable: number;
}

/** Nothing counted. */
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
  const { verdict, device, findings, matrix } = result.verdict;
  tally[verdict]++;
  if (isClean(result)) tally.clean++;
  if (device !== null) {
    const name = `${device.command} ${device.status}`;
    tally.refusals[name] = (tally.refusals[name] ?? 0) + 1;
  }
  if (matrix !== undefined) countReleases(tally, matrix);
  if (findings.length === 0) return;
  for (const [at, { code, severity }] of findings.entries()) {
    tally.severities[severity]++;
    const isFirst = findings.findIndex((finding) => finding.code === code) === at;
    if (isFirst) tally.findings[code] = (tally.findings[code] ?? 0) + 1;
  }
}

function countReleases(tally: Tally, matrix: readonly MatrixRow[]): void {
  tally.releases ??= {};
  for (const { firmware, verdict, ignored } of matrix) {
    for (const id of firmware) {
      const one = releaseIn(tally.releases, id);
      one[verdict]++;
      if (ignored.length > 0) one.ignored++;
    }
  }
}

function releaseIn(releases: Record<string, ReleaseTally>, id: string): ReleaseTally {
  releases[id] ??= { accepted: 0, ignored: 0, refused: 0, unreadable: 0 };
  return releases[id];
}

/** Adds all of `more` to `tally`. */
export function addUp(tally: Tally, more: Tally): void {
  for (const name of NUMBERS) tally[name] += more[name];
  addNumbers(tally.severities, more.severities);
  addNumbers(tally.findings, more.findings);
  addNumbers(tally.refusals, more.refusals);
  if (more.releases === undefined) return;
  tally.releases ??= {};
  for (const [id, numbers] of Object.entries(more.releases)) {
    const one = releaseIn(tally.releases, id);
    for (const name of ANSWERS) one[name] += numbers[name];
  }
}

const ANSWERS = ['accepted', 'ignored', 'refused', 'unreadable'] as const;

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
    ...(tally.releases === undefined ? {} : { releases: inOrderOfRelease(tally.releases) }),
  };
}

function inOrderOfRelease(releases: Readonly<Record<string, ReleaseTally>>) {
  const known = FIRMWARE_IDS.filter((id) => Object.hasOwn(releases, id));
  return Object.fromEntries(known.map((id) => [id, releases[id]!]));
}

function byFrequency<Counts extends Partial<Record<string, number>>>(counts: Counts): Counts {
  const entries = Object.entries(counts).sort(
    ([a, countOfA = 0], [b, countOfB = 0]) => countOfB - countOfA || (a < b ? -1 : 1),
  );
  return Object.fromEntries(entries) as Counts;
}
