/** Metrics as text: OpenMetrics 1.0, as Prometheus and its kin read it. */

export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  /** Behind the family's name: `_total`, `_bucket`, …; nothing for a gauge. */
  readonly suffix?: '_total' | '_bucket' | '_count' | '_sum' | '_info';
  readonly labels?: Labels;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram' | 'info';
  /** The name ends in it. */
  readonly unit?: 'seconds';
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** Families without a sample are left out. */
export function openMetrics(families: readonly Family[]): string {
  const lines = families.filter(({ samples }) => samples.length > 0).flatMap(linesOf);
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

function linesOf({ name, type, unit, help, samples }: Family): string[] {
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ suffix = '', labels = {}, value }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
      const shown = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
      return `${name}${suffix}${shown} ${value}`;
    }),
  ];
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

/** Bounds in seconds: what Ledger drops (5 s) and what a person notices (3 s) are among them. */
const BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 30];

/** Counts times; they are not kept. */
export class Histogram {
  private readonly counts = new Array<number>(BOUNDS.length).fill(0);
  private count = 0;
  private sum = 0;

  add(seconds: number): void {
    this.count++;
    this.sum += seconds;
    for (const [at, bound] of BOUNDS.entries()) if (seconds <= bound) this.counts[at]!++;
  }

  samples(labels: Labels): Sample[] {
    // Floats as the standard writes them.
    const le = (bound: number) => (Number.isInteger(bound) ? `${bound}.0` : `${bound}`);
    return [
      ...BOUNDS.map((bound, at) => ({
        suffix: '_bucket' as const,
        labels: { ...labels, le: le(bound) },
        value: this.counts[at]!,
      })),
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: this.count },
      { suffix: '_count', labels, value: this.count },
      { suffix: '_sum', labels, value: this.sum },
    ];
  }
}
