/** A log from a file or `-` (stdin), in pieces: however long it is, it never stands in memory whole. */
import { concat, EMPTY } from '../../bytes.js';
import { LONGEST_KEY_FILE, refusePrivateKey } from '../../capture/no-key.js';
import { InputError } from '../../errors.js';
import type { FormatName } from '../../logs/format-names.js';
import { logParser } from '../../logs/log-parser.js';
import { type LogListener, type LogStream, streamOf } from '../../logs/log-stream.js';
import { isGzip, isZip, MARK_SIZE } from '../../logs/packed.js';
import { expected } from '../../shown.js';
import { debug } from '../debug.js';
import type { Io } from '../io.js';
import { chunksOf } from './chunks.js';
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
 * Nothing is told of a short file before it has been looked at as a whole: it may be a private key.
 *
 * @param between waited for after each piece: time for a slow reader of what came of it.
 * @returns the stream at its end: its format is known.
 * @throws InputError when it cannot be read.
 */
export async function readLogFile(
  { file, path, member }: LogSource,
  listener: LogListener,
  format: FormatName | undefined,
  io: Io,
  between: () => Promise<void> = async () => {},
): Promise<LogStream> {
  const held = heldBack(listener);
  let stream: LogStream | undefined;
  let head: Uint8Array[] | undefined = [];
  let size = 0;
  try {
    for await (const piece of withMark(chunksOf(path, io))) {
      stream ??= streamOf(logParser(format, await archives(piece, member)), held.listener);
      size += piece.length;
      if (size > LONGEST_KEY_FILE) {
        head = undefined;
        held.release();
      }
      head?.push(piece.slice());
      stream.push(piece);
      await between();
    }
    stream!.end();
    // A private key is text and hex, too.
    if (head !== undefined) refusePrivateKey(concat(...head), file, stream!.format);
    held.release();
    debug('file', () => `read ${JSON.stringify(file)} as ${stream?.format}`);
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith(path)) throw error;
    throw new InputError(`${file}: ${error.message}`, { cause: error });
  }
  return stream!;
}

/** One piece at least, and the first has what tells an archive, where there is so much. */
async function* withMark(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | undefined = EMPTY;
  for await (const piece of pieces) {
    if (first === undefined) {
      yield piece;
      continue;
    }
    first = first.length === 0 ? piece : concat(first, piece);
    if (first.length < MARK_SIZE) continue;
    yield first;
    first = undefined;
  }
  if (first !== undefined) yield first;
}

/** What unpacks is loaded for what is packed. */
async function archives(head: Uint8Array, member: string | undefined) {
  if (!isGzip(head) && !isZip(head)) return undefined;
  const { unpacking } = await import('../../logs/unpack.js');
  return unpacking(member);
}

/** A listener that is told nothing before the release, and everything then. */
function heldBack({ exchange, problem, found }: LogListener) {
  let waiting: (() => void)[] | undefined = [];
  const later = (tell: () => void) => (waiting === undefined ? tell() : waiting.push(tell));
  return {
    listener: {
      exchange: (...told) => later(() => exchange?.(...told)),
      problem: (told) => later(() => problem?.(told)),
      found: (told) => later(() => found?.(told)),
    } satisfies LogListener,
    release() {
      const all = waiting ?? [];
      waiting = undefined;
      for (const tell of all) tell();
    },
  };
}
