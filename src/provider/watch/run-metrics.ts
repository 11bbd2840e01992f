/** What repeated runs have shown, as metrics: the rules of the last run, times of all runs. */
import type { Product } from '../product.js';
import type { RunRecord } from '../test/index.js';
import type { Outcome } from '../test/result.js';
import { isGood } from '../test/run.js';
import { type Family, Histogram, openMetrics, type Sample } from './open-metrics.js';

const OUTCOMES: readonly Outcome[] = ['passed', 'failed', 'notRun', 'deviation'];
const ENDS = ['good', 'bad', 'unreachable'] as const;
type End = (typeof ENDS)[number];

const P = 'exchange_sim_provider';

export class RunMetrics {
  private readonly product: Product;
  private readonly version: string;
  private readonly times = new Map<string, Histogram>();
  private readonly ends = new Map<End, number>(ENDS.map((end) => [end, 0]));
  private last: RunRecord | undefined;

  constructor(product: Product, version: string) {
    this.product = product;
    this.version = version;
  }

  add(record: RunRecord): void {
    this.last = record;
    const end = endOf(record);
    this.ends.set(end, this.ends.get(end)! + 1);
    for (const { request, answer, totalMs } of record.journal) {
      // A call that nobody answered took as long as we waited: that is no latency.
      if (answer === undefined) continue;
      const { operation } = request;
      const histogram = this.times.get(operation) ?? new Histogram();
      this.times.set(operation, histogram);
      histogram.add(totalMs / 1000);
    }
  }

  /** OpenMetrics. */
  text(): string {
    const { product, version } = this;
    const info = { suffix: '_info', labels: { version }, value: 1 } as const;
    return openMetrics([
      {
        name: 'exchange_sim',
        type: 'info',
        help: 'The program that runs the tests.',
        samples: [info],
      },
      {
        name: `${P}_runs`,
        type: 'counter',
        help: 'Runs that came to their end: good, bad (a rule of severity error failed), or nobody was reached.',
        samples: [...this.ends].map(([end, value]) => ({
          suffix: '_total',
          labels: { product, end },
          value,
        })),
      },
      {
        name: `${P}_call_seconds`,
        type: 'histogram',
        unit: 'seconds',
        help: 'From the beginning of a call to the end of its answer, over all runs.',
        samples: [...this.times].flatMap(([operation, histogram]) =>
          histogram.samples({ product, operation }),
        ),
      },
      ...(this.last === undefined ? [] : this.ofLast(this.last)),
    ]);
  }

  private ofLast(record: RunRecord): Family[] {
    const { product } = this;
    const { result, startedAt, milliseconds, measured, unreachable } = record;
    const { quoteLives, pushDelays } = measured;
    const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
      name: `${P}_${name}`,
      type: 'gauge',
      ...(name.endsWith('_seconds') ? { unit: 'seconds' as const } : {}),
      help,
      samples,
    });
    const one = (value: number | undefined): Sample[] =>
      value === undefined ? [] : [{ labels: { product }, value }];
    return [
      gauge(
        'up',
        'Whether anybody answered in the last run.',
        one(unreachable === undefined ? 1 : 0),
      ),
      gauge('last_run_timestamp_seconds', 'When the last run began.', one(startedAt / 1000)),
      gauge('last_run_duration_seconds', 'What the last run took.', one(milliseconds / 1000)),
      gauge(
        'quote_life_seconds',
        'How long the shortest-lived quote of the last run held, from its answer.',
        one(least(quoteLives)),
      ),
      gauge(
        'push_delay_seconds',
        'What the slowest status push of the last run took behind its change.',
        one(most(pushDelays)),
      ),
      gauge(
        'rules',
        'Rules of the last run by what became of them.',
        OUTCOMES.map((state) => ({
          labels: { product, state },
          value: result.rules.filter((rule) => rule.result === state).length,
        })),
      ),
      gauge(
        'rule_state',
        '1 for what became of the rule in the last run, 0 for everything else.',
        result.rules.flatMap(({ id, severity, result: found }) =>
          OUTCOMES.map((state) => ({
            labels: { product, rule: id, severity, state },
            value: found === state ? 1 : 0,
          })),
        ),
      ),
    ];
  }
}

export function endOf({ result, unreachable }: RunRecord): End {
  if (unreachable !== undefined) return 'unreachable';
  return isGood(result) ? 'good' : 'bad';
}

const least = (values: readonly number[]) =>
  values.length === 0 ? undefined : Math.min(...values);
const most = (values: readonly number[]) => (values.length === 0 ? undefined : Math.max(...values));
