/** A run as JUnit XML: one case for each rule, so that a CI server shows which one broke when. */
import { junitCase, junitDocument, junitElement } from '../../report/junit-suite.js';
import { ruleNamed } from '../rules/index.js';
import type { RuleResult } from '../test/result.js';
import { curlLine } from './curl.js';
import type { ShownExchange } from './redacted.js';
import { failedOf, type ReportInput, shownCalls } from './report-input.js';

export function junitReport(input: ReportInput): string {
  const { result, milliseconds, startedAt } = input;
  const { product, url, rules } = result;
  const calls = shownCalls(input);
  const breaking = rules.filter(isBreaking);
  const suite = {
    name: `provider ${product} ${url}`,
    failures: breaking.length,
    errors: 0,
    seconds: milliseconds / 1000,
    cases: rules.map((rule) => ruleCase(rule, product, calls)),
    // As of `check`: what breaks nothing is told beside the cases.
    said: failedOf(rules)
      .filter((rule) => !isBreaking(rule))
      .map(({ id, severity, evidence }) => `${severity} ${id}: ${evidence}`)
      .join('\n'),
  };
  return junitDocument([suite], new Date(startedAt));
}

/** As the exit code of the command. */
function isBreaking({ result, severity }: RuleResult): boolean {
  return result === 'failed' && (severity === 'error' || severity === 'wrong-on-screen');
}

function ruleCase(
  rule: RuleResult,
  product: string,
  calls: ReadonlyMap<number, ShownExchange>,
): string {
  const { id, result, why = '', evidence, codes = [], exchanges = [] } = rule;
  const own = exchanges.flatMap((number) => calls.get(number) ?? []);
  const seconds = own.reduce((sum, { milliseconds }) => sum + milliseconds / 1000, 0);
  const about = { name: id, classname: `exchange-sim.provider.${product}`, seconds };
  if (result === 'notRun') return junitCase(about, junitElement('skipped', {}, why));
  if (result === 'deviation') {
    return junitCase(about, junitElement('skipped', {}, `known deviation: ${why}\n${evidence}`));
  }
  if (!isBreaking(rule)) return junitCase(about);
  const text = [
    evidence,
    why,
    codes.length === 0 ? '' : `check: ${codes.join(', ')}`,
    ...own.slice(0, 3).map(curlLine),
  ];
  const message = ruleNamed(id)?.requires ?? id;
  const lines = text.filter((line) => line !== '').join('\n');
  return junitCase(about, junitElement('failure', { message, type: id }, lines));
}
