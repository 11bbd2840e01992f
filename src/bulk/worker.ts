/** What a worker thread of `thread-pool.ts` runs for every batch. */
import { Piscina } from 'piscina';
import { fastestVerifier } from '../simulator/node-fastest-verifier.js';
import { judgeBatch } from './archive.js';
import { type BulkCase, LineJudge } from './judge-lines.js';
import type { LineBatch } from './line-batches.js';
import type { BulkSummary } from './summary.js';

const judge = new LineJudge(Piscina.workerData as BulkCase, fastestVerifier);

export default function work(batch: Pick<LineBatch, 'bytes' | 'firstLine'>): BulkSummary {
  return judgeBatch(judge, batch);
}
