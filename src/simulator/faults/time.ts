/** Time for everything that waits on a device: handed in, so that tests never sleep. */

export interface Time {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Resolves after so long, or never once `signal` is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const realTime: Time = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => later(milliseconds, signal),
};

/** Time that passes only by waiting, and then at once; whatever is ready to happen happens first. */
export function virtualTime(): Time {
  let now = 0;
  return {
    now: () => now,
    async wait(milliseconds, signal) {
      await later(0, signal);
      now += milliseconds;
    },
  };
}

function later(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return;
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
