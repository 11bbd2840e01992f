/** `exchange-sim provider test`: one run, one report, one exit code. */
import { EXIT, InputError } from '../../../errors.js';
import { chosenFirmwares } from '../../../firmware/chosen.js';
import type { ReportInput } from '../../../provider/report/report-input.js';
import {
  type RunRecord,
  recordRun,
  type TestProviderOptions,
} from '../../../provider/test/index.js';
import { isGood } from '../../../provider/test/run.js';
import { expected, shownText } from '../../../shown.js';
import { parseDeviceSpec } from '../../../transport/device-spec.js';
import { checkTarget, writeFile } from '../../files/output.js';
import type { Io } from '../../io.js';
import { inOption } from '../../options/firmware.js';
import { firmwareOf } from '../../options/one-firmware.js';
import { untilStopped } from '../../serve/listen.js';
import { harmless, jsonText } from '../../text/text.js';
import { ledgerIdsFrom, profileFrom } from '../profile.js';
import { productOf, profileLines, reportText, summaryLine, versions } from '../report.js';
import type { ProviderTestOptions, Reporter } from './options.js';

/** @throws InputError for options and profiles that cannot be used. */
export async function providerTest(
  url: string | undefined,
  options: ProviderTestOptions,
  io: Io,
  stopped: () => Promise<void> = untilStopped,
): Promise<number> {
  const { out, sarif, model, firmware, require, device } = options;
  const reporter = reporterOf(options);
  const seed = seedOf(options.seed);
  if (out !== undefined) checkTarget(out, '--out');
  if (sarif !== undefined) checkSarif(sarif, options.profile);
  if (device !== undefined) parseDeviceSpec(device);
  const app = firmwareOf(firmware, model);
  if (require !== undefined) inOption('--require', () => chosenFirmwares(require));
  const profile = await profileFrom(url, options);
  const product = productOf(options.product, profile);
  const run: TestProviderOptions = {
    profile,
    product,
    seed,
    ...ledgerIdsFrom(options.ledgerIds),
    wait: secondsOf(options.wait ?? '0'),
    createOrders: options.createOrders === true,
    device: {
      ...(model === undefined ? {} : { model }),
      ...(firmware === undefined ? {} : { firmware }),
      ...(require === undefined ? {} : { require }),
      ...(device === undefined ? {} : { device }),
    },
    notify: (text) => io.stderr.write(`${harmless(text)}\n`),
  };
  const record = await recordOf(run, options, io, stopped);
  if (record === undefined) {
    io.stderr.write('error: ended before the first run was whole\n');
    return EXIT.unavailable;
  }
  const input: ReportInput = { ...record, versions: await versions(product, app) };
  const plain = out === undefined ? io : { ...io, color: false };
  const text = await reportText(reporter, input, plain, options.profile);
  if (out === undefined) io.stdout.write(text);
  else {
    writeFile(out, text, { option: '--out' });
    io.stderr.write(summaryLine(input));
  }
  if (sarif !== undefined) await writeSarif(sarif, input, options.profile!);
  if (record.unreachable !== undefined) {
    io.stderr.write(
      `error: nobody answered at ${harmless(record.result.url)}: ${harmless(record.unreachable)}\nStart the backend, or name its base URL as Ledger would call it.\n`,
    );
    return EXIT.unavailable;
  }
  return isGood(record.result) ? EXIT.yes : EXIT.no;
}

/** One run, or the last of many. */
async function recordOf(
  run: TestProviderOptions,
  { watch, metrics }: ProviderTestOptions,
  io: Io,
  stopped: () => Promise<void>,
): Promise<RunRecord | undefined> {
  if (watch !== undefined) {
    const { watched } = await import('./watch.js');
    return watched(run, { watch, metrics }, io, stopped());
  }
  if (metrics === undefined) return recordRun(run);
  throw new InputError(expected('--metrics', '--watch SECONDS beside it', 'none'));
}

function checkSarif(file: string, profile: string | undefined): void {
  checkTarget(file, '--sarif');
  if (profile !== undefined) return;
  throw new InputError(expected('--sarif', '--profile FILE beside it', 'none'), {
    hint: 'Its results stand at the lines of a file, and the profile is the only one of a run.',
  });
}

async function writeSarif(file: string, input: ReportInput, profile: string): Promise<void> {
  const { sarifReport } = await import('../../../provider/report/sarif.js');
  const log = sarifReport(input, await profileLines(profile));
  writeFile(file, jsonText(log), { option: '--sarif' });
}

function reporterOf({ reporter, json }: ProviderTestOptions): Reporter {
  if (json !== true) return reporter ?? 'text';
  if (reporter === undefined || reporter === 'json') return 'json';
  throw new InputError(expected('--json', 'no other --reporter beside it', reporter));
}

function seedOf(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (seed < 2 ** 32) return seed;
  throw new InputError(expected('--seed', 'a number from 0 to 4294967295', shownText(text)));
}

function secondsOf(text: string): number {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= MAX_WAIT) return seconds;
  throw new InputError(expected('--wait', `seconds from 0 to ${MAX_WAIT}`, shownText(text)));
}

/** A day. */
const MAX_WAIT = 86_400;
