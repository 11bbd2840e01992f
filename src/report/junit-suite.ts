/**
 * The frame of a JUnit report, as CI servers read it: one suite a file, one test a case. Valid against
 * the schema of Ant's JUnit task and against that of Jenkins' xUnit plugin (test/report/schemas.ts).
 */
import { xmlAttributes, xmlText } from './xml.js';

export interface JunitSuite {
  readonly name: string;
  readonly failures: number;
  readonly errors: number;
  readonly seconds: number;
  /** Elements made with {@link junitCase}. */
  readonly cases: readonly string[];
  /** What was said beside the verdicts. */
  readonly said?: string;
}

/** The whole report; `at` is when it ran. */
export function junitDocument(suites: readonly JunitSuite[], at: Date): string {
  const elements = suites.map((suite, id) => suiteElement(suite, id, at));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${elements.join('')}</testsuites>\n`;
}

function suiteElement(suite: JunitSuite, id: number, at: Date): string {
  const { name, failures, errors, seconds, cases, said = '' } = suite;
  const attributes = xmlAttributes({
    name,
    package: 'exchange-sim',
    id,
    // The schema wants no fraction and no zone.
    timestamp: at.toISOString().slice(0, 19),
    hostname: 'localhost',
    tests: cases.length,
    failures,
    errors,
    time: seconds.toFixed(3),
  });
  return [
    `  <testsuite${attributes}>`,
    '    <properties><property name="tool" value="exchange-sim"/></properties>',
    ...cases,
    `    <system-out>${xmlText(said)}</system-out>`,
    '    <system-err/>',
    '  </testsuite>\n',
  ].join('\n');
}

/** @param inside what is wrong, as an element made with {@link junitElement}; none when all is well. */
export function junitCase(
  { name, classname, seconds }: { name: string; classname: string; seconds: number },
  inside?: string,
): string {
  const attributes = xmlAttributes({ name, classname, time: seconds.toFixed(3) });
  if (inside === undefined) return `    <testcase${attributes}/>`;
  return `    <testcase${attributes}>\n      ${inside}\n    </testcase>`;
}

export function junitElement(
  kind: 'failure' | 'error' | 'skipped',
  attributes: Readonly<Record<string, string>>,
  text: string,
): string {
  return `<${kind}${xmlAttributes(attributes)}>${xmlText(text)}</${kind}>`;
}

/** Items by the file they come from, files in the order they first appear. */
export function byFile<Item>(
  items: readonly Item[],
  fileOf: (item: Item) => string,
): Map<string, Item[]> {
  const files = new Map<string, Item[]>();
  for (const item of items) {
    const file = fileOf(item);
    const known = files.get(file);
    if (known === undefined) files.set(file, [item]);
    else known.push(item);
  }
  return files;
}
