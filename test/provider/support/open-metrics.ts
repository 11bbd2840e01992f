/** A reader of OpenMetrics 1.0 that takes nothing else: it throws for what the standard forbids. */

export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ReadFamily {
  readonly type: string;
  readonly unit?: string;
  readonly samples: readonly ReadSample[];
}

const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  gauge: [''],
  counter: ['_total', '_created'],
  histogram: ['_bucket', '_count', '_sum', '_created'],
  info: ['_info'],
};
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const NUMBER = /^(NaN|[+-]Inf|[+-]?\d+(\.\d+)?([eE][+-]?\d+)?)$/;

export function readOpenMetrics(text: string): Map<string, ReadFamily> {
  if (!text.endsWith('\n# EOF\n')) throw new Error('no "# EOF" at the end');
  const families = new Map<string, { type: string; unit?: string; samples: ReadSample[] }>();
  let current = '';
  const seen = new Set<string>();
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const [, word, name = '', rest = ''] = /^# (TYPE|UNIT|HELP) (\S+) (.*)$/.exec(line) ?? [];
    if (word === 'TYPE') {
      if (families.has(name)) throw new Error(`${name}: described twice, or interleaved`);
      if (SUFFIXES[rest] === undefined) throw new Error(`${name}: type ${rest}`);
      families.set(name, { type: rest, samples: [] });
      current = name;
    } else if (word !== undefined) {
      if (name !== current) throw new Error(`${line}: not below its TYPE`);
      if (word === 'UNIT' && !name.endsWith(`_${rest}`)) throw new Error(`${name}: unit ${rest}`);
      if (word === 'UNIT') families.get(name)!.unit = rest;
    } else {
      const [, sample, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      const family = families.get(current);
      if (sample === undefined || family === undefined) throw new Error(`not a sample: ${line}`);
      if (!SUFFIXES[family.type]!.some((suffix) => sample === current + suffix)) {
        throw new Error(`${sample}: not of ${current}`);
      }
      if (!NUMBER.test(value)) throw new Error(`${line}: no number`);
      const key = line.slice(0, line.lastIndexOf(' '));
      if (seen.has(key)) throw new Error(`${key}: twice`);
      seen.add(key);
      const read = Object.fromEntries(
        [...labels.matchAll(LABEL)].map(([, label, raw]) => [
          label!,
          raw!.replace(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one)),
        ]),
      );
      family.samples.push({
        name: sample,
        labels: read,
        value: Number(value.replace('Inf', 'Infinity')),
      });
    }
  }
  for (const [name, { type, samples }] of families) if (type === 'histogram') check(name, samples);
  return families;
}

/** Buckets grow, and the last holds all. */
function check(name: string, samples: readonly ReadSample[]): void {
  const rows = new Map<string, ReadSample[]>();
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    rows.set(key, [...(rows.get(key) ?? []), sample]);
  }
  for (const row of rows.values()) {
    const buckets = row.filter((one) => one.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => Number(labels.le!.replace('+Inf', 'Infinity')));
    const isRising = (values: readonly number[]) =>
      values.every((value, at) => at === 0 || value >= values[at - 1]!);
    if (!isRising(bounds) || bounds.at(-1) !== Number.POSITIVE_INFINITY)
      throw new Error(`${name}: bounds`);
    if (!isRising(buckets.map(({ value }) => value))) throw new Error(`${name}: buckets shrink`);
    const count = row.find((one) => one.name === `${name}_count`)?.value;
    if (count !== buckets.at(-1)?.value) throw new Error(`${name}: count`);
  }
}
