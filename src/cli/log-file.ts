/** A log from a file or `-` (stdin), in pieces: however long it is, it never stands in memory whole. */
import { createReadStream } from 'node:fs';
import { InputError } from '../errors.js';
import { type LogListener, type LogOptions, type LogStream, logStream } from '../logs/read-log.js';
import { refuseKey, statOf } from './input-file.js';
import type { Io } from './io.js';

const PIECE = 1024 * 1024;

/**
 * @param option how messages call what was typed.
 * @param between waited for after each piece: time for a slow reader of what came of it.
 * @returns the stream at its end: its format is known.
 * @throws InputError when there is no such file or it cannot be read.
 */
export async function readLogFile(
  path: string,
  option: string,
  listener: LogListener,
  options: LogOptions,
  io: Io,
  between: () => Promise<void> = async () => {},
): Promise<LogStream> {
  const stream = logStream(listener, options);
  for await (const piece of piecesOf(path, option, io)) {
    stream.push(piece);
    await between();
  }
  stream.end();
  return stream;
}

async function* piecesOf(path: string, option: string, io: Io): AsyncGenerator<Uint8Array> {
  if (path === '-') {
    for await (const piece of io.stdin ?? []) yield new Uint8Array(piece);
    return;
  }
  refuseKey(path, option);
  const stat = statOf(path);
  if (stat === undefined) throw new InputError(`${option}: no such file: ${shown(path)}`);
  if (stat.isDirectory()) {
    throw new InputError(`${option}: expected a file, found a folder at ${shown(path)}`);
  }
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) yield piece;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InputError(`${option}: ${shown(path)} cannot be read (${code})`, { cause: error });
  }
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}
