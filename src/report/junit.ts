/**
 * Verdicts of `check` as JUnit XML: a failure for what is wrong, an error for what could not be read.
 */
import type { Finding } from '../check/findings/finding.js';
import { byFile, junitCase, junitDocument, junitElement } from './junit-suite.js';
import { type CheckResult, isClean, isFailure, placeName, verdictWords } from './result.js';

/** What the report says of itself. */
export interface JunitOptions {
  /** When the check ran. */
  readonly at: Date;
  /** Time all of it took. */
  readonly seconds?: number;
}

/** A JUnit document with a test case for each result. */
export function junitReport(
  results: readonly CheckResult[],
  { at, seconds = 0 }: JunitOptions,
): string {
  const each = results.length === 0 ? 0 : seconds / results.length;
  const suites = [...byFile(results, ({ place }) => place.file)].map(([file, cases]) => {
    const errors = cases.filter((result) => 'problem' in result).length;
    return {
      name: placeName({ file }),
      errors,
      failures: cases.filter((result) => !isClean(result)).length - errors,
      seconds: each * cases.length,
      cases: cases.map((result) => testcase(result, each)),
      said: cases.flatMap(warningsOf).join('\n'),
    };
  });
  return junitDocument(suites, at);
}

function testcase(result: CheckResult, each: number): string {
  const flow = 'problem' in result ? 'case' : result.verdict.flowName;
  const name = `${flow} ${placeName(result.place)}`;
  const about = { name, classname: 'exchange-sim.check', seconds: each };
  return isClean(result) ? junitCase(about) : junitCase(about, complaint(result));
}

function complaint(result: CheckResult): string {
  if ('problem' in result) {
    const attributes = { message: result.problem, type: 'NOT_READ' };
    return junitElement('error', attributes, result.hint ?? '');
  }
  const { verdict } = result;
  const wrong = verdict.findings.filter(isFailure);
  const [first] = wrong;
  const words = verdictWords(verdict);
  const { device } = verdict;
  const answer = device === null ? words : `${words} at ${device.command}: ${device.reason}`;
  return junitElement(
    'failure',
    {
      message: first === undefined ? words : `${words}; ${first.title}`,
      type: first?.code ?? device?.name ?? 'UNREADABLE',
    },
    [answer, ...wrong.map(paragraph)].join('\n\n'),
  );
}

function paragraph({ code, field, title, evidence, why, fix, corrected }: Finding): string {
  const lines = [`${code} (${field}): ${title}`, evidence, why, `Fix: ${fix}`];
  if (corrected !== undefined) lines.push(`Correct: ${corrected}`);
  return lines.join('\n');
}

function warningsOf(result: CheckResult): string[] {
  if ('problem' in result) return [];
  return result.verdict.findings
    .filter((finding) => !isFailure(finding))
    .map(({ code, title, evidence }) => {
      return `${placeName(result.place)}: warning ${code}: ${title}. ${evidence}`;
    });
}
