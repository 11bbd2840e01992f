/** What a worker thread of `thread-pool.ts` runs for every batch. */
import { Piscina } from 'piscina';
import { addAliases, addRecords } from '../host/ledger/catalogue.js';
import { fastestVerifier } from '../simulator/node-fastest-verifier.js';
import { judgeBatch } from './archive.js';
import { LineJudge } from './judge-lines.js';
import type { LineBatch } from './line-batches.js';
import type { BulkSummary } from './summary.js';
import type { ThreadData } from './thread-pool.js';

const { shared, currencies } = Piscina.workerData as ThreadData;
addRecords(currencies.records);
addAliases(currencies.aliases);
const judge = new LineJudge(shared, fastestVerifier);

export default function work(batch: Pick<LineBatch, 'bytes' | 'firstLine'>): BulkSummary {
  return judgeBatch(judge, batch);
}
