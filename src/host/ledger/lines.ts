/**
 * Lines of a long text, cut out when they are asked for: to make tens of thousands of strings costs more
 * than to unpack them.
 */
export const BETWEEN_LINES = '\n';

/** Longer texts are no line that anybody looks for. */
const LONGEST = 1000;

export class Lines {
  private readonly text: string;
  /** Where each line begins, and where one behind the last would. */
  private readonly starts: Uint32Array;

  /** @param count of lines in the text. */
  constructor(text: string, count: number) {
    this.text = text;
    this.starts = new Uint32Array(count + 1);
    for (let line = 1; line < count; line++) {
      this.starts[line] = text.indexOf(BETWEEN_LINES, this.starts[line - 1]) + 1;
    }
    this.starts[count] = text.length + 1;
  }

  at(line: number): string {
    return this.text.slice(this.starts[line], this.starts[line + 1]! - 1);
  }

  is(line: number, text: string): boolean {
    const start = this.starts[line]!;
    return this.starts[line + 1]! - 1 - start === text.length && this.text.startsWith(text, start);
  }

  endsWith(line: number, text: string): boolean {
    const start = this.starts[line + 1]! - 1 - text.length;
    return start >= this.starts[line]! && this.text.startsWith(text, start);
  }

  /** Lines that are this text in either case, in order. The engine finds them faster than a loop. */
  like(text: string): readonly number[] {
    if (text.length > LONGEST || text.includes(BETWEEN_LINES)) return [];
    const plain = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const pattern = new RegExp(`(?<=^|\n)${plain}(?=\n|$)`, 'gi');
    return [...this.text.matchAll(pattern)].map(({ index }) => this.lineAt(index));
  }

  private lineAt(place: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
