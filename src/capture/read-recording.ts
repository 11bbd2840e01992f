/** Any file with APDUs as a recording: one of ours strictly, a log of another tool as far as it goes. */
import { decodeText } from '../codec/text.js';
import { InputError } from '../errors.js';
import { type FormatName, type LogOptions, logStream, type Problem } from '../logs/index.js';
import { isOurs, parseRecording, type Recording, recordingReader } from './format.js';
import { logEvents } from './log-events.js';
import { refusePrivateKey } from './no-key.js';

/** A recording, and what is known of the log it was made of. */
export interface ReadRecording {
  readonly recording: Recording;
  /** What it was read as; absent for a recording of ours. */
  readonly format?: FormatName;
  /** What could not be read, in the order of its places. */
  readonly problems: readonly Problem[];
}

/**
 * A recording of ours, or the log of any tool as one, from the bytes of the file.
 * @param file how it is called in error messages.
 * @throws InputError for a recording of ours with a line that is none, for what holds no APDU, and for
 * a private key.
 */
export function recordingOf(
  bytes: Uint8Array,
  file: string,
  options: Omit<LogOptions, 'file'> = {},
): ReadRecording {
  const strict = options.format === undefined ? ownRecording(bytes, file) : undefined;
  if (strict?.recording !== undefined) return { recording: strict.recording, problems: [] };
  const log = logAsRecording(bytes, file, options);
  if (log.format !== undefined) refusePrivateKey(bytes, file, log.format);
  const isEmpty = log.recording.events.length === 0;
  if (!isEmpty) return log;
  // What is said of a recording tells more of a text, and nothing of a binary file.
  if (strict?.error !== undefined && log.format === 'recordstore') throw strict.error;
  const [first] = log.problems;
  const format = log.format === undefined ? '' : ` (read as ${log.format})`;
  throw new InputError(`${file}: ${first?.what ?? 'no APDU in it'}${format}`);
}

/** Undefined for what is no recording of ours, with what a strict reader says. */
function ownRecording(
  bytes: Uint8Array,
  file: string,
): { readonly recording?: Recording; readonly error?: InputError } | undefined {
  if (isBinary(bytes)) return undefined;
  const text = decodeText(bytes);
  try {
    return { recording: parseRecording(text, file) };
  } catch (error) {
    if (!(error instanceof InputError) || isOurRecording(text, file)) throw error;
    return { error };
  }
}

/** It has lines that only we write, or it is called `.apdu` and has nothing but arrows and `#`. */
function isOurRecording(text: string, file: string): boolean {
  for (const [, comment] of text.matchAll(/^\s*#(.*)$/gm)) {
    if (isOurs(comment!.trim())) return true;
  }
  return file.endsWith('.apdu') && !/^[^\S\n]*(?!=>|<=|#)\S/m.test(text);
}

/** Archives and captures; UTF-16 is text. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4);
  if (head[0] === 0xff || head[0] === 0xfe) return false;
  return head.some((byte) => byte >= 0x80 || (byte < 0x09 && byte > 0)) && head[0] !== 0xef;
}

function logAsRecording(
  bytes: Uint8Array,
  file: string,
  options: Omit<LogOptions, 'file'>,
): ReadRecording {
  const reader = recordingReader();
  const problems: Problem[] = [];
  const events = logEvents((event) => {
    if (event.kind !== 'note') {
      reader.add(event);
      return;
    }
    const { text, line, kind: _, ...of } = event;
    const fail = (problem: string): never => {
      throw new InputError(`${file}:${line}: ${problem}`);
    };
    reader.comment(text, line, fail, of);
  });
  const stream = logStream({ ...events.listener, problem: (one) => problems.push(one) }, options);
  try {
    stream.push(bytes);
    stream.end();
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith(file)) throw error;
    throw new InputError(`${file}: ${error.message}`, { cause: error });
  }
  events.end();
  const { format } = stream;
  const place = (one: Problem) => ('line' in one ? one.line : one.packet);
  problems.sort((a, b) => place(a) - place(b));
  return { recording: reader.recording, format, problems };
}
