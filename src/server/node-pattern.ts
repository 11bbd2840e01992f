/**
 * A client's regular expressions with a time limit: some patterns take for ever on some texts. They
 * run on threads of their own, which can be ended in the middle of one, so that nobody else waits.
 */
import { Worker } from 'node:worker_threads';
import { type FirstFit, SlowPatternError } from './automation.js';
import { LIMITS } from './limits.js';

/** Plain JavaScript: a thread is started from this text, whether or not this file is compiled. */
const THREAD = `
const { parentPort, workerData: at } = require('node:worker_threads');
parentPort.on('message', ({ patterns, text }) => {
  const found = patterns.findIndex((pattern, i) => {
    Atomics.store(at, 0, i);
    return pattern.test(text);
  });
  parentPort.postMessage(found);
});`;

const MEMORY = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 };

class PatternThread {
  /** The pattern that is being tried; the thread writes it. */
  private readonly at = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: Worker;
  private readonly online: Promise<void>;

  constructor() {
    this.worker = new Worker(THREAD, { eval: true, workerData: this.at, resourceLimits: MEMORY });
    this.online = new Promise((resolve, reject) => {
      this.worker.once('online', resolve);
      this.worker.once('error', reject);
    });
  }

  /** @throws SlowPatternError, and cannot be used again. */
  async firstFit(patterns: readonly RegExp[], text: string): Promise<number> {
    await this.online;
    const { worker } = this;
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        worker.off('message', found).off('error', broken);
        settle();
      };
      const found = (index: number) => finish(() => resolve(index));
      const broken = () =>
        finish(() => {
          void worker.terminate();
          reject(new SlowPatternError(Atomics.load(this.at, 0)));
        });
      const timer = setTimeout(broken, LIMITS.patternTime).unref();
      // Its memory or stack was not enough: as good as too slow.
      worker.on('message', found).on('error', broken);
      // Listening for its answer would keep the process alive until the time is over.
      worker.unref();
      worker.postMessage({ patterns, text });
    });
  }
}

const idle: PatternThread[] = [];
const waiting: (() => void)[] = [];
let busy = 0;

/** At most {@link LIMITS.patternTime} for a text; threads are started when needed, and kept. */
export const firstFitInTime: FirstFit = async (patterns, text) => {
  while (busy >= LIMITS.patternThreads) await new Promise<void>((resolve) => waiting.push(resolve));
  busy++;
  try {
    const thread = idle.pop() ?? new PatternThread();
    const found = await thread.firstFit(patterns, text);
    idle.push(thread);
    return found;
  } finally {
    busy--;
    waiting.shift()?.();
  }
};
