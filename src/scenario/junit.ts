/** JUnit XML of a run of scenarios: one suite a file, as CI servers read it. */
import type { ScenarioResult } from './result.js';
import { apduLines } from './words.js';

export function junitReport(results: readonly ScenarioResult[], at: Date): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map((file, id) => {
    const cases = results.filter((result) => result.file === file);
    return suite(file, cases, { id, at });
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suite(
  file: string,
  cases: readonly ScenarioResult[],
  { id, at }: { id: number; at: Date },
): string {
  const count = (verdict: ScenarioResult['verdict']) =>
    cases.filter((result) => result.verdict === verdict).length;
  const attributes = attributesOf({
    name: file,
    package: 'exchange-sim',
    id,
    // The schema wants no fraction and no zone.
    timestamp: at.toISOString().slice(0, 19),
    hostname: 'localhost',
    tests: cases.length,
    failures: count('failed'),
    errors: 0,
    time: cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
  });
  return [
    `  <testsuite${attributes}>`,
    '    <properties><property name="tool" value="exchange-sim"/></properties>',
    ...cases.map(testcase),
    '    <system-out/>',
    '    <system-err/>',
    '  </testsuite>\n',
  ].join('\n');
}

function testcase(result: ScenarioResult): string {
  const { name, seconds, verdict, differences, reason = '', device, model } = result;
  const open = `    <testcase${attributesOf({
    name,
    classname: `exchange-sim.${device}.${model}`,
    time: seconds.toFixed(3),
  })}`;
  if (verdict === 'passed') return `${open}/>`;
  if (verdict === 'skipped') {
    return `${open}>\n      <skipped>${text(reason)}</skipped>\n    </testcase>`;
  }
  const message = attributesOf({ message: differences[0] ?? '', type: 'difference' });
  const body = text(
    [...differences, '', ...apduLines(result.happened?.transcript), '', ...screen(result)].join(
      '\n',
    ),
  );
  return `${open}>\n      <failure${message}>${body}</failure>\n    </testcase>`;
}

function screen({ happened }: ScenarioResult): string[] {
  const last = happened?.screens.at(-1);
  return last === undefined ? [] : ['last screen', ...last.map((line) => `  ${line}`)];
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
