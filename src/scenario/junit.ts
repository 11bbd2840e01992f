/** JUnit XML of a run of scenarios. */
import { byFile, junitCase, junitDocument, junitElement } from '../report/junit-suite.js';
import { countsOf, type ScenarioResult } from './result.js';
import { apduLines } from './words.js';

/** @param at when it ran. */
export function junitReport(results: readonly ScenarioResult[], at: Date): string {
  const suites = [...byFile(results, ({ file }) => file)].map(([name, cases]) => ({
    name,
    failures: countsOf(cases).failed,
    errors: 0,
    seconds: cases.reduce((sum, { seconds }) => sum + seconds, 0),
    cases: cases.map(testcase),
  }));
  return junitDocument(suites, at);
}

function testcase(result: ScenarioResult): string {
  const { name, seconds, verdict, reason = '', device, model } = result;
  const about = { name, classname: `exchange-sim.${device}.${model}`, seconds };
  if (verdict === 'passed') return junitCase(about);
  if (verdict === 'skipped') return junitCase(about, junitElement('skipped', {}, reason));
  return junitCase(about, failure(result));
}

function failure({ differences, happened }: ScenarioResult): string {
  const last = happened?.screens.at(-1);
  const screen = last === undefined ? [] : ['last screen', ...last.map((line) => `  ${line}`)];
  return junitElement(
    'failure',
    { message: differences[0] ?? '', type: 'difference' },
    [...differences, '', ...apduLines(happened?.transcript), '', ...screen].join('\n'),
  );
}
