/** `exchange-sim provider test`: one run, one report, one exit code. */
import { createRequire } from 'node:module';
import { EXIT, InputError } from '../errors.js';
import {
  DEFAULT_FIRMWARE,
  type FirmwareProfile,
  firmware as firmwareNamed,
} from '../firmware/index.js';
import { loadContract } from '../provider/contract/index.js';
import type { Product } from '../provider/product.js';
import { jsonDocument } from '../provider/report/json.js';
import type { ReportInput } from '../provider/report/report-input.js';
import { textReport } from '../provider/report/text.js';
import { recordRun } from '../provider/test/index.js';
import type { Profile } from '../provider/test/profile.js';
import { isGood } from '../provider/test/run.js';
import { parseDeviceSpec } from '../transport/device-spec.js';
import type { Io } from './io.js';
import { checkTarget, writeFile } from './output-file.js';
import { profileFrom } from './provider-profile.js';
import type { ProviderTestOptions, Reporter } from './provider-test-command.js';
import { harmless, jsonText, palette } from './text.js';

/** @throws InputError for options and profiles that cannot be used. */
export async function providerTest(
  url: string | undefined,
  options: ProviderTestOptions,
  io: Io,
): Promise<number> {
  const { out, model, firmware, device } = options;
  const reporter = reporterOf(options);
  const seed = seedOf(options.seed);
  if (out !== undefined) checkTarget(out, '--out');
  if (device !== undefined) parseDeviceSpec(device);
  const app = firmware === undefined ? DEFAULT_FIRMWARE : firmwareNamed(firmware);
  const profile = await profileFrom(url, options);
  const product = productOf(options.product, profile);
  const record = await recordRun({
    profile,
    product,
    seed,
    wait: secondsOf(options.wait ?? '0'),
    createOrders: options.createOrders === true,
    device: {
      ...(model === undefined ? {} : { model }),
      ...(firmware === undefined ? {} : { firmware }),
      ...(device === undefined ? {} : { device }),
    },
    notify: (text) => io.stderr.write(`${harmless(text)}\n`),
  });
  const input: ReportInput = { ...record, versions: await versions(product, app) };
  const text = await reportText(reporter, input, out === undefined ? io : { ...io, color: false });
  if (out === undefined) io.stdout.write(text);
  else {
    writeFile(out, text, { option: '--out' });
    io.stderr.write(summaryLine(input));
  }
  if (record.unreachable !== undefined) {
    io.stderr.write(
      `error: nobody answered at ${harmless(record.result.url)}: ${harmless(record.unreachable)}\nStart the backend, or name its base URL as Ledger would call it.\n`,
    );
    return EXIT.unavailable;
  }
  return isGood(record.result) ? EXIT.yes : EXIT.no;
}

async function reportText(reporter: Reporter, input: ReportInput, io: Io): Promise<string> {
  if (reporter === 'json') return jsonText(jsonDocument(input.result));
  if (reporter === 'text') return textReport(input, { ...palette(io.color), columns: io.columns });
  // Templates are loaded only for the reports that have them.
  if (reporter === 'junit') return (await import('../provider/report/junit.js')).junitReport(input);
  return (await import('../provider/report/html.js')).htmlReport(input);
}

function reporterOf({ reporter, json }: ProviderTestOptions): Reporter {
  if (json !== true) return reporter ?? 'text';
  if (reporter === undefined || reporter === 'json') return 'json';
  throw new InputError(`--json: expected no other --reporter beside it, found ${reporter}`);
}

function seedOf(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (seed < 2 ** 32) return seed;
  throw new InputError(
    `--seed: expected a number from 0 to 4294967295, found ${JSON.stringify(text.slice(0, 40))}`,
  );
}

function secondsOf(text: string): number {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= MAX_WAIT) return seconds;
  throw new InputError(
    `--wait: expected seconds from 0 to ${MAX_WAIT}, found ${JSON.stringify(text.slice(0, 40))}`,
  );
}

/** A day. */
const MAX_WAIT = 86_400;

/** One at a time: each has its own contract, and its own report. */
function productOf(given: Product | undefined, { products }: Profile): Product {
  if (given !== undefined) {
    if (products.includes(given)) return given;
    throw new InputError(
      `--product: expected one that the profile lists (${products.join(', ')}), found ${given}`,
    );
  }
  const [only] = products;
  if (only !== undefined && products.length === 1) return only;
  throw new InputError(`--product: expected one of ${products.join(', ')}, found none`, {
    hint: 'Products are tested one at a time: one run and one report for each.',
  });
}

function summaryLine({ result }: ReportInput): string {
  const { passed, failed, notRun, deviations } = result.summary;
  return `${harmless(`${result.product} ${result.url}`)}: ${passed} passed, ${failed} failed, ${notRun} not run, ${deviations} deviations\n`;
}

async function versions(product: Product, app: FirmwareProfile): Promise<Record<string, string>> {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  const contract = (await loadContract()).document(product === 'fund' ? 'card' : product);
  const { info } = contract as { info?: { version?: string } };
  return {
    'exchange-sim': version,
    Node: process.versions.node,
    // Older forms are recognised all the same, and named where they are met.
    Contract: info?.version ?? 'unknown',
    'Exchange app': app.id,
  };
}
