/** `provider test --watch`: what is said of each run, and its metrics on a port. */
import { InputError } from '../../../errors.js';
import type { RunRecord, TestProviderOptions } from '../../../provider/test/index.js';
import { serveMetrics } from '../../../provider/watch/node-metrics.js';
import { RunMetrics } from '../../../provider/watch/run-metrics.js';
import { watch } from '../../../provider/watch/watch.js';
import { expected, shownText } from '../../../shown.js';
import type { Io } from '../../io.js';
import { portOf } from '../../options/port.js';
import { packageVersion } from '../../package-version.js';
import { harmless } from '../../text/text.js';
import { deviationCount } from '../report.js';

/** A day. */
const MAX_SECONDS = 86_400;
const MAX_NAMED = 10;

/** @returns the last whole run; undefined when there was none. */
export async function watched(
  run: TestProviderOptions,
  typed: { readonly watch: string; readonly metrics: string | undefined },
  io: Io,
  stopped: Promise<void>,
): Promise<RunRecord | undefined> {
  const seconds = whole(typed.watch, '--watch', 'seconds', 1, MAX_SECONDS);
  const port = typed.metrics === undefined ? undefined : portOf(typed.metrics, '--metrics');
  const version = packageVersion();
  const metrics = new RunMetrics(run.product, version);
  const say = (text: string) => io.stderr.write(`${harmless(text)}\n`);
  const serving = port === undefined ? undefined : await serveMetrics(port, () => metrics.text());
  if (serving !== undefined) say(`metrics at ${serving.url}`);
  let before: RunRecord | undefined;
  try {
    return await watch({
      run,
      seconds,
      stopped,
      onRun: (record) => {
        metrics.add(record);
        say(lineOf(record));
        for (const line of changes(before, record)) say(`  ${line}`);
        before = record;
      },
      onError: (error) => say(`the run came to no end: ${(error as Error).message}`),
    });
  } finally {
    await serving?.close();
  }
}

function lineOf({ result, startedAt, milliseconds, unreachable }: RunRecord): string {
  const { passed, failed, notRun, deviations } = result.summary;
  const when = new Date(startedAt).toISOString();
  if (unreachable !== undefined) return `${when} nobody answered: ${unreachable}`;
  return `${when} ${passed} passed, ${failed} failed, ${notRun} not run, ${deviationCount(deviations)} in ${(milliseconds / 1000).toFixed(1)} s`;
}

/** Of the first run what failed, of others what has become of the rules since. */
function changes(before: RunRecord | undefined, { result, unreachable }: RunRecord): string[] {
  if (unreachable !== undefined) return [];
  const old = new Map(before?.result.rules.map((rule) => [rule.id, rule.result]));
  const changed = result.rules.filter(
    (rule) =>
      (old.get(rule.id) ?? 'passed') !== rule.result && (before ? true : rule.result === 'failed'),
  );
  const lines = changed
    .slice(0, MAX_NAMED)
    .map(({ id, result: now, evidence, why = '' }) => `${id} ${now}: ${evidence || why}`);
  const more = changed.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

function whole(text: string, option: string, what: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InputError(expected(option, `${what} from ${least} to ${most}`, shownText(text)));
}
