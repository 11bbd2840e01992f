/** `test --reporter github`: what failed, at the line of its scenario. */
import type { Annotation } from '../../report/github.js';
import type { ScenarioResult } from '../../scenario/result.js';
import { scenarioLines } from '../../scenario/scenario-lines.js';
import { apduLines } from '../../scenario/words.js';
import { githubReport } from '../files/github.js';
import { readInput } from '../files/input.js';
import type { Io } from '../io.js';

/** @param sentence what came of all of them, in numbers. */
export function githubText(results: readonly ScenarioResult[], sentence: string, io: Io): string {
  const lines = new Map<string, ReturnType<typeof scenarioLines>>();
  const lineOf = ({ file, name }: ScenarioResult) => {
    const find = lines.get(file) ?? scenarioLines(readInput(file, 'test'));
    lines.set(file, find);
    return find(name);
  };
  const annotations = results
    .filter(({ verdict }) => verdict === 'failed')
    .map((result): Annotation => {
      const { name, file, differences, happened } = result;
      const line = lineOf(result);
      const text = [...differences, ...apduLines(happened?.transcript)].join('\n');
      return { level: 'error', title: name, text, file, ...(line === undefined ? {} : { line }) };
    });
  return githubReport({ heading: 'exchange-sim test', sentence, annotations }, io);
}
