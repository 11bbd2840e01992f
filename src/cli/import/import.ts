/**
 * `exchange-sim import FILE…`: whatever log somebody has becomes a recording. Logs are read and
 * written piece by piece, so that their size does not matter.
 */
import { once } from 'node:events';
import { EXIT } from '../../errors.js';
import type { LogListener, Problem } from '../../logs/index.js';
import { refuseStdinTwice } from '../files/chunks.js';
import { type LogSource, logSource, readLogFile } from '../files/log.js';
import { type WholeFile, wholeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { deviceNumber, notThere } from '../options/log.js';
import { logTalk } from '../text/log-talk.js';
import { harmless } from '../text/text.js';
import type { ImportOptions } from './options.js';
import {
  type ImportedFile,
  type ImportOutput,
  JsonOutput,
  pcapOutput,
  recordingOutput,
  type Wanted,
} from './outputs.js';

/** Characters that are worth writing at once. */
const ENOUGH = 64 * 1024;

/** Problems of one file that are kept; how many more there are is said. */
const MOST_PROBLEMS = 100_000;

/**
 * @returns 0 when there is at least one exchange, else 2.
 * @throws InputError for files that are not there and options that make no sense.
 */
export async function importCommand(
  files: readonly string[],
  options: ImportOptions,
  io: Io,
): Promise<number> {
  refuseStdinTwice(files);
  const sources = files.map((file) => logSource(file, 'import'));
  const wanted = deviceNumber(options.device);
  const out = options.out === undefined ? undefined : wholeFile(options.out, '--out');
  try {
    const json = options.json ? new JsonOutput(wanted) : undefined;
    const stdout = new Stdout(io);
    const outputs: ImportOutput[] = [];
    if (json !== undefined) outputs.push(json);
    if (out !== undefined) outputs.push(fileOutput(out, options.out!, wanted, files.length === 1));
    if (outputs.length === 0) {
      outputs.push(recordingOutput((text) => stdout.add(text), wanted, files.length === 1));
    }
    const imported: ImportedFile[] = [];
    for (const source of sources) {
      const one = await importFile(source, outputs, { ...options, wanted }, io, () =>
        stdout.flush(),
      );
      imported.push(one);
      io.stderr.write(logTalk(one.file, one.format, one.problems, one.inside));
      io.stderr.write(`${harmless(countText(one))}\n`);
    }
    for (const text of json?.document(imported) ?? []) {
      stdout.add(text);
      await stdout.flush(ENOUGH);
    }
    await stdout.flush();
    const count = imported.reduce((sum, { exchanges }) => sum + exchanges, 0);
    if (count === 0) return nothingLeft(imported, wanted, io);
    out?.finish();
    return EXIT.yes;
  } finally {
    out?.abandon();
  }
}

function fileOutput(file: WholeFile, path: string, wanted: Wanted, isAlone: boolean): ImportOutput {
  if (/\.pcap$/i.test(path)) return pcapOutput(file, wanted);
  return recordingOutput((text) => file.write(text), wanted, isAlone);
}

async function importFile(
  source: LogSource,
  outputs: readonly ImportOutput[],
  { format, wanted }: Pick<ImportOptions, 'format'> & { wanted: Wanted },
  io: Io,
  flush: () => Promise<void>,
): Promise<ImportedFile> {
  const problems: Problem[] = [];
  let more = 0;
  let exchanges = 0;
  const listeners = outputs.map((output) => output.begin(source.file));
  const listener: LogListener = {
    problem(problem) {
      if (problems.length < MOST_PROBLEMS) problems.push(problem);
      else more++;
    },
    found: (found) => {
      for (const one of listeners) one.found?.(found);
    },
    exchange: (exchange, counted) => {
      if (wanted === undefined || exchange.device === wanted) exchanges++;
      for (const one of listeners) one.exchange?.(exchange, counted);
    },
  };
  const { file } = source;
  const stream = await readLogFile(source, listener, format, io, flush);
  for (const output of outputs) output.end();
  await flush();
  if (more > 0) problems.push({ line: 0, what: `and ${more} more problems` });
  const place = (one: Problem) => ('line' in one ? one.line : one.packet);
  problems.sort((a, b) => place(a) - place(b));
  const { inside, devices } = stream;
  return {
    file,
    format: stream.format,
    ...(inside === undefined ? {} : { inside }),
    devices,
    exchanges,
    problems,
  };
}

function countText({ file, exchanges, devices, problems }: ImportedFile): string {
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  const of = devices > 1 ? ` of ${counted(devices, 'device')}` : '';
  return `${file}: ${counted(exchanges, 'exchange')}${of}, ${counted(problems.length, 'problem')}`;
}

function nothingLeft(imported: readonly ImportedFile[], wanted: Wanted, io: Io): number {
  const most = Math.max(...imported.map(({ devices }) => devices));
  const what =
    wanted !== undefined && most > 0
      ? notThere(wanted, most)
      : 'nothing usable is left: expected at least one command';
  io.stderr.write(`error: ${what}\n`);
  return EXIT.usage;
}

/** Standard output, a piece at a time; waits while its reader is slower. */
class Stdout {
  private readonly io: Io;
  private texts: string[] = [];
  private size = 0;

  constructor(io: Io) {
    this.io = io;
  }

  add(text: string): void {
    this.texts.push(text);
    this.size += text.length;
  }

  async flush(least = 0): Promise<void> {
    if (this.size <= least) return;
    const text = this.texts.join('');
    this.texts = [];
    this.size = 0;
    const { stdout } = this.io;
    if (stdout.write(text) === false && stdout === process.stdout) {
      await once(process.stdout, 'drain');
    }
  }
}
