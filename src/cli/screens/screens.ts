/** `exchange-sim screens`: the screens of a review from its fields, as text, data or pictures. */

import { MODEL_NAMES, MODELS } from '../../device.js';
import { EXIT, InputError } from '../../errors.js';
import { modelsOf } from '../../firmware/models.js';
import { reviewScreens } from '../../picture/review-pictures.js';
import { screenData } from '../../simulator/screens/draw/screen-data.js';
import { type ReviewFacts, type Ui, view } from '../../simulator/screens/ui.js';
import type { ScreensDocument } from '../documents.js';
import { isStream } from '../files/output.js';
import type { Io } from '../io.js';
import { firmwareOf } from '../options/one-firmware.js';
import { pixelPrinter } from '../options/pixels.js';
import { framedScreens } from '../text/screen-frame.js';
import { jsonText, palette } from '../text/text.js';
import { endingOf, factsOf, undrawnFields } from './facts.js';
import type { ScreensOptions } from './options.js';
import { writeOne, writeScreens } from './write.js';

/** @throws InputError for fields no device shows, and for an `--out` that cannot be written to. */
export async function screensCommand(
  options: ScreensOptions,
  io: Io,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const facts = factsOf(options);
  const { model = 'all', out, status } = options;
  const firmware = firmwareOf(options.firmware, model === 'all' ? undefined : model);
  const models = model === 'all' ? modelsOf(firmware) : [model];
  const uis = reviewScreens(facts, {
    models,
    firmware,
    testBuild: options.testBuild === true,
    home: options.home === true,
    ...(status === undefined ? {} : { ending: endingOf(status) }),
  });
  const format = options.json === true ? 'json' : (options.format ?? 'text');
  checkCombination(options, format);

  const undrawn = undrawnFields(facts);
  if (format === 'json') {
    const document: ScreensDocument = {
      facts: shownFacts(facts),
      undrawn,
      screens: uis.map(screenData),
    };
    const text = jsonText(document);
    if (out === undefined) io.stdout.write(text);
    else writeOne(out, text);
    return EXIT.yes;
  }
  for (const { field, bytes } of undrawn) {
    io.stderr.write(
      `note: the device leaves out ${bytes} bytes of ${field}: it cannot draw them\n`,
    );
  }
  if (out !== undefined) {
    const sheet = options.sheet === true ? { sheet: titleOf(facts) } : {};
    const frame = options.frame === true;
    const paths = await writeScreens(uis, { format, out, frame, ...sheet });
    // Behind a picture on stdout its path would be a part of it.
    if (!isStream(out)) for (const path of paths) io.stdout.write(`${path}\n`);
    return EXIT.yes;
  }
  const pixels = await pixelPrinter(options.pixels, io, env);
  if (pixels === undefined) printText(uis, io);
  else io.stdout.write(await pixels(titleOf(facts), uis));
  return EXIT.yes;
}

function checkCombination({ out, sheet, frame, pixels }: ScreensOptions, format: string): void {
  const isPicture = format === 'svg' || format === 'png';
  if (isPicture && out === undefined) {
    throw new InputError(`--format ${format}: needs --out with a folder`, {
      hint: `For one picture of everything: --format ${format} --sheet --out review.${format}`,
    });
  }
  if (sheet === true && !isPicture) {
    throw new InputError('--sheet: needs --format svg or png');
  }
  if (frame === true && !isPicture) {
    throw new InputError('--frame: needs --format svg or png');
  }
  if (pixels !== undefined && (isPicture || format === 'json' || out !== undefined)) {
    throw new InputError('--pixels: shows pictures in the terminal and takes no --format or --out');
  }
}

function printText(uis: readonly Ui[], io: Io): void {
  const { strong } = palette(io.color);
  for (const model of MODELS) {
    const own = uis.filter((ui) => ui.context.model === model);
    if (own.length === 0) continue;
    const lines = framedScreens(own.map(view), { columns: io.columns, indent: 2 });
    io.stdout.write(`${strong(MODEL_NAMES[model])}\n${lines.join('\n')}\n\n`);
  }
}

function titleOf({ kind, from, to }: ReviewFacts): string {
  if (kind === 'swap') return `Swap ${from} to ${to}`;
  return kind === 'sell' ? `Sell ${from} for ${to}` : `Fund with ${from}`;
}

/** Byte strings as the texts they came from. */
function shownFacts(facts: ReviewFacts): ReviewFacts {
  const decoder = new TextDecoder();
  const text = (value: unknown): unknown =>
    typeof value === 'string'
      ? decoder.decode(Uint8Array.from(value, (char) => char.charCodeAt(0)))
      : value;
  const shown = Object.entries(facts).map(([name, value]) => [name, text(value)]);
  return Object.fromEntries(shown) as ReviewFacts;
}
