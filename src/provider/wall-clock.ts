/** Real time, as everything of the provider kit takes it: tests bring one that passes at once. */
export interface WallClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from any start, in fractions; never set back. */
  elapsed(): number;
  pause(milliseconds: number): Promise<void>;
  /** Calls back then, and keeps no process alive meanwhile; returns how to stop that. */
  after(milliseconds: number, done: () => void): () => void;
}

export const WALL_CLOCK: WallClock = {
  now: Date.now,
  elapsed: () => performance.now(),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  after(milliseconds, done) {
    const timer: { unref?: () => void } & ReturnType<typeof setTimeout> = setTimeout(
      done,
      milliseconds,
    );
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};
