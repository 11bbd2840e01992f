/** Worker threads, one for each core. The only file that loads piscina's pool. */
import { Piscina } from 'piscina';
import { additions } from '../host/ledger/catalogue.js';
import { packageFile } from '../package-file.js';
import type { BulkCase } from './judge-lines.js';
import type { LineBatch } from './line-batches.js';
import type { BulkSummary } from './summary.js';

/** What every thread begins with. */
export interface ThreadData {
  readonly shared: BulkCase;
  /** Of `--currencies`. */
  readonly currencies: ReturnType<typeof additions>;
}

export function threadPool(shared: BulkCase, threads: number) {
  const pool = new Piscina<unknown, BulkSummary>({
    filename: packageFile('dist/bulk/worker.js').href,
    minThreads: threads,
    maxThreads: threads,
    workerData: { shared, currencies: additions() } satisfies ThreadData,
    recordTiming: false,
    // Verdicts die young: in a nursery much smaller than this a tenth of the time goes into clearing it.
    resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 },
  });
  return {
    judge: ({ bytes, firstLine }: LineBatch): Promise<BulkSummary> =>
      pool.run({ bytes, firstLine }, { transferList: [bytes.buffer] }),
    close: () => pool.close({ force: true }).catch(() => undefined),
  };
}
