/** Questions to the person at the terminal: one line each, answered with yes or no. */
import type { Io } from '../io.js';

const MAX_LINE = 1000;

export class Asker {
  private readonly io: Io;
  private readonly input: AsyncIterator<Uint8Array> | undefined;
  private kept = '';
  private ended = false;

  constructor(io: Io) {
    this.io = io;
    this.input = io.stdin?.[Symbol.asyncIterator]();
  }

  /** Undefined when nobody answers any more. An empty line is yes. */
  async yes(question: string): Promise<boolean | undefined> {
    for (;;) {
      this.io.stderr.write(`${question} [Y/n] `);
      const line = await this.line();
      if (line === undefined) return undefined;
      const word = line.trim().toLowerCase();
      if (/^(y|yes|)$/.test(word)) return true;
      if (/^(n|no)$/.test(word)) return false;
    }
  }

  /** Lets go of the input: a terminal that is still read would keep the process alive. */
  close(): void {
    this.ended = true;
    const stream = this.io.stdin as { destroy?: () => void } | undefined;
    stream?.destroy?.();
  }

  private async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.kept.indexOf('\n');
      if (end >= 0) {
        const line = this.kept.slice(0, end);
        this.kept = this.kept.slice(end + 1);
        return line;
      }
      if (this.ended || this.input === undefined || this.kept.length > MAX_LINE) return undefined;
      try {
        const { value, done } = await this.input.next();
        if (done === true) this.ended = true;
        else this.kept += new TextDecoder().decode(value);
      } catch {
        // It was let go of.
        this.ended = true;
      }
    }
  }
}
