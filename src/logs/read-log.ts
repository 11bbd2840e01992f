/** A log in memory or in pieces as exchanges and problems. */
import type { FormatName } from './format-names.js';
import type { ImportedLog, Problem } from './log.js';
import { logParser } from './log-parser.js';
import { type LogListener, type LogStream, logged, streamOf } from './log-stream.js';
import type { PairedExchange } from './pairing.js';
import { unpacking } from './unpack.js';

export type { LogListener, LogStream };

/** How a log is read. */
export interface LogOptions {
  /** How the file is called. */
  readonly file?: string;
  /** Read as this; found by content when absent. */
  readonly format?: FormatName;
  /** Of a zip archive: read this member; the first one with APDUs when absent. */
  readonly member?: string;
  /** Bytes that archives may unpack to; when absent 2 GiB, and any number of a gzip archive. */
  readonly mostUnpacked?: number;
}

/**
 * Reads a log piece by piece, as it comes: `listener` is told of each exchange and each problem.
 * @throws InputError at the end when `format` cannot be read by the line.
 */
export function logStream(listener: LogListener, options: LogOptions = {}): LogStream {
  const { format, member, mostUnpacked } = options;
  return streamOf(logParser(format, unpacking(member, mostUnpacked)), listener);
}

/** Reads a whole log. Problems are in the order of their places. */
export function readLog(bytes: Uint8Array, options: LogOptions = {}): ImportedLog {
  const paired: PairedExchange[] = [];
  const problems: Problem[] = [];
  const stream = logStream(
    { exchange: (exchange) => paired.push(exchange), problem: (one) => problems.push(one) },
    options,
  );
  stream.push(bytes);
  stream.end();
  const { format, devices } = stream;
  const place = (one: Problem) => ('line' in one ? one.line : one.packet);
  return {
    file: options.file ?? '',
    format,
    devices,
    exchanges: paired.map((exchange) => logged(exchange, devices)),
    problems: problems.sort((a, b) => place(a) - place(b)),
  };
}
