/**
 * The same run again and again, one at a time, until told to stop. A provider that is down is a
 * state of it, like any other.
 */
import type { ProviderClient } from '../test/client.js';
import { type RunRecord, recordRun, type TestProviderOptions } from '../test/index.js';
import { nodeClient } from '../test/node-client.js';
import { WALL_CLOCK } from '../wall-clock.js';

export interface WatchOptions {
  /** Without `client`. */
  readonly run: Omit<TestProviderOptions, 'client'>;
  /** From the beginning of a run to that of the next; a run that takes longer is followed at once. */
  readonly seconds: number;
  /** Resolves when it is enough. */
  readonly stopped: Promise<void>;
  readonly onRun: (record: RunRecord) => void;
  /** A run that came to no end, and why; the next one follows. */
  readonly onError: (error: unknown) => void;
}

/**
 * @returns the last whole run; undefined when there was none.
 * @throws InputError when the first run finds that it cannot be made.
 */
export async function watch(options: WatchOptions): Promise<RunRecord | undefined> {
  const { run, seconds, stopped, onRun, onError } = options;
  const wall = run.wall ?? WALL_CLOCK;
  let isStopped = false;
  let client: ProviderClient | undefined;
  const stop = stopped.then(() => {
    isStopped = true;
    // What is on its way is cut off; what follows is not begun.
    return client?.close();
  });
  // Real timers keep no process alive: a long wait must not outlive the end.
  const sleep = (milliseconds: number) =>
    run.wall?.pause(milliseconds) ??
    new Promise<void>((done) => void WALL_CLOCK.after(milliseconds, done));
  const pause = async (milliseconds: number): Promise<void> => {
    await Promise.race([sleep(milliseconds), stop]);
    if (isStopped) throw new Error(ENDED);
  };
  // Waiting for the next run is work: nothing else may keep the process alive.
  const alive = setInterval(() => {}, 60_000);
  let last: RunRecord | undefined;
  try {
    for (let count = 0; !isStopped; count++) {
      const begun = wall.elapsed();
      try {
        const record = await recordRun({
          ...run,
          client: (journal) => {
            const calls = nodeClient(run.profile, { journal, wall: { ...wall, pause } });
            client = endable(calls, () => isStopped);
            return client;
          },
          wall: { ...wall, pause },
        });
        if (isStopped) break;
        last = record;
        onRun(record);
      } catch (error) {
        if (isStopped) break;
        if (count === 0) throw error;
        onError(error);
      }
      const left = seconds * 1000 - (wall.elapsed() - begun);
      if (left > 0) await Promise.race([sleep(left), stop]);
    }
  } finally {
    clearInterval(alive);
  }
  await stop;
  return last;
}

const ENDED = 'the run was ended';

/** Begins no call once it is over: chapters end with what they throw. */
function endable(client: ProviderClient, isOver: () => boolean): ProviderClient {
  return {
    call: async (call) => {
      if (isOver()) throw new Error(ENDED);
      return client.call(call);
    },
    spell: (name) => client.spell?.(name),
    close: () => client.close(),
  };
}
