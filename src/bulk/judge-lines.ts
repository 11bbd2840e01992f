/** Judges a batch of lines, one case each. */
import { lineDocument } from '../check/answer/documents.js';
import type { CaseOptions } from '../check/answer/read-case.js';
import { Checker } from '../check/check.js';
import type { CheckCase } from '../check/check-case.js';
import type { Verdict } from '../check/verdict.js';
import { judgeCase, notRead, readDocument } from '../report/judge.js';
import { type CheckResult, type NotRead, type Place, placeName } from '../report/result.js';
import type { Verifier } from '../simulator/verifier.js';
import { AssumedSignatures, type AssumedVerifier } from './assumed-signatures.js';

/** What is the same for all lines. Plain data: it is sent to other threads. */
export interface BulkCase {
  /** As it was given; '-' for standard input. */
  readonly file: string;
  /** One version, or several: `all`, a range, a list. */
  readonly firmware: string;
  /** Versions that must take a case. */
  readonly require?: string;
  readonly options: CaseOptions;
}

export class LineJudge {
  private readonly checker: Checker;
  private readonly assumed: AssumedSignatures;
  private readonly shared: BulkCase;

  constructor(shared: BulkCase, verifier: Verifier) {
    this.shared = shared;
    const { firmware, require } = shared;
    this.checker = new Checker({
      firmware,
      verifier,
      ...(require === undefined ? {} : { require }),
    });
    this.assumed = new AssumedSignatures(verifier);
  }

  /** In the order of the lines; blank ones are passed over. */
  *judge(bytes: Uint8Array, firstLine: number): Generator<CheckResult> {
    const text = new TextDecoder('utf-8').decode(bytes);
    let lines: Line[] = [];
    let waiting: Assumed[] = [];
    for (const line of linesOf(text, this.shared.file, firstLine)) {
      lines.push(line);
      if (lines.length < AT_ONCE) continue;
      waiting.push(...this.assume(lines));
      lines = [];
      if (waiting.length < TOGETHER) continue;
      for (const result of this.verified(waiting)) yield result;
      waiting = [];
    }
    for (const result of this.verified([...waiting, ...this.assume(lines)])) yield result;
  }

  /** Judged with signatures taken as right; without a verdict where one of the lines cannot be judged. */
  private assume(lines: readonly Line[]): Assumed[] {
    const read = lines.map((line) => this.read(line));
    const cases = read.filter(isCase);
    const verifiers = cases.map(() => this.assumed.forCase());
    let verdicts: readonly Verdict[] = [];
    try {
      verdicts = this.checker.checkAll(cases, verifiers);
    } catch {
      // Whichever it was will say so by itself.
    }
    let at = 0;
    return lines.map((line, index) => {
      if (!isCase(read[index]!)) return { line };
      const verdict = verdicts[at];
      const verifier = verifiers[at++]!;
      return verdict === undefined ? { line } : { line, verdict, verifier };
    });
  }

  /** What was judged stands where its signatures are right; the others are judged by themselves. */
  private verified(waiting: readonly Assumed[]): CheckResult[] {
    const answers = this.assumed.answers();
    return waiting.map(({ line, verdict, verifier }) => {
      const { place } = line;
      if (verifier?.wasRight(answers) === true) return { place, verdict: verdict! };
      const read = this.read(line);
      return isCase(read) ? judgeCase(read, place, this.checker) : read;
    });
  }

  private read({ text, place }: Line): CheckCase | NotRead {
    const name = placeName(place);
    try {
      return readDocument(lineDocument(text, name), place, this.shared.options, name);
    } catch (error) {
      return notRead(place, error);
    }
  }
}

function isCase(read: CheckCase | NotRead): read is CheckCase {
  return !('problem' in read);
}

/** Lines that are judged step by step together: all that is known of them is kept until then. */
const AT_ONCE = 24;
/** Lines whose signatures are verified in a row: their verdicts are kept until then. */
const TOGETHER = 192;

interface Line {
  readonly text: string;
  readonly place: Place;
}

/** A line, and its verdict if the verifier was right to say yes; neither where it has to be looked at by itself. */
interface Assumed {
  readonly line: Line;
  readonly verdict?: Verdict;
  readonly verifier?: AssumedVerifier;
}

function* linesOf(text: string, file: string, firstLine: number): Generator<Line> {
  let number = firstLine;
  for (let at = 0; at < text.length; number++) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, end);
    at = end + 1;
    if (line.trim() !== '') yield { text: line, place: { file, line: number } };
  }
}
