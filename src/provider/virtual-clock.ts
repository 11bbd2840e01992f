/**
 * Real time that passes at once: whoever waits moves it on, past everything that falls due on the
 * way. A call takes no time but what the provider waits on purpose, however busy the machine is.
 * For a provider and its tester in one process: tests, and `scripts/provider-matrix.mjs`.
 */
import type { WallClock } from './wall-clock.js';

interface Timer {
  readonly at: number;
  readonly done: () => void;
}

export class VirtualClock implements WallClock {
  /** Resolves when nothing is on its way: the provider's `idle`. */
  settled: () => Promise<void> = async () => {};
  private readonly start = Date.now();
  private time = this.start;
  private readonly timers = new Set<Timer>();

  now = () => this.time;
  elapsed = () => this.time - this.start;

  after(milliseconds: number, done: () => void): () => void {
    const timer = { at: this.time + milliseconds, done };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  async pause(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await this.settled();
      const [next] = [...this.timers].sort((a, b) => a.at - b.at);
      if (next === undefined || next.at > end) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.done();
    }
    this.time = Math.max(this.time, end);
  }
}
