/**
 * Lines of a stream as they come: each is handed out as soon as its line end is there, for whoever
 * waits on the other end of a pipe. Archives are read in batches instead (`line-batches.ts`).
 */
import { MAX_LINE } from './line-batches.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line end; '' when it was too long. */
  readonly text: string;
  /** Bytes, only of a line that was too long to keep. */
  readonly tooLong?: number;
}

const NEWLINE = 0x0a;

/** What follows the last line end is a line, too, unless it is empty. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8');
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 0;
  const take = (part: Uint8Array) => {
    size += part.length;
    // Of a line that is too long nothing but its size is kept.
    if (size > MAX_LINE) parts = [];
    else parts.push(part);
  };
  const finish = (): Line => {
    number++;
    const line: Line =
      size > MAX_LINE
        ? { number, text: '', tooLong: size }
        : { number, text: decoder.decode(Buffer.concat(parts)).replace(/\r$/, '') };
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, at)) {
      take(chunk.subarray(at, end));
      yield finish();
      at = end + 1;
    }
    if (at < chunk.length) take(chunk.slice(at));
  }
  if (size > 0) yield finish();
}
