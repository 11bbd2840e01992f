/** A log in memory or in pieces as exchanges and problems. */
import type { FormatName } from './format-names.js';
import type { Counted, Found } from './found.js';
import type { ImportedLog, LoggedExchange, Problem } from './log.js';
import { logParser } from './log-parser.js';
import { type PairedExchange, pairing } from './pairing.js';
import { unpacking } from './unpack.js';

export type { PairedExchange };

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

/** Reads a log in pieces: hands on each exchange and problem as soon as it is complete. */
export interface LogStream {
  /** The next bytes of the log, cut anywhere. */
  push(piece: Uint8Array): void;
  /** Nothing more comes. */
  end(): void;
  readonly format: FormatName;
  /** Of what is packed: the format inside. */
  readonly inside: FormatName | undefined;
  /** Devices seen so far. */
  readonly devices: number;
}

/** Told while a log is read. */
export interface LogListener {
  /**
   * One command with its answer.
   * @param counted what its place is counted in.
   */
  exchange?(exchange: PairedExchange, counted: Counted): void;
  /** Something that cannot be read, with its place. */
  problem?(problem: Problem): void;
  /** Everything, before commands and answers are paired: comments of recordings, too. */
  found?(found: Found): void;
}

/** @throws InputError at the end when `format` cannot be read by the line. */
export function logStream(listener: LogListener, options: LogOptions = {}): LogStream {
  const parser = logParser(options.format, unpacking(options.member, options.mostUnpacked));
  let turns = 0;
  let isExplained = false;
  const problem = (at: number, what: string) => {
    isExplained ||= at === 0;
    listener.problem?.(placed(parser.counted, at, what));
  };
  const pairs = pairing(problem);

  function hand(all: readonly Found[]): void {
    for (const found of all) {
      if (found.kind === 'command' || found.kind === 'answer') turns++;
      listener.found?.(found);
      pairs.add(found);
    }
    for (const exchange of pairs.take()) listener.exchange?.(exchange, parser.counted);
  }

  return {
    push: (piece) => hand(parser.push(piece)),
    end() {
      hand(parser.end());
      pairs.end();
      hand([]);
      if (turns === 0 && !isExplained) problem(0, 'no APDU in it');
    },
    get format() {
      return parser.format!;
    },
    get inside() {
      return parser.inside;
    },
    get devices() {
      return pairs.devices;
    },
  };
}

function placed(counted: Counted, at: number, what: string): Problem {
  return counted === 'line' ? { line: at, what } : { packet: at, what };
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

/** The number of the device is left out where there is only one. */
export function logged(exchange: PairedExchange, devices: number): LoggedExchange {
  const { device, ...rest } = exchange;
  return devices > 1 ? { ...rest, device } : rest;
}
