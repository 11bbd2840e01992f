/** `exchange-sim check --bulk FILE.ndjson|-`: judges an archive and counts what is wrong. */

import { availableParallelism } from 'node:os';
import { judgeArchive, type Progress } from '../../bulk/archive.js';
import type { BulkCase } from '../../bulk/judge-lines.js';
import { fileSource, type Source, streamSource } from '../../bulk/source-files.js';
import { type BulkState, questionOf, readState, stateText } from '../../bulk/state.js';
import { type BulkReport, bulkReport } from '../../bulk/summary.js';
import { InputError } from '../../errors.js';
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import { placeName } from '../../report/result.js';
import { expected, shownText } from '../../shown.js';
import { reportFailure } from '../failure.js';
import { chunksOf } from '../files/chunks.js';
import { readInput, refuseKey, statOf } from '../files/input.js';
import { writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { packageVersion } from '../package-version.js';
import { harmless, jsonText, wrapped } from '../text/text.js';
import { caseOptions } from './case.js';
import { askedOf } from './checker.js';
import type { CheckOptions, Reporter } from './options.js';
import { count, exitCode, tallyText } from './text.js';

type Options = CheckOptions & { readonly reporter: Reporter };

/** Milliseconds between two writings of the state, and two lines of progress. */
const SAVE_EVERY = 2000;
const SHOW_EVERY = 200;

export async function checkBulk(
  files: readonly string[],
  options: Options,
  io: Io,
): Promise<number> {
  const file = fileOf(files, options);
  const { resume, reporter, out } = options;
  const threads = threadsOf(options);
  const { firmware = DEFAULT_FIRMWARE.id, require } = options;
  // What was mistyped is said here, not by every thread.
  askedOf(options);
  const shared: BulkCase = {
    file,
    firmware,
    ...(require === undefined ? {} : { require }),
    options: caseOptions(options),
  };
  const question = questionOf([packageVersion(), firmware, require, shared.options]);
  const state = resume === undefined ? undefined : stateOf(resume, question);
  const source = await sourceOf(file, state, io);
  const keep = (progress: Progress) => {
    if (resume !== undefined)
      writeFile(resume, stateText(progress, question), { option: '--resume' });
  };
  const talk = new Talk(source, io);
  let saved = Date.now();
  const end = await judgeArchive({
    shared,
    chunks: source.chunks,
    from: source.from,
    threads,
    onProgress: (progress) => {
      talk.show(progress);
      if (Date.now() - saved < SAVE_EVERY) return;
      keep(progress);
      saved = Date.now();
    },
  });
  talk.end(end);
  keep(end);

  const report = bulkReport(file, end.summary);
  const name = placeName({ file });
  if (report.summary.cases === 0) {
    reportFailure(new InputError(expected(name, 'a case a line', 'nothing')), io);
  }
  const text = reporter === 'json' ? jsonText(report) : bulkText(report, io, out !== undefined);
  if (out === undefined) io.stdout.write(text);
  else writeFile(out, text, { option: '--out' });
  return exitCode(report.summary);
}

function fileOf(files: readonly string[], { payload, signature, reporter }: Options): string {
  const [file, more] = files;
  if (file === undefined || more !== undefined) {
    throw new InputError(expected('--bulk', 'one file, or -', files.length));
  }
  if (payload !== undefined || signature !== undefined) {
    throw new InputError(expected('--bulk', 'without --payload and --signature', 'both'));
  }
  refuseKey(file, '--bulk');
  if (reporter === 'text' || reporter === 'json') return file;
  throw new InputError(expected('--bulk', '--reporter text or json', reporter), {
    hint: 'An archive is counted; for every single verdict leave --bulk out.',
  });
}

const MAX_THREADS = 256;

function threadsOf({ threads }: Options): number {
  if (threads === undefined) return availableParallelism();
  const number = Number(threads);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_THREADS) return number;
  throw new InputError(
    expected('--threads', `a number from 1 to ${MAX_THREADS}`, shownText(threads)),
  );
}

function stateOf(path: string, question: string): BulkState | undefined {
  if (statOf(path) === undefined) return undefined;
  return readState(readInput(path, '--resume'), `--resume: ${path}`, question);
}

async function sourceOf(file: string, state: BulkState | undefined, io: Io): Promise<Source> {
  return file === '-' ? streamSource(chunksOf(file, io), state) : fileSource(file, state);
}

/** The progress line of a terminal, and one sentence at the end. */
class Talk {
  private readonly started = Date.now();
  private shown = 0;
  private readonly source: Source;
  private readonly io: Io;

  constructor(source: Source, io: Io) {
    this.source = source;
    this.io = io;
  }

  show(progress: Progress): void {
    if (this.io.isTalkTty !== true || Date.now() - this.shown < SHOW_EVERY) return;
    this.shown = Date.now();
    const { size } = this.source;
    const part = size === undefined ? '' : ` · ${Math.floor((100 * progress.offset) / size)} %`;
    this.io.stderr.write(`\r\u001b[2K${this.words(progress)}${part}`);
  }

  end(progress: Progress): void {
    const { from } = this.source;
    if (this.shown > 0) this.io.stderr.write('\r\u001b[2K');
    const before = from.summary.lines;
    const went = before === 0 ? '' : `, after ${count(before)} judged before`;
    this.io.stderr.write(`${this.words(progress)}${went}\n`);
  }

  private words({ summary }: Progress): string {
    const seconds = Math.max(0.001, (Date.now() - this.started) / 1000);
    const lines = summary.lines - this.source.from.summary.lines;
    return `${count(lines)} lines in ${seconds.toFixed(1)} s, ${count(Math.round(lines / seconds))} a second`;
  }
}

function bulkText(report: BulkReport, io: Io, isFile: boolean): string {
  const { columns } = io;
  const color = io.color && !isFile;
  const examples = (code: string) => {
    const lines = Object.entries(report.examples).find(([known]) => known === code)?.[1] ?? [];
    return `${lines.length === 1 ? 'line' : 'lines'} ${lines.map(count).join(', ')}`;
  };
  const problems = report.problems.flatMap(({ problem }) => wrapped(harmless(problem), columns));
  const { notRead } = report.summary;
  const more = notRead - report.problems.length;
  if (more > 0) problems.push(`and ${count(more)} more lines that could not be read`);
  const text = tallyText(report.summary, { color, columns }, examples);
  return problems.length === 0 ? text : `${text}\n${problems.join('\n')}\n`;
}
