/** One case as reports see it: judged, or not read; and where it stands. */
import type { Finding } from '../check/findings/finding.js';
import type { Verdict } from '../check/verdict.js';

/** Where a case stands. */
export interface Place {
  /** As it was given; '-' for standard input. */
  readonly file: string;
  /** In a stream with one case a line: counted from 1. */
  readonly line?: number;
  /** In a document with several cases: counted from 1. */
  readonly item?: number;
}

/** A case that was judged. */
export interface Judged {
  readonly place: Place;
  readonly verdict: Verdict;
}

/** Nothing could be judged: not JSON, no payload, a key of another type. */
export interface NotRead {
  readonly place: Place;
  /** One sentence with file and line: what was expected, what came. */
  readonly problem: string;
  /** What to do next. */
  readonly hint?: string;
}

/** A case that was judged, or one that could not be read. */
export type CheckResult = Judged | NotRead;

/** How sentences call a place: `orders.ndjson:17`, `cases.yaml, case 2`. */
export function placeName({ file, line, item }: Place): string {
  const name = file === '-' ? 'standard input' : file;
  if (line !== undefined) return `${name}:${line}`;
  return item === undefined ? name : `${name}, case ${item}`;
}

/** True for what fails a check: a warning does not. */
export function isFailure({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity !== 'warning';
}

/** Accepted by the device, and nothing wrong with it but warnings. */
export function isClean(result: CheckResult): boolean {
  if ('problem' in result) return false;
  const { verdict, findings } = result.verdict;
  return verdict === 'accepted' && !findings.some(isFailure);
}

/** What the device says, in a few words: `refused: 6a81 DESERIALIZATION_FAILED`. */
export function verdictWords({
  verdict,
  device,
  readers,
}: Pick<Verdict, 'verdict' | 'device' | 'readers'>): string {
  if (device !== null) return `refused: ${device.status} ${device.name}`;
  if (verdict === 'accepted') return 'accepted';
  const stoppedAt = readers[0]?.stoppedAt;
  return stoppedAt === undefined ? 'unreadable' : 'not decided';
}
