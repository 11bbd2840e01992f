/** Time for everything that waits on a device: handed in, so that tests never sleep. */

export interface Time {
  /** Milliseconds since any fixed moment. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const realTime: Time = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Time that passes only by waiting, and then at once; whatever is ready to happen happens first. */
export function virtualTime(): Time {
  let now = 0;
  return {
    now: () => now,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(() => {
          now += milliseconds;
          resolve();
        }, 0);
      }),
  };
}
