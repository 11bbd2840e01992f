/** Judges a batch of lines, one case each. */
import { Checker } from '../check/check.js';
import { type CaseDefaults, readCase } from '../check/read-case.js';
import { InputError } from '../errors.js';
import { type CheckResult, type NotRead, type Place, placeName } from '../report/result.js';
import type { Verifier } from '../simulator/verifier.js';
import { parseJson } from './json-text.js';

/** What is the same for all lines. Plain data: it is sent to other threads. */
export interface BulkCase {
  /** As it was given; '-' for standard input. */
  readonly file: string;
  readonly firmware: string;
  readonly defaults: CaseDefaults;
}

/** One line: a case to judge, or why it is none; undefined for a blank one. */
export function judgeValue(
  value: unknown,
  place: Place,
  { checker, defaults }: { checker: Checker; defaults: CaseDefaults },
): CheckResult {
  try {
    return { place, verdict: checker.check(readCase(value, placeName(place), defaults)) };
  } catch (error) {
    return notRead(place, error);
  }
}

/** @throws what is no fault of the input. */
export function notRead(place: Place, error: unknown): NotRead {
  if (!(error instanceof InputError)) throw error;
  const { message, hint } = error;
  return { place, problem: message, ...(hint === undefined ? {} : { hint }) };
}

export class LineJudge {
  private readonly checker: Checker;
  private readonly shared: BulkCase;

  constructor(shared: BulkCase, verifier: Verifier) {
    this.shared = shared;
    this.checker = new Checker({ firmware: shared.firmware, verifier });
  }

  /** In the order of the lines. */
  *judge(bytes: Uint8Array, firstLine: number): Generator<CheckResult> {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const { file, defaults } = this.shared;
    const { checker } = this;
    let line = firstLine;
    for (let at = 0; at < text.length; line++) {
      const next = text.indexOf('\n', at);
      const end = next < 0 ? text.length : next;
      const one = text.slice(at, end);
      at = end + 1;
      if (one.trim() === '') continue;
      const place = { file, line };
      let value: unknown;
      try {
        value = parseJson(one, placeName(place));
      } catch (error) {
        yield notRead(place, error);
        continue;
      }
      yield judgeValue(value, place, { checker, defaults });
    }
  }
}
