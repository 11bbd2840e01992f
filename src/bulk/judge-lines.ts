/** Judges a batch of lines, one case each. */
import { lineDocument } from '../check/answer/documents.js';
import type { CaseOptions } from '../check/answer/read-case.js';
import { Checker } from '../check/check.js';
import { judgeDocument, notRead } from '../report/judge.js';
import { type CheckResult, type Place, placeName } from '../report/result.js';
import type { Verifier } from '../simulator/verifier.js';

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
  private readonly shared: BulkCase;

  constructor(shared: BulkCase, verifier: Verifier) {
    this.shared = shared;
    const { firmware, require } = shared;
    this.checker = new Checker({
      firmware,
      verifier,
      ...(require === undefined ? {} : { require }),
    });
  }

  /** In the order of the lines; blank ones are passed over. */
  *judge(bytes: Uint8Array, firstLine: number): Generator<CheckResult> {
    const text = new TextDecoder('utf-8').decode(bytes);
    const { file } = this.shared;
    let line = firstLine;
    for (let at = 0; at < text.length; line++) {
      const next = text.indexOf('\n', at);
      const end = next < 0 ? text.length : next;
      const one = text.slice(at, end);
      at = end + 1;
      if (one.trim() !== '') yield this.judgeLine(one, { file, line });
    }
  }

  private judgeLine(text: string, place: Place): CheckResult {
    const { checker, shared } = this;
    try {
      const document = lineDocument(text, placeName(place));
      return judgeDocument(document, place, { checker, options: shared.options });
    } catch (error) {
      return notRead(place, error);
    }
  }
}
