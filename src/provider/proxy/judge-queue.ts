/** What waits to be judged: behind the traffic's back, in its order, and never too much of it. */

const MOST_WAITING = 2_000;
/** Bytes of their bodies. */
const MOST_BYTES = 64 << 20;
/** Milliseconds of judging between two turns of the traffic. */
const TURN = 5;

interface Waiting {
  readonly size: number;
  readonly judge: () => Promise<void>;
}

export class JudgeQueue {
  private readonly skipped: () => void;
  private waiting: Waiting[] = [];
  private bytes = 0;
  private running: Promise<void> | undefined;

  /** @param skipped told of each that is not judged: too many wait, or it cannot be. */
  constructor(skipped: () => void) {
    this.skipped = skipped;
  }

  add(size: number, judge: () => Promise<void>): void {
    const isFull = this.waiting.length >= MOST_WAITING || this.bytes + size > MOST_BYTES;
    // One alone is always looked at.
    if (isFull && this.waiting.length > 0) {
      this.skipped();
      return;
    }
    this.bytes += size;
    this.waiting.push({ size, judge });
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const end = performance.now() + TURN;
      while (this.waiting.length > 0 && performance.now() < end) {
        const { size, judge } = this.waiting.shift()!;
        // A defect in a rule must not stop the traffic.
        await judge().catch(this.skipped);
        this.bytes -= size;
      }
    }
  }
}
