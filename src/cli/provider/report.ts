/** What `provider test` and `provider proxy` share: the product, and the report in each form. */
import { InputError } from '../../errors.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import { loadContract } from '../../provider/contract/index.js';
import type { Product } from '../../provider/product.js';
import { jsonDocument } from '../../provider/report/json.js';
import type { ReportInput } from '../../provider/report/report-input.js';
import type { ProfileLines } from '../../provider/report/rule-levels.js';
import { textReport } from '../../provider/report/text.js';
import type { Profile } from '../../provider/test/profile.js';
import { expected } from '../../shown.js';
import { readInput } from '../files/input.js';
import type { Io } from '../io.js';
import { packageVersion } from '../package-version.js';
import { harmless, jsonText, palette } from '../text/text.js';
import type { Reporter } from './test/options.js';

/** @param profile file of a profile, for the reports that point at its lines. */
export async function reportText(
  reporter: Reporter,
  input: ReportInput,
  io: Io,
  profile?: string,
): Promise<string> {
  if (reporter === 'json') return jsonText(jsonDocument(input.result));
  if (reporter === 'text') return textReport(input, { ...palette(io.color), columns: io.columns });
  // Templates are loaded only for the reports that have them.
  if (reporter === 'junit')
    return (await import('../../provider/report/junit.js')).junitReport(input);
  if (reporter === 'html') return (await import('../../provider/report/html.js')).htmlReport(input);
  const { annotationsOf } = await import('../../provider/report/github.js');
  const { githubReport } = await import('../files/github.js');
  const lines = profile === undefined ? undefined : await profileLines(profile);
  const annotations = annotationsOf(input, lines);
  const sentence = summaryLine(input).trim();
  return githubReport({ heading: 'exchange-sim provider test', sentence, annotations }, io);
}

export async function profileLines(file: string): Promise<ProfileLines> {
  const { deviationLines } = await import('../../provider/test/deviation-lines.js');
  return { file, lines: deviationLines(readInput(file, '--profile')) };
}

/** One at a time: each has its own contract, and its own report. */
export function productOf(given: Product | undefined, { products }: Profile): Product {
  if (given !== undefined) {
    if (products.includes(given)) return given;
    throw new InputError(
      expected('--product', `one that the profile lists (${products.join(', ')})`, given),
    );
  }
  const [only] = products;
  if (only !== undefined && products.length === 1) return only;
  throw new InputError(expected('--product', `one of ${products.join(', ')}`, 'none'), {
    hint: 'Products are tested one at a time: one run and one report for each.',
  });
}

export function summaryLine({ result }: ReportInput): string {
  const { passed, failed, notRun, deviations } = result.summary;
  return `${harmless(`${result.product} ${result.url}`)}: ${passed} passed, ${failed} failed, ${notRun} not run, ${deviationCount(deviations)}\n`;
}

export async function versions(
  product: Product,
  app: FirmwareProfile,
): Promise<Record<string, string>> {
  const version = packageVersion();
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

export const deviationCount = (count: number): string =>
  `${count} ${count === 1 ? 'deviation' : 'deviations'}`;
