/**
 * Cuts a stream of bytes into batches of whole lines. Memory is bounded: a batch is little more
 * than one chunk, and of a line that is too long nothing is kept but its size.
 */
import { InputError } from '../errors.js';
import { expected } from '../shown.js';

/** Bytes; a case is about one thousandth of it. */
export const MAX_LINE = 1024 * 1024;
/** Bytes of a batch: some hundred lines, some ten milliseconds of work. */
const BATCH = 128 * 1024;
const NEWLINE = 0x0a;

export type Batch = LineBatch | LongLine;

export interface LineBatch {
  readonly kind: 'lines';
  /** Whole lines with their line ends; the last line of a stream may have none. Not shared. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Number of the first line, counted from 1. */
  readonly firstLine: number;
  readonly lines: number;
  /** Offset behind the batch in the stream. */
  readonly end: number;
}

/** A line that is skipped. */
export interface LongLine {
  readonly kind: 'too-long';
  readonly firstLine: number;
  readonly lines: 1;
  /** Bytes, line end included. */
  readonly size: number;
  readonly end: number;
}

/** @param name file and line. */
export function longLineError(name: string, size: number): InputError {
  return new InputError(expected(name, `a line of at most ${MAX_LINE} bytes`, size));
}

/** @param start where the stream goes on from: offset, and number of the line that begins there. */
export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
  start: { readonly offset: number; readonly line: number } = { offset: 0, line: 1 },
): AsyncGenerator<Batch> {
  const cutter = new Cutter(start);
  for await (const chunk of chunks) {
    // Pieces no longer than a line may be, so that only a pending line can be too long.
    for (let at = 0; at < chunk.length; at += MAX_LINE) {
      yield* cutter.take(chunk.subarray(at, at + MAX_LINE));
    }
  }
  yield* cutter.end();
}

class Cutter {
  private offset: number;
  private line: number;
  /** Whole lines, not handed out yet. */
  private whole = new Parts();
  /** The beginning of a line. */
  private pending = new Parts();
  /** Size of the long line that is being skipped; 0: none is. */
  private skipped = 0;

  constructor({ offset, line }: { readonly offset: number; readonly line: number }) {
    this.offset = offset;
    this.line = line;
  }

  *take(piece: Uint8Array): Generator<Batch> {
    const first = piece.indexOf(NEWLINE) + 1;
    if (first === 0) {
      this.keep(piece);
      return;
    }
    const head = piece.subarray(0, first);
    if (this.skipped + this.pending.size + head.length > MAX_LINE) {
      yield* this.flush();
      yield this.longLine(this.skipped + this.pending.size + head.length);
    } else {
      this.whole.addAll(this.pending);
      this.whole.add(head);
    }
    this.pending = new Parts();
    const last = piece.lastIndexOf(NEWLINE) + 1;
    this.whole.add(piece.subarray(first, last));
    this.keep(piece.subarray(last));
    if (this.whole.size >= BATCH) yield* this.flush();
  }

  *end(): Generator<Batch> {
    if (this.skipped > 0) {
      yield* this.flush();
      yield this.longLine(this.skipped);
      return;
    }
    this.whole.addAll(this.pending);
    yield* this.flush();
  }

  private keep(piece: Uint8Array): void {
    if (this.skipped > 0) {
      this.skipped += piece.length;
      return;
    }
    this.pending.add(piece);
    if (this.pending.size <= MAX_LINE) return;
    this.skipped = this.pending.size;
    this.pending = new Parts();
  }

  private *flush(): Generator<Batch> {
    if (this.whole.size === 0) return;
    const bytes = this.whole.joined();
    this.whole = new Parts();
    const lines = countLines(bytes);
    const firstLine = this.line;
    this.line += lines;
    this.offset += bytes.length;
    yield { kind: 'lines', bytes, firstLine, lines, end: this.offset };
  }

  private longLine(size: number): LongLine {
    const firstLine = this.line;
    this.skipped = 0;
    this.line++;
    this.offset += size;
    return { kind: 'too-long', firstLine, lines: 1, size, end: this.offset };
  }
}

/** Bytes in pieces, copied once. */
class Parts {
  private readonly parts: Uint8Array[] = [];
  size = 0;

  add(part: Uint8Array): void {
    if (part.length === 0) return;
    this.parts.push(part);
    this.size += part.length;
  }

  addAll(other: Parts): void {
    for (const part of other.parts) this.add(part);
  }

  joined(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = 0; at < bytes.length; lines++) {
    const next = bytes.indexOf(NEWLINE, at);
    at = next < 0 ? bytes.length : next + 1;
  }
  return lines;
}
