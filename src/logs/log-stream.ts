/** What a parser finds, as exchanges and problems. */
import type { FormatName } from './format-names.js';
import type { Counted, Found } from './found.js';
import type { LoggedExchange, Problem } from './log.js';
import type { LogParser } from './log-parser.js';
import { type PairedExchange, pairing } from './pairing.js';

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

/** @throws InputError at the end when the parser's format cannot be read by the line. */
export function streamOf(parser: LogParser, listener: LogListener): LogStream {
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

/** The number of the device is left out where there is only one. */
export function logged(exchange: PairedExchange, devices: number): LoggedExchange {
  const { device, ...rest } = exchange;
  return devices > 1 ? { ...rest, device } : rest;
}
