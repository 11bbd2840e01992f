/** `exchange-sim test PATHS`: scenarios on a device, or on several side by side, and what came of them. */

import { DeviceError, EXIT, InputError, ProviderAwayError } from '../../errors.js';
import { asksBackend, knownBackend } from '../../scenario/ask-backend.js';
import { type Prepared, prepare } from '../../scenario/prepare.js';
import { countsOf, type ScenarioResult } from '../../scenario/result.js';
import { runScenario } from '../../scenario/run-scenario.js';
import { simulatedOpener } from '../../scenario/simulated.js';
import { expected, shownText } from '../../shown.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { parseDeviceSpec } from '../../transport/device-spec.js';
import { debug } from '../debug.js';
import { checkTarget } from '../files/output.js';
import type { Io } from '../io.js';
import { firmwareOf } from '../options/one-firmware.js';
import { type OpenerOptions, openerOf } from './device.js';
import { jobsOf } from './jobs-option.js';
import type { TestOptions } from './options.js';
import { report } from './report.js';
import { readScenarios } from './scenario-files.js';
import { parseShard, shardOf } from './shard.js';
import { talker } from './talk.js';

/** @throws InputError for scenarios that cannot be used, DeviceError when there is no device. */
export async function testCommand(
  paths: readonly string[],
  options: TestOptions,
  io: Io,
): Promise<number> {
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  const jobs = jobsOf(options.jobs, parseDeviceSpec(options.device));
  const { out } = options;
  if (out !== undefined) checkTarget(out, '--out');
  const chosen = await chosenScenarios(paths, options, shard);
  const run = runOptions(options, io);
  debug('choice', () => `${chosen.length} scenarios on ${options.device}, ${jobs} at a time`);
  const results: ScenarioResult[] = [];
  const started = performance.now();
  const talk = talker(io, chosen.length, options);
  let away: DeviceError | ProviderAwayError | undefined;
  try {
    const running = jobs === 1 ? oneByOne(chosen, run) : await sideBySide(chosen, run, jobs);
    talk.before(chosen[0]);
    for await (const result of running) {
      results.push(result);
      talk.after(result);
      if (options.bail === true && result.verdict === 'failed') break;
      talk.before(chosen[results.length]);
    }
  } catch (error) {
    if (!(error instanceof DeviceError || error instanceof ProviderAwayError)) throw error;
    away = error;
  } finally {
    talk.end();
  }
  // Also when the device or the provider went away: what was found until then is not lost.
  if (away === undefined || results.length > 0) {
    const seconds = (performance.now() - started) / 1000;
    await report(results, options, { io, seconds, of: chosen.length });
  }
  if (away !== undefined) throw away;
  const { passed, failed } = countsOf(results);
  if (failed > 0) return EXIT.no;
  if (passed > 0 || shard !== undefined) return EXIT.yes;
  throw new InputError(
    expected(
      'test',
      `a scenario that ${options.device} can run`,
      `none among ${results.length}: ${results[0]?.reason ?? ''}`,
    ),
  );
}

/** All of them are prepared before the first one runs: what is unusable shows at once. */
async function chosenScenarios(
  paths: readonly string[],
  { only, firmware, model }: TestOptions,
  shard: ReturnType<typeof parseShard> | undefined,
): Promise<Prepared[]> {
  const profile = firmware === undefined ? undefined : firmwareOf(firmware, model);
  const all = await readScenarios(paths);
  const named = only === undefined ? all : all.filter(({ name }) => name.includes(only));
  if (named.length === 0) {
    throw new InputError(
      expected(
        '--only',
        'text in the name of a scenario',
        `${shownText(only ?? '')} in none of ${all.length}`,
      ),
    );
  }
  const prepared = named.map((scenario) => prepare(scenario, profile));
  for (const one of prepared) if (asksBackend(one)) await knownBackend(one);
  return shard === undefined ? prepared : shardOf(prepared, shard);
}

interface Run extends OpenerOptions {
  readonly device: string;
  readonly compare: boolean;
}

function runOptions({ device, compare, model, firmware, apps }: TestOptions, io: Io): Run {
  return {
    device,
    compare: compare === true,
    notify: (text) => io.stderr.write(`${text}\n`),
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware: firmwareOf(firmware, model) }),
    ...(apps === undefined ? {} : { apps: appsOf(apps) }),
  };
}

/** As they are called on the device; names of apps there is no simulation of are fine. */
function appsOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

async function* oneByOne(
  chosen: readonly Prepared[],
  { device, compare, ...run }: Run,
): AsyncGenerator<ScenarioResult, undefined> {
  const { model: _, notify, ...twinned } = run;
  const twin = compare ? { twin: simulatedOpener({ verifier: nodeVerifier, ...twinned }) } : {};
  const { firmware: __, ...same } = twinned;
  const opener = openerOf(device, run);
  try {
    for (const one of chosen) {
      yield await runScenario(one, opener.openDevice, { notify, ...same, ...twin });
    }
  } finally {
    await opener.close();
  }
}

async function sideBySide(
  chosen: readonly Prepared[],
  { compare, notify, firmware, model, apps }: Run,
  jobs: number,
): Promise<AsyncGenerator<ScenarioResult, undefined>> {
  // Threads take a while to load, and most runs have none.
  const { runInThreads } = await import('./jobs.js');
  const data = {
    compare,
    ...(firmware === undefined ? {} : { firmware: firmware.id }),
    ...(model === undefined ? {} : { model }),
    ...(apps === undefined ? {} : { apps }),
  };
  const scenarios = chosen.map(({ scenario }) => scenario);
  return runInThreads(scenarios, jobs, data, notify);
}
