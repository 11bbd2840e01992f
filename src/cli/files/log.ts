/** A log from a file or `-` (stdin), in pieces: however long it is, it never stands in memory whole. */
import { concat } from '../../bytes.js';
import { LONGEST_KEY_FILE, refusePrivateKey } from '../../capture/no-key.js';
import { InputError } from '../../errors.js';
import {
  type LogListener,
  type LogOptions,
  type LogStream,
  logStream,
} from '../../logs/read-log.js';
import { expected } from '../../shown.js';
import { chunksOf } from '../check/input.js';
import { debug } from '../debug.js';
import type { Io } from '../io.js';
import { refuseKey, statOf } from './input.js';

export interface LogSource {
  /** As typed. */
  readonly file: string;
  readonly path: string;
  readonly member?: string;
}

/**
 * `FILE.zip#MEMBER` where there is no file of that whole name.
 * @param option how messages call what was typed.
 * @throws InputError when there is no such file.
 */
export function logSource(file: string, option: string): LogSource {
  refuseKey(file, option);
  if (file === '-') return { file, path: file };
  const mark = file.indexOf('#');
  const isMember = mark > 0 && statOf(file) === undefined;
  const path = isMember ? file.slice(0, mark) : file;
  const stat = statOf(path);
  if (stat === undefined) throw new InputError(`${path}: no such file`);
  if (stat.isDirectory()) throw new InputError(expected(path, 'a file', 'a folder'));
  return { file, path, ...(isMember ? { member: file.slice(mark + 1) } : {}) };
}

/**
 * @param between waited for after each piece: time for a slow reader of what came of it.
 * @returns the stream at its end: its format is known.
 * @throws InputError when it cannot be read.
 */
export async function readLogFile(
  { file, path, member }: LogSource,
  listener: LogListener,
  format: LogOptions['format'],
  io: Io,
  between: () => Promise<void> = async () => {},
): Promise<LogStream> {
  const stream = logStream(listener, {
    file,
    ...(format === undefined ? {} : { format }),
    ...(member === undefined ? {} : { member }),
  });
  try {
    for await (const piece of withoutKeys(chunksOf(path, io), file, format)) {
      stream.push(piece);
      await between();
    }
    stream.end();
    debug('file', () => `read ${JSON.stringify(file)} as ${stream.format}`);
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith(path)) throw error;
    throw new InputError(`${file}: ${error.message}`, { cause: error });
  }
  return stream;
}

/**
 * A short file is looked at as a whole before anything is made of it: a private key is text and hex, too.
 * @throws InputError for one.
 */
async function* withoutKeys(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  format: LogOptions['format'],
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array[] | undefined = [];
  let size = 0;
  for await (const piece of pieces) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head.push(piece.slice());
    size += piece.length;
    if (size <= LONGEST_KEY_FILE) continue;
    yield concat(...head);
    head = undefined;
  }
  if (head === undefined) return;
  const whole = concat(...head);
  const found = logStream({}, format === undefined ? {} : { format });
  found.push(whole);
  found.end();
  refusePrivateKey(whole, file, found.format);
  yield whole;
}
