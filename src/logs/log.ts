/** A log of APDUs as it is handed on, whatever wrote it. */
import type { FormatName } from './format-names.js';

/** A command of a log and its answer. */
export interface LoggedExchange {
  /** The command APDU. */
  readonly command: Uint8Array;
  /** Data and status word; null where the file has no answer. */
  readonly response: Uint8Array | null;
  /** From 1, by first appearance; only in a log of more than one device. */
  readonly device?: number;
  /** When the command was sent, milliseconds since 1970, UTC; absent where the file has no date. */
  readonly time?: number;
  /** Line or packet of the command, from 1. */
  readonly at: number;
  /** Line or packet of the answer. */
  readonly answeredAt?: number;
  /** When the answer came, as `time`. */
  readonly answeredTime?: number;
  /** What the file has in place of an answer. */
  readonly lost?: string;
}

/** Something that could not be read, and where: in a text by line, in a capture by packet; 0 is the file. */
export type Problem =
  | { readonly line: number; readonly what: string }
  | { readonly packet: number; readonly what: string };

/** A whole log: its format, its exchanges, what could not be read. */
export interface ImportedLog {
  readonly file: string;
  readonly format: FormatName;
  /** How many devices speak in it. */
  readonly devices: number;
  /** In the order in which the commands were sent. */
  readonly exchanges: readonly LoggedExchange[];
  readonly problems: readonly Problem[];
}
