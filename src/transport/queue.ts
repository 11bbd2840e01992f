/** One job at a time, in the order they came. A job that fails does not stop the next. */

export type Queue = <T>(job: () => Promise<T>) => Promise<T>;

export function queue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const done = last.then(job);
    last = done.catch(() => {});
    return done;
  };
}

const shared = new Map<string, { readonly queue: Queue; users: number }>();

/**
 * The one queue of everybody in this process who talks to the device at this address; to be let go
 * when done.
 */
export function sharedQueue(address: string): { readonly queue: Queue; release(): void } {
  const entry = shared.get(address) ?? { queue: queue(), users: 0 };
  entry.users++;
  shared.set(address, entry);
  let released = false;
  return {
    queue: entry.queue,
    release() {
      if (released) return;
      released = true;
      entry.users--;
      if (entry.users === 0) shared.delete(address);
    },
  };
}
