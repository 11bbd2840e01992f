/**
 * The contract of `check --stream`: a case in, a verdict out, each one line of JSON, whatever the
 * case is. Kafka, Spark's `pipe` and the like need nothing else of a judge.
 */
import { lineDocument } from '../check/answer/documents.js';
import type { CaseOptions } from '../check/answer/read-case.js';
import { membersOf } from '../check/answer/unwrap.js';
import type { Checker } from '../check/check.js';
import { jsonResult } from '../report/json.js';
import { judgeDocument, notRead } from '../report/judge.js';
import type { CheckResult } from '../report/result.js';
import { longLineError } from './line-batches.js';
import type { Line } from './lines.js';

/** `id` of the case as it stands in it, to be copied; undefined where it has none. */
export type CaseId = string | number | undefined;

export interface JudgedLine {
  readonly id: CaseId;
  readonly result: CheckResult;
  /** One line of JSON, without a line end. */
  readonly text: string;
}

export class StreamJudge {
  private readonly checker: Checker;
  private readonly options: CaseOptions;
  private readonly file: string;

  /** @param file how problems call the stream; '-' for standard input. */
  constructor(checker: Checker, options: CaseOptions, file = '-') {
    this.checker = checker;
    this.options = options;
    this.file = file;
  }

  judge({ number, text, tooLong }: Line): JudgedLine {
    const place = { file: this.file, line: number };
    const { checker, options } = this;
    if (tooLong !== undefined) {
      return this.said(undefined, notRead(place, longLineError(`line ${number}`, tooLong)));
    }
    try {
      const document = lineDocument(text, `line ${number}`);
      return this.said(idOf(document.value), judgeDocument(document, place, { checker, options }));
    } catch (error) {
      return this.said(undefined, notRead(place, error));
    }
  }

  private said(id: CaseId, result: CheckResult): JudgedLine {
    const { file: _, line, screens: __, ...judged } = jsonResult(result, { screenData: false });
    return {
      id,
      result,
      text: JSON.stringify({ ...(id === undefined ? {} : { id }), line, ...judged }),
    };
  }
}

function idOf(value: unknown): CaseId {
  const { id } = membersOf(value) ?? {};
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
