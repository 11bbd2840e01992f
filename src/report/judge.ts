/** One value judged: a verdict, or why there is none. */

import type { Document } from '../check/answer/documents.js';
import { type CaseOptions, readCase } from '../check/answer/read-case.js';
import type { Checker } from '../check/check.js';
import type { AsyncChecker } from '../check/check-async.js';
import type { CheckCase } from '../check/check-case.js';
import { InputError } from '../errors.js';
import { type CheckResult, type NotRead, type Place, placeName } from './result.js';

/** Nothing that stands in a case ends the judging of those behind it. */
export function judgeDocument(
  document: Document,
  place: Place,
  { checker, options }: { checker: Checker; options: CaseOptions },
): CheckResult {
  const read = readDocument(document, place, options);
  return 'problem' in read ? read : judgeCase(read, place, checker);
}

/** The case of a document, or why there is none. */
export function readDocument(
  document: Document,
  place: Place,
  options: CaseOptions,
  name = placeName(place),
): CheckCase | NotRead {
  try {
    return readCase(document.value, name, options, document.noticed);
  } catch (error) {
    return failed(place, error);
  }
}

export function judgeCase(judged: CheckCase, place: Place, checker: Checker): CheckResult {
  try {
    return { place, verdict: checker.check(judged) };
  } catch (error) {
    return failed(place, error);
  }
}

/** As {@link judgeDocument}, and no more code is loaded than the case needs. */
export async function judgeDocumentAsync(
  document: Document,
  place: Place,
  { checker, options }: { checker: AsyncChecker; options: CaseOptions },
): Promise<CheckResult> {
  try {
    const judged = readCase(document.value, placeName(place), options, document.noticed);
    return { place, verdict: await checker.check(judged) };
  } catch (error) {
    return failed(place, error);
  }
}

function failed(place: Place, error: unknown): NotRead {
  if (error instanceof InputError) return notRead(place, error);
  const problem = `${placeName(place)}: could not be judged: ${(error as Error).message}`;
  return { place, problem, hint: 'This is a fault of exchange-sim: please report it.' };
}

/** @throws what is no fault of the input. */
export function notRead(place: Place, error: unknown): NotRead {
  if (!(error instanceof InputError)) throw error;
  const { message, hint } = error;
  return { place, problem: message, ...(hint === undefined ? {} : { hint }) };
}
