/** The report of `test` in the form that is asked for, on stdout or in a file. */
import { junitReport } from '../../scenario/junit.js';
import type { ScenarioResult } from '../../scenario/result.js';
import { writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { testJson } from './json.js';
import type { TestOptions } from './options.js';
import { failureText, headText, summaryText } from './text.js';

/** How long it took, and how many there were to run. */
export interface Run {
  readonly seconds: number;
  readonly of: number;
}

export async function report(
  results: readonly ScenarioResult[],
  options: Pick<TestOptions, 'reporter' | 'out'>,
  { io, ...run }: Run & { readonly io: Io },
): Promise<void> {
  const { reporter, out } = options;
  const summary = summaryText(results, run, io);
  if (reporter === 'text' && out === undefined) {
    // What stands before it was told when it happened.
    io.stdout.write(summary);
    return;
  }
  const text = await reportText(results, reporter, { ...run, io: { ...io, color: false } });
  if (out === undefined) io.stdout.write(text);
  else writeFile(out, text, { option: '--out' });
  // It ends with the summary already, and a step's log has both streams.
  if (reporter !== 'github' || out !== undefined) io.stderr.write(summary);
}

async function reportText(
  results: readonly ScenarioResult[],
  reporter: TestOptions['reporter'],
  { io, ...run }: Run & { readonly io: Io },
): Promise<string> {
  if (reporter === 'junit') return junitReport(results, new Date());
  if (reporter === 'json') return testJson(results, run);
  const summary = summaryText(results, run, io);
  if (reporter === 'text') return bodyText(results, io) + summary;
  const { githubText } = await import('./github.js');
  return githubText(results, summary.trim(), io);
}

function bodyText(results: readonly ScenarioResult[], io: Io): string {
  return results
    .map((result, i) => {
      const head = result.file === results[i - 1]?.file ? '' : `${result.file}\n`;
      return head + headText(result, io) + failureText(result, io);
    })
    .join('');
}
