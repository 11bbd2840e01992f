/**
 * `exchange-sim check --stream`: NDJSON on standard input, a verdict a line on standard output, in
 * order and at once. Whoever reads slowly slows the judging down; nothing piles up.
 */
import { once } from 'node:events';
import { linesOf } from '../../bulk/lines.js';
import { StreamJudge } from '../../bulk/stream-judge.js';
import { Checker } from '../../check/check.js';
import { EXIT, InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { chunksOf } from '../files/chunks.js';
import type { Io } from '../io.js';
import { caseOptions } from './case.js';
import { askedOf } from './checker.js';
import type { CheckOptions } from './options.js';

/** Options that say where a report goes, and make no sense beside a stream of verdicts. */
const REPORTS = ['json', 'reporter', 'out', 'bulk', 'resume', 'threads', 'payload'] as const;

/**
 * @returns 0 when every line has its verdict, whatever it is: pipes take anything else for a failure.
 * @throws InputError for options that exclude each other.
 */
export async function checkStream(
  files: readonly string[],
  options: CheckOptions,
  io: Io,
): Promise<number> {
  for (const name of REPORTS) {
    if (options[name] === undefined) continue;
    throw new InputError(expected('--stream', `without --${name}`, 'both'));
  }
  const [file = '-', another] = files;
  if (another !== undefined) {
    throw new InputError(expected('--stream', 'one stream', `${files.length} files`));
  }
  const judge = new StreamJudge(new Checker(askedOf(options)), caseOptions(options));
  for await (const line of linesOf(chunksOf(file, io))) {
    if (io.stdout.write(`${judge.judge(line).text}\n`) === false) await drained(io);
  }
  return EXIT.yes;
}

async function drained({ stdout }: Io): Promise<void> {
  if (stdout === process.stdout) await once(process.stdout, 'drain');
}
