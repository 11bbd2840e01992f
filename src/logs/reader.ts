/** What the reader of a format is: four kinds of files, one table of each (`formats.ts`). */
import type { FormatName } from './format-names.js';
import type { Found } from './found.js';
import type { JsonRecord } from './json/records.js';

/** Takes lines (without their end, colours and Windows' `\r`) one after another. */
export interface LineReader {
  line(text: string, at: number): readonly Found[];
  end(): readonly Found[];
}

/** A text that is read line by line, in constant memory. */
export interface LineFormat {
  readonly name: FormatName;
  /**
   * How many of these lines this format would have written. The format with the most has the file;
   * of equal ones the first in the table. Less than a line for each where nothing tells the producer.
   */
  score(lines: readonly string[]): number;
  /**
   * As many as the score can be at most, without looking closely: whoever cannot have the file is not
   * asked. Absent: any number.
   */
  most?(lines: SortedLines): number;
  open(): LineReader;
}

/** The lines of a text, those apart that only recordings have (`text/plain-turn.ts`). */
export interface SortedLines {
  /** How many are an arrow and hex, and nothing else. No other format counts them for its own sake. */
  readonly plain: number;
  /** The others, in lower case. */
  readonly rest: readonly string[];
}

/** A text that is one JSON document. */
export interface DocumentFormat {
  readonly name: FormatName;
  /** How many of these entries this format would have written, as {@link LineFormat.score}. */
  score(records: readonly JsonRecord[]): number;
  read(records: readonly JsonRecord[]): readonly Found[];
}

/** Takes the bytes of a capture in pieces of any size. */
export interface CaptureReader {
  bytes(piece: Uint8Array): readonly Found[];
  end(): readonly Found[];
}

/** Binary, known by its first bytes. */
export interface CaptureFormat {
  readonly name: FormatName;
  isIt(head: Uint8Array): boolean;
  open(): CaptureReader;
}
