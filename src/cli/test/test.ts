/** `exchange-sim test PATHS`: scenarios on a device, one after the other, and what came of them. */

import { DeviceError, EXIT, InputError, ProviderAwayError } from '../../errors.js';
import { asksBackend, knownBackend } from '../../scenario/ask-backend.js';
import { junitReport } from '../../scenario/junit.js';
import { prepare } from '../../scenario/prepare.js';
import { countsOf, type ScenarioResult } from '../../scenario/result.js';
import { runScenario } from '../../scenario/run-scenario.js';
import { simulatedOpener } from '../../scenario/simulated.js';
import { shownText } from '../../shown.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { checkTarget, writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { firmwareOf } from '../options/one-firmware.js';
import { harmless } from '../text/text.js';
import { openerOf } from './device.js';
import { testJson } from './json.js';
import type { TestOptions } from './options.js';
import { readScenarios } from './scenario-files.js';
import { parseShard, shardOf } from './shard.js';
import { failureText, headText, summaryText } from './text.js';

/** @throws InputError for scenarios that cannot be used, DeviceError when there is no device. */
export async function testCommand(
  paths: readonly string[],
  options: TestOptions,
  io: Io,
): Promise<number> {
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  const { model, out } = options;
  if (out !== undefined) checkTarget(out, '--out');
  const notify = (text: string) => io.stderr.write(`${text}\n`);
  const apps = options.apps === undefined ? {} : { apps: appsOf(options.apps) };
  const firmware =
    options.firmware === undefined ? {} : { firmware: firmwareOf(options.firmware, model) };
  const twin =
    options.compare === true
      ? { twin: simulatedOpener({ verifier: nodeVerifier, ...apps, ...firmware }) }
      : {};
  const opener = openerOf(options.device, {
    notify,
    ...apps,
    ...firmware,
    ...(model === undefined ? {} : { model }),
  });
  const all = await readScenarios(paths);
  const { only } = options;
  const named = only === undefined ? all : all.filter(({ name }) => name.includes(only));
  if (named.length === 0) {
    throw new InputError(
      `--only: expected text in the name of a scenario, found ${shownText(only ?? '')} in none of ${all.length}`,
    );
  }
  // All are prepared before the first one runs: what is unusable shows at once.
  const prepared = named.map((scenario) => prepare(scenario, firmware.firmware));
  for (const one of prepared) if (asksBackend(one)) await knownBackend(one);
  const chosen = shard === undefined ? prepared : shardOf(prepared, shard);

  const results: ScenarioResult[] = [];
  const started = performance.now();
  const talk = talker(io, chosen.length, options);
  let away: DeviceError | ProviderAwayError | undefined;
  try {
    for (const one of chosen) {
      talk.before(one.scenario.name, results.length);
      const result = await runScenario(one, opener.openDevice, { notify, ...apps, ...twin });
      results.push(result);
      talk.after(result);
      if (options.bail === true && result.verdict === 'failed') break;
    }
  } catch (error) {
    if (!(error instanceof DeviceError || error instanceof ProviderAwayError)) throw error;
    away = error;
  } finally {
    talk.end();
    await opener.close();
  }
  // Also when the device or the provider went away: what was found until then is not lost.
  if (away === undefined || results.length > 0) {
    const seconds = (performance.now() - started) / 1000;
    report(results, options, { io, seconds, of: chosen.length });
  }
  if (away !== undefined) throw away;
  const { passed, failed } = countsOf(results);
  if (failed > 0) return EXIT.no;
  if (passed > 0 || shard !== undefined) return EXIT.yes;
  throw new InputError(
    `test: expected a scenario that ${options.device} can run, found none among ${results.length}: ${results[0]?.reason ?? ''}`,
  );
}

/** As they are called on the device; names of apps there is no simulation of are fine. */
function appsOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function report(
  results: readonly ScenarioResult[],
  { reporter, out }: TestOptions,
  { io, seconds, of }: { io: Io; seconds: number; of: number },
): void {
  const summary = summaryText(results, { seconds, of }, io);
  if (reporter === 'text' && out === undefined) {
    io.stdout.write(summary);
    return;
  }
  const plain = { ...io, color: false };
  const text =
    reporter === 'junit'
      ? junitReport(results, new Date())
      : reporter === 'json'
        ? testJson(results, { seconds, of })
        : bodyText(results, plain) + summaryText(results, { seconds, of }, plain);
  if (out === undefined) io.stdout.write(text);
  else writeFile(out, text, { option: '--out' });
  io.stderr.write(summary);
}

function bodyText(results: readonly ScenarioResult[], io: Io): string {
  return results
    .map((result, i) => {
      const head = result.file === results[i - 1]?.file ? '' : `${result.file}\n`;
      return head + headText(result, io) + failureText(result, io);
    })
    .join('');
}

/** Where the text goes while it happens: results on stdout, and on a terminal the one that runs. */
function talker(io: Io, count: number, { reporter, out }: TestOptions) {
  const tells = reporter === 'text' && out === undefined;
  let file: string | undefined;
  const clear = () => {
    if (io.isTty) io.stderr.write('\r\u001b[K');
  };
  return {
    before(name: string, done: number): void {
      if (!io.isTty) return;
      const line = `${done + 1}/${count} ${harmless(name)}`.slice(0, io.columns - 1);
      io.stderr.write(`\r\u001b[K${line}`);
    },
    after(result: ScenarioResult): void {
      clear();
      if (!tells) return;
      if (result.file !== file) io.stdout.write(`${result.file}\n`);
      file = result.file;
      io.stdout.write(headText(result, io) + failureText(result, io));
    },
    end: clear,
  };
}
