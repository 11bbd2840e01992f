/** Judges a batch of lines, one case each. */
import { lineDocument } from '../check/answer/documents.js';
import type { CaseOptions } from '../check/answer/read-case.js';
import { Checker } from '../check/check.js';
import { judgeDocument, notRead } from '../report/judge.js';
import { type CheckResult, placeName } from '../report/result.js';
import type { Verifier } from '../simulator/verifier.js';
import { AssumedSignatures } from './assumed-signatures.js';

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
  /** Takes signatures as right. */
  private readonly assuming: Checker;
  private readonly assumed: AssumedSignatures;
  private readonly shared: BulkCase;

  constructor(shared: BulkCase, verifier: Verifier) {
    this.shared = shared;
    const { firmware, require } = shared;
    const options = { firmware, ...(require === undefined ? {} : { require }) };
    this.checker = new Checker({ ...options, verifier });
    this.assumed = new AssumedSignatures(verifier);
    this.assuming = new Checker({ ...options, verifier: this.assumed });
  }

  /** In the order of the lines; blank ones are passed over. */
  *judge(bytes: Uint8Array, firstLine: number): Generator<CheckResult> {
    const text = new TextDecoder('utf-8').decode(bytes);
    let waiting: Assumed[] = [];
    for (const line of linesOf(text, firstLine)) {
      const result = this.judgeLine(line, this.assuming);
      waiting.push({ line, result, isRight: this.assumed.taken() });
      if (waiting.length < TOGETHER) continue;
      yield* this.verified(waiting);
      waiting = [];
    }
    yield* this.verified(waiting);
  }

  /** What was judged stands where its signatures are right; the others are judged once more. */
  private *verified(waiting: readonly Assumed[]): Generator<CheckResult> {
    const areRight = waiting.map(({ isRight }) => isRight());
    for (const [at, { line, result }] of waiting.entries()) {
      yield areRight[at] === true ? result : this.judgeLine(line, this.checker);
    }
  }

  private judgeLine({ text, number }: Line, checker: Checker): CheckResult {
    const { file, options } = this.shared;
    const place = { file, line: number };
    try {
      return judgeDocument(lineDocument(text, placeName(place)), place, { checker, options });
    } catch (error) {
      return notRead(place, error);
    }
  }
}

/** Lines whose signatures are verified in a row: more of them outlive a collection of garbage. */
const TOGETHER = 64;

interface Line {
  readonly text: string;
  readonly number: number;
}

interface Assumed {
  readonly line: Line;
  readonly result: CheckResult;
  readonly isRight: () => boolean;
}

function* linesOf(text: string, firstLine: number): Generator<Line> {
  let number = firstLine;
  for (let at = 0; at < text.length; number++) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, end);
    at = end + 1;
    if (line.trim() !== '') yield { text: line, number };
  }
}
