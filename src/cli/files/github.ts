/** `--reporter github`: annotations for the log of a workflow, and the summary of its step. */
import { appendFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Annotation, annotationLine, stepSummary } from '../../report/github.js';
import type { Io } from '../io.js';

export interface GithubReport {
  /** Over the summary: the command. */
  readonly heading: string;
  /** What came of it, in numbers. */
  readonly sentence: string;
  /** Their files as they were typed. */
  readonly annotations: readonly Annotation[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** The lines for the log, the sentence last; the summary goes where GitHub wants it. */
export function githubReport(report: GithubReport, io: Io, env: Env = process.env): string {
  const { heading, sentence } = report;
  const annotations = report.annotations.map((one) => ({ ...one, ...fromRoot(one, env) }));
  if (env.GITHUB_STEP_SUMMARY) {
    const text = stepSummary(heading, sentence, annotations);
    try {
      appendFileSync(env.GITHUB_STEP_SUMMARY, text);
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      io.stderr.write(`GITHUB_STEP_SUMMARY: the summary cannot be written (${code})\n`);
    }
  }
  return `${annotations.map(annotationLine).join('')}${sentence}\n`;
}

/** GitHub counts from the root of the repository, wherever the step runs. */
function fromRoot({ file }: Annotation, { GITHUB_WORKSPACE: root }: Env): { file?: string } {
  if (file === undefined) return {};
  const path = root === undefined ? file : relative(root, resolve(file));
  return { file: path.replaceAll('\\', '/') };
}
