/** One value judged: a verdict, or why there is none. */

import type { Document } from '../check/answer/documents.js';
import { type CaseOptions, readCase } from '../check/answer/read-case.js';
import type { Checker } from '../check/check.js';
import { InputError } from '../errors.js';
import { type CheckResult, type NotRead, type Place, placeName } from './result.js';

/** Nothing that stands in a case ends the judging of those behind it. */
export function judgeDocument(
  { value, noticed }: Document,
  place: Place,
  { checker, options }: { checker: Checker; options: CaseOptions },
): CheckResult {
  try {
    return { place, verdict: checker.check(readCase(value, placeName(place), options, noticed)) };
  } catch (error) {
    if (error instanceof InputError) return notRead(place, error);
    const problem = `${placeName(place)}: could not be judged: ${(error as Error).message}`;
    return { place, problem, hint: 'This is a fault of exchange-sim: please report it.' };
  }
}

/** @throws what is no fault of the input. */
export function notRead(place: Place, error: unknown): NotRead {
  if (!(error instanceof InputError)) throw error;
  const { message, hint } = error;
  return { place, problem: message, ...(hint === undefined ? {} : { hint }) };
}
