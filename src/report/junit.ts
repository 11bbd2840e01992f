/**
 * JUnit XML, as CI servers read it: one suite a file, one test a case, a failure for what is wrong
 * and an error for what could not be read. Valid against the schema of Ant's JUnit task and against
 * that of Jenkins' xUnit plugin (test/report/schemas.ts).
 */
import type { Finding } from '../check/finding.js';
import { type CheckResult, isClean, isFailure, placeName, verdictWords } from './result.js';

export interface JunitOptions {
  /** When the check ran. */
  readonly at: Date;
  /** Time all of it took. */
  readonly seconds?: number;
}

export function junitReport(
  results: readonly CheckResult[],
  { at, seconds = 0 }: JunitOptions,
): string {
  const files = new Map<string, CheckResult[]>();
  for (const result of results) {
    const { file } = result.place;
    const known = files.get(file);
    if (known === undefined) files.set(file, [result]);
    else known.push(result);
  }
  const each = results.length === 0 ? 0 : seconds / results.length;
  const suites = [...files].map(([file, cases], id) => suite(file, cases, { id, at, each }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suite(
  file: string,
  cases: readonly CheckResult[],
  { id, at, each }: { id: number; at: Date; each: number },
): string {
  const errors = cases.filter((result) => 'problem' in result).length;
  const failures = cases.filter((result) => !isClean(result)).length - errors;
  const attributes = attributesOf({
    name: placeName({ file }),
    package: 'exchange-sim',
    id,
    // The schema wants no fraction and no zone.
    timestamp: at.toISOString().slice(0, 19),
    hostname: 'localhost',
    tests: cases.length,
    failures,
    errors,
    time: (each * cases.length).toFixed(3),
  });
  const warnings = cases.flatMap(warningsOf).join('\n');
  return [
    `  <testsuite${attributes}>`,
    '    <properties><property name="tool" value="exchange-sim"/></properties>',
    ...cases.map((result) => testcase(result, each)),
    `    <system-out>${text(warnings)}</system-out>`,
    '    <system-err/>',
    '  </testsuite>\n',
  ].join('\n');
}

function testcase(result: CheckResult, each: number): string {
  const { place } = result;
  const flow = 'problem' in result ? 'case' : result.verdict.flowName;
  const open = `    <testcase${attributesOf({
    name: `${flow} ${placeName(place)}`,
    classname: 'exchange-sim.check',
    time: each.toFixed(3),
  })}`;
  if (isClean(result)) return `${open}/>`;
  return `${open}>\n${complaint(result)}\n    </testcase>`;
}

function complaint(result: CheckResult): string {
  if ('problem' in result) {
    const attributes = attributesOf({ message: result.problem, type: 'NOT_READ' });
    return `      <error${attributes}>${text(result.hint ?? '')}</error>`;
  }
  const { verdict } = result;
  const wrong = verdict.findings.filter(isFailure);
  const [first] = wrong;
  const words = verdictWords(verdict);
  const attributes = attributesOf({
    message: first === undefined ? words : `${words}; ${first.title}`,
    type: first?.code ?? verdict.device?.name ?? 'UNREADABLE',
  });
  const { device } = verdict;
  const answer = device === null ? words : `${words} at ${device.command}: ${device.reason}`;
  return `      <failure${attributes}>${text([answer, ...wrong.map(paragraph)].join('\n\n'))}</failure>`;
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

function attributesOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${text(String(value)).replace(/\s+/g, ' ').trim()}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Not allowed in XML 1.0 even escaped, and what changes the direction of text or hides in it. */
const UNSAFE = /[^\P{C}\n]|[\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;

function text(value: string): string {
  return value
    .replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
