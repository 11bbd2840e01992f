/** What is known of an archive so far. Plain data: it crosses threads and is kept in files. */
import type { FindingCode } from '../check/findings/codes.js';
import type { CheckResult } from '../report/result.js';
import { addUp, count, emptyTally, sorted, type Tally } from '../report/tally.js';

/** What is known of an archive so far; `tally` counts verdicts and findings. */
export interface BulkSummary {
  /** Lines read, blank ones included. */
  lines: number;
  tally: Tally;
  /** Lines where a code was found first. */
  examples: Partial<Record<FindingCode, number[]>>;
  /** The first lines that could not be read, and why. */
  problems: { line: number; problem: string }[];
}

const EXAMPLES = 5;
const PROBLEMS = 20;

export function emptySummary(): BulkSummary {
  return { lines: 0, tally: emptyTally(), examples: {}, problems: [] };
}

/** Adds the results of some lines that follow those of `summary`. */
export function note(summary: BulkSummary, results: Iterable<CheckResult>): void {
  for (const result of results) {
    count(summary.tally, result);
    const { line = 0 } = result.place;
    if ('problem' in result) {
      if (summary.problems.length < PROBLEMS) {
        summary.problems.push({ line, problem: result.problem });
      }
      continue;
    }
    for (const { code } of result.verdict.findings) {
      const known = summary.examples[code];
      if (known === undefined) summary.examples[code] = [line];
      else if (known.length < EXAMPLES && known.at(-1) !== line) known.push(line);
    }
  }
}

/** Adds a summary of the lines that follow. */
export function append(summary: BulkSummary, more: BulkSummary): void {
  summary.lines += more.lines;
  addUp(summary.tally, more.tally);
  for (const [code, lines] of Object.entries(more.examples) as [FindingCode, number[]][]) {
    summary.examples[code] = [...(summary.examples[code] ?? []), ...lines].slice(0, EXAMPLES);
  }
  summary.problems = [...summary.problems, ...more.problems].slice(0, PROBLEMS);
}

/** The document of `check --bulk --json`: the same archive always makes the same one. */
export interface BulkReport {
  readonly file: string;
  readonly lines: number;
  readonly summary: Tally;
  readonly examples: BulkSummary['examples'];
  readonly problems: BulkSummary['problems'];
}

/** The document of `check --bulk --json`; codes in the order of their counts. */
export function bulkReport(
  file: string,
  { lines, tally, examples, problems }: BulkSummary,
): BulkReport {
  const summary = sorted(tally);
  const codes = Object.keys(summary.findings) as FindingCode[];
  return {
    file,
    lines,
    summary,
    examples: Object.fromEntries(codes.map((code) => [code, examples[code] ?? []])),
    problems,
  };
}
