/**
 * Texts near valid ones: a seeded generator that damages, nests, repeats and stretches what a corpus
 * holds. The seed is in every failure, so that it can be made again.
 */

/** How many documents of each kind; `npm run fuzz` makes many more. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 400);

/** Whatever comes, it costs no more processor time, which other processes do not lengthen. */
export const LONGEST_MS = 1000;

export function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** mulberry32. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  ...[
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\\',
    '\n',
    '\r\n',
    '\0',
    '\uFEFF',
    '\uFFFD',
    '=',
    '==',
  ],
  ...['null', 'true', '-1', '1e400', '0.5', '99999999999999999999', '0x', '{}', '[]', '""', '%00'],
  ...['"__proto__":{"a":1},', '"constructor":1,', '"payload":', '"signature":', '"providerSig":'],
  ...[
    '-----BEGIN PUBLIC KEY-----',
    '-----END PUBLIC KEY-----',
    '-----BEGIN ',
    'HTTP/1.1 200 OK\r\n\r\n',
  ],
  ...[
    '&a',
    '*a',
    '<<: *a',
    '!!binary ',
    '---\n',
    '? ',
    '- ',
    '# ',
    '(a+)+$',
    '\u{1F600}',
    '\u202E',
  ],
];

export class Mutator {
  private readonly corpus: readonly string[];
  private readonly random: () => number;

  constructor(corpus: readonly string[], seed: number) {
    this.corpus = corpus;
    this.random = generator(seed);
  }

  text(): string {
    let text = this.pick(this.corpus);
    const steps = 1 + this.below(4);
    for (let step = 0; step < steps; step++) text = this.changed(text);
    return text;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  private changed(text: string): string {
    const at = this.below(text.length + 1);
    const size = this.below(Math.min(40, text.length - at + 1));
    const [front, cut, back] = [
      text.slice(0, at),
      text.slice(at, at + size),
      text.slice(at + size),
    ];
    switch (this.below(9)) {
      case 0:
        return front + back;
      case 1:
        return front + this.pick(PIECES) + cut + back;
      case 2:
        return front + String.fromCharCode(this.below(0x10000)) + back;
      case 3:
        return front + cut + cut + back;
      case 4:
        return front;
      case 5:
        return front + this.pick(PIECES).repeat(1 + this.below(5000)) + back;
      case 6:
        return JSON.stringify({ data: text });
      case 7: {
        const other = this.pick(this.corpus);
        return front + other.slice(this.below(other.length));
      }
      default:
        return `${'['.repeat(this.below(3000))}${text}`;
    }
  }
}
