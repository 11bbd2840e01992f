/**
 * Judges an archive, one case a line: reads, hands batches to all cores, adds the results up in the
 * order of the lines. Only a few batches exist at any time, however long the archive is.
 */

import { notRead } from '../report/judge.js';
import { placeName } from '../report/result.js';
import { fastestVerifier } from '../simulator/node-fastest-verifier.js';
import { type BulkCase, LineJudge } from './judge-lines.js';
import { type Batch, type LineBatch, lineBatches, longLineError } from './line-batches.js';
import { append, type BulkSummary, emptySummary, note } from './summary.js';

/** How far an archive has been judged: all of `summary`, nothing behind `offset`. */
export interface Progress {
  readonly offset: number;
  readonly summary: BulkSummary;
  /** The bytes in front of the last batch's end, to know the archive again. */
  readonly seam: Seam;
}

/** The bytes around the place up to which an archive was judged, to know it again. */
export interface Seam {
  /** Offset in the archive behind the last of them. */
  readonly end: number;
  /** The last 4096 bytes in front of it, or fewer. */
  readonly bytes: Uint8Array;
}

/** What {@link judgeArchive} judges, on how many threads, and from where. */
export interface ArchiveOptions {
  readonly shared: BulkCase;
  /** The archive, from the offset of `from` on. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly threads: number;
  /** Where an earlier run stopped. */
  readonly from?: Progress;
  /** Called after every batch. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Where judging begins when nothing was judged before. */
export const NOTHING_YET: Progress = {
  offset: 0,
  summary: emptySummary(),
  seam: { end: 0, bytes: new Uint8Array(0) },
};

const SEAM_SIZE = 4096;
/** Batches a thread has in work or waiting: enough to never be idle. */
const AHEAD = 2;
/** Batches of an archive that is worth no threads: about a second's work. */
const SHORT = 8;

type Judge = (batch: LineBatch) => Promise<BulkSummary>;

interface Waiting {
  readonly batch: Pick<Batch, 'end' | 'lines'>;
  readonly seam: Seam | undefined;
  readonly summary: Promise<BulkSummary>;
}

/**
 * Judges an archive, one case a line, and returns how far it came with what was found. What a file
 * or a stream throws when it is read ends it.
 */
export async function judgeArchive(options: ArchiveOptions): Promise<Progress> {
  const { shared, chunks, threads, from = NOTHING_YET } = options;
  const start = { offset: from.offset, line: from.summary.lines + 1 };
  const queue = new Queue(from, options);
  let own: LineJudge | undefined;
  const here: Judge = async (batch) => {
    own ??= new LineJudge(shared, fastestVerifier);
    return judgeBatch(own, batch);
  };
  // A short archive is judged right here: threads cost more to start than it takes.
  let held: Batch[] = [];
  let pool: { judge: Judge; close(): Promise<void> } | undefined;
  try {
    for await (const batch of lineBatches(chunks, start)) {
      held.push(batch);
      if (threads > 1 && pool === undefined) {
        if (held.length < SHORT) continue;
        const { threadPool } = await import('./thread-pool.js');
        pool = threadPool(shared, threads);
      }
      for (const one of held) await queue.add(one, pool?.judge ?? here);
      held = [];
    }
    for (const one of held) await queue.add(one, here);
    return await queue.drained();
  } finally {
    await pool?.close();
  }
}

export function judgeBatch(
  judge: LineJudge,
  { bytes, firstLine }: Pick<LineBatch, 'bytes' | 'firstLine'>,
): BulkSummary {
  const summary = emptySummary();
  note(summary, judge.judge(bytes, firstLine));
  return summary;
}

/** Adds up in order what is judged in any order. */
class Queue {
  private progress: Progress;
  private readonly waiting: Waiting[] = [];
  private readonly limit: number;
  private readonly options: ArchiveOptions;

  constructor(from: Progress, options: ArchiveOptions) {
    const summary = emptySummary();
    append(summary, from.summary);
    this.progress = { ...from, summary };
    this.limit = options.threads * AHEAD;
    this.options = options;
  }

  async add(batch: Batch, judge: Judge): Promise<void> {
    const { end, lines } = batch;
    if (batch.kind === 'too-long') {
      const summary = Promise.resolve(this.tooLong(batch));
      this.waiting.push({ batch: { end, lines }, seam: undefined, summary });
    } else {
      // Before the bytes go to another thread.
      const seam = { end, bytes: batch.bytes.slice(-SEAM_SIZE) };
      const summary = judge(batch);
      // Told to whoever awaits it; until then it is no unhandled one.
      summary.catch(() => undefined);
      this.waiting.push({ batch: { end, lines }, seam, summary });
    }
    while (this.waiting.length >= this.limit) await this.next();
  }

  async drained(): Promise<Progress> {
    while (this.waiting.length > 0) await this.next();
    return this.progress;
  }

  private async next(): Promise<void> {
    const [first] = this.waiting;
    if (first === undefined) return;
    const { batch, seam, summary } = first;
    const more = await summary;
    this.waiting.shift();
    append(this.progress.summary, { ...more, lines: batch.lines });
    this.progress = { ...this.progress, offset: batch.end, ...(seam && { seam }) };
    this.options.onProgress?.(this.progress);
  }

  private tooLong({ firstLine, size }: { firstLine: number; size: number }): BulkSummary {
    const place = { file: this.options.shared.file, line: firstLine };
    const summary = emptySummary();
    note(summary, [notRead(place, longLineError(placeName(place), size))]);
    return summary;
  }
}
