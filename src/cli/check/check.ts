/** `exchange-sim check [FILE...|-]`: what a device answers, and everything that is wrong. */

import { AsyncChecker } from '../../check/check-async.js';
import { InputError } from '../../errors.js';
import { judgeDocumentAsync } from '../../report/judge.js';
import { type CheckResult, type NotRead, placeName, verdictWords } from '../../report/result.js';
import { count, emptyTally, type Tally } from '../../report/tally.js';
import { expected } from '../../shown.js';
import { debug } from '../debug.js';
import { reportFailure } from '../failure.js';
import { refuseKey } from '../files/input.js';
import { writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { packageVersion } from '../package-version.js';
import { tellWritten } from '../screens/output.js';
import { jsonText } from '../text/text.js';
import { caseOfOptions, caseOptions } from './case.js';
import { askedOf } from './checker.js';
import { type Found, readCases } from './input.js';
import type { CheckOptions, Reporter } from './options.js';
import { CheckScreens, splitOut } from './screens.js';
import { exitCode, resultText, tallyText } from './text.js';

export async function checkCommand(
  files: readonly string[],
  given: CheckOptions,
  io: Io,
): Promise<number> {
  if (given.stream === true) {
    const { checkStream } = await import('./stream.js');
    return checkStream(files, given, io);
  }
  for (const name of ['to', 'group', 'consumer', 'claimAfter', 'untilEmpty'] as const) {
    if (given[name] === undefined || given.from !== undefined) continue;
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InputError(expected(`--${option}`, 'beside --from', 'alone'));
  }
  if (given.from !== undefined) {
    const { checkRedis } = await import('./redis.js');
    return checkRedis(files, given, io);
  }
  const reporter = reporterOf(given);
  const { options, output } = splitOut(given);
  if (options.bulk === true) {
    const { checkBulk } = await import('./bulk.js');
    return checkBulk(files, { ...options, reporter }, io);
  }
  for (const name of ['resume', 'threads'] as const) {
    if (options[name] === undefined) continue;
    throw new InputError(expected(`--${name}`, '--bulk beside it', 'none'));
  }
  const cases = casesOf(files, options, io);
  const checker = new AsyncChecker({ ...askedOf(options), screens: true });
  const shared = { checker, options: caseOptions(options) };
  const started = new Date();
  const report = new Report(reporter, options, io);
  const reviews = new CheckScreens();
  for await (const found of cases) {
    const result =
      'problem' in found ? found : await judgeDocumentAsync(found.document, found.place, shared);
    debug('choice', () => `${placeName(found.place)}: ${answerOf(result)}`);
    report.add(result);
    if (output !== undefined) reviews.add(result);
  }
  await report.end(started);
  if (output !== undefined) tellWritten(await reviews.write(output, options), output, io);
  return exitCode(report.tally);
}

const answerOf = (result: CheckResult): string =>
  'problem' in result ? 'not read' : `${result.verdict.flowName}, ${verdictWords(result.verdict)}`;

export function reporterOf({ json, reporter }: CheckOptions): Reporter {
  if (json === true && reporter !== undefined && reporter !== 'json') {
    throw new InputError(expected('--reporter', 'json beside --json', reporter));
  }
  return json === true ? 'json' : (reporter ?? 'text');
}

function casesOf(
  files: readonly string[],
  options: CheckOptions,
  io: Io,
): AsyncIterable<Found | NotRead> | Iterable<Found> {
  const own = caseOfOptions(options);
  // Reports call a case by its file.
  for (const file of files) refuseKey(file, 'check');
  if (own === undefined) {
    if (files.length > 0) return readCases(files, io);
    throw new InputError(expected('check', 'a file, - for standard input, or --payload', 'none'));
  }
  if (files.length === 0)
    return [{ place: { file: '--payload' }, document: { value: own, noticed: [] } }];
  throw new InputError(expected('--payload', 'without files', 'both'));
}

/** Problems told on stderr; a report lists all of them. */
const MAX_TOLD = 100;

/** Text is written as it comes, unless it goes to a file; documents at the end. */
class Report {
  readonly tally: Tally = emptyTally();
  private readonly kept: CheckResult[] = [];
  private text = '';
  private problems = 0;
  private readonly reporter: Reporter;
  private readonly options: CheckOptions;
  private readonly io: Io;

  constructor(reporter: Reporter, options: CheckOptions, io: Io) {
    this.reporter = reporter;
    this.options = options;
    this.io = io;
  }

  add(result: CheckResult): void {
    const isFirst = this.tally.cases === 0;
    count(this.tally, result);
    const isDocument = this.reporter !== 'text';
    if ('problem' in result && (isDocument || this.options.out === undefined)) {
      this.problems++;
      if (this.problems > MAX_TOLD) return void (isDocument && this.kept.push(result));
      const { problem, hint } = result;
      reportFailure(new InputError(problem, hint === undefined ? {} : { hint }), this.io);
    }
    if (isDocument) {
      this.kept.push(result);
      return;
    }
    if ('problem' in result && this.options.out === undefined) return;
    const text = resultText(result, this.look());
    this.write(isFirst ? text : `\n${text}`);
  }

  async end(started: Date): Promise<void> {
    const more = this.problems - MAX_TOLD;
    if (more > 0) this.io.stderr.write(`and ${more} more that could not be read\n`);
    const { tally, reporter } = this;
    if (reporter === 'text') {
      if (tally.cases > 1 && tally.notRead < tally.cases) {
        this.write(`\n${tallyText(tally, this.look())}`);
      }
    } else if (reporter === 'github') {
      this.write(await this.github());
    } else {
      this.write(await documentOf(reporter, this.kept, started));
    }
    const { out } = this.options;
    if (out !== undefined) writeFile(out, this.text, { option: '--out' });
  }

  private async github(): Promise<string> {
    const { checkAnnotations } = await import('../../report/github.js');
    const { githubReport } = await import('../files/github.js');
    const { fieldLines } = await import('../files/field-lines.js');
    const annotations = checkAnnotations(this.kept, fieldLines());
    const { cases, clean } = this.tally;
    const sentence = `${clean} of ${cases} ${cases === 1 ? 'case is' : 'cases are'} clean`;
    return githubReport({ heading: 'exchange-sim check', sentence, annotations }, this.io);
  }

  private look() {
    const { screens, out } = this.options;
    const { columns, color } = this.io;
    return { columns, color: color && out === undefined, screens: screens !== false };
  }

  private write(text: string): void {
    if (this.options.out === undefined) this.io.stdout.write(text);
    else this.text += text;
  }
}

async function documentOf(
  reporter: Exclude<Reporter, 'text' | 'github'>,
  results: readonly CheckResult[],
  started: Date,
): Promise<string> {
  if (reporter === 'json') {
    const { jsonReport } = await import('../../report/json.js');
    return jsonText(jsonReport(results));
  }
  if (reporter === 'sarif') {
    const { sarifReport } = await import('../../report/sarif.js');
    const { fieldLines } = await import('../files/field-lines.js');
    const version = packageVersion();
    return jsonText(sarifReport(results, { version, lineOf: fieldLines() }));
  }
  const { junitReport } = await import('../../report/junit.js');
  return junitReport(results, { at: started, seconds: (Date.now() - started.getTime()) / 1000 });
}
