/** `check --screens text|png|svg --out DIR`: the reviews of the cases as files. */
import { basename, extname, join } from 'node:path';
import { InputError } from '../../errors.js';
import { chosenFirmwares, mainFirmware } from '../../firmware/chosen.js';
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import { modelsOf, requireModel } from '../../firmware/models.js';
import type { CheckResult, Place } from '../../report/result.js';
import { expected } from '../../shown.js';
import type { ReviewFacts } from '../../simulator/screens/ui.js';
import { FolderNames } from '../files/folder-names.js';
import { inOption } from '../options/firmware.js';
import { type ScreensOutput, screensOutput, writeOutput } from '../screens/output.js';
import type { CheckOptions } from './options.js';

/**
 * `--out` is a folder beside `--screens FORMAT`; without, the file of the report.
 * @throws InputError for a picture without a folder, and for files of an archive.
 */
export function splitOut(given: CheckOptions): {
  options: CheckOptions;
  output: ScreensOutput | undefined;
} {
  const { out, ...options } = given;
  const { screens, model, bulk } = given;
  if (typeof screens !== 'string') {
    if (model === undefined) return { options: given, output: undefined };
    throw new InputError(expected('--model', 'beside --screens text, png or svg', 'alone'));
  }
  if (bulk === true) {
    throw new InputError(expected(`--screens ${screens}`, 'without --bulk', 'both'), {
      hint: 'Check the lines you want to see one by one.',
    });
  }
  return { options, output: screensOutput(given) };
}

/** Kept while cases are judged; written when it is known how many there are. */
export class CheckScreens {
  private readonly reviews: { readonly place: Place; readonly facts: ReviewFacts }[] = [];
  private cases = 0;

  add(result: CheckResult): void {
    this.cases++;
    if ('problem' in result || result.verdict.review === undefined) return;
    this.reviews.push({ place: result.place, facts: result.verdict.review });
  }

  /** A folder each where there are several cases. Returns the number of files. */
  async write(output: ScreensOutput, options: CheckOptions): Promise<number> {
    const { model = 'all' } = options;
    const firmware = mainFirmware(chosenFirmwares(options.firmware ?? DEFAULT_FIRMWARE.id));
    const { reviewScreens } = await import('../../picture/review-pictures.js');
    if (model !== 'all') inOption('--model', () => requireModel(firmware, model));
    const models = model === 'all' ? modelsOf(firmware) : [model];
    const names = new FolderNames();
    let count = 0;
    for (const { place, facts } of this.reviews) {
      const folder = this.cases === 1 ? '' : names.free(folderOf(place));
      const out = join(output.out, folder);
      count += (await writeOutput(reviewScreens(facts, { models, firmware }), { ...output, out }))
        .length;
    }
    return count;
  }
}

/** `orders-17` for the line of a stream, `cases-2` for one of several in a document. */
function folderOf({ file, line, item }: Place): string {
  const name = file === '-' ? 'stdin' : basename(file, extname(file));
  const number = line ?? item;
  const safe = name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '');
  return `${safe === '' ? 'case' : safe}${number === undefined ? '' : `-${number}`}`;
}
