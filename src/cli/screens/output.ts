/** `--screens [text|png|svg] --out DIR`, the same for `run`, `replay` and `check`. */
import { Option } from 'commander';
import { InputError } from '../../errors.js';
import type { ScreenFormat } from '../../picture/screen-files.js';
import { expected } from '../../shown.js';
import type { Ui } from '../../simulator/screens/ui.js';
import { checkFolder } from '../files/output.js';
import type { Io } from '../io.js';

/** As the parser hands it over: true without a format, false for `--no-screens`. */
export type ScreensChoice = boolean | ScreenFormat;

export interface ScreensOutput {
  readonly format: ScreenFormat;
  /** Folder. */
  readonly out: string;
}

/** Spelt here, since the code that draws is loaded when it is needed. */
const FORMATS: readonly ScreenFormat[] = ['text', 'png', 'svg'];

/** @param words what the screens are, for the help. */
export function screensOption(words: string): Option {
  return new Option('--screens [format]', words).choices(FORMATS);
}

/**
 * The files that are asked for; undefined when there are none.
 * @throws InputError before anything is run: for a picture without `--out`, and an `--out` that
 * nothing is written to.
 */
export function screensOutput(options: {
  readonly screens?: ScreensChoice;
  readonly out?: string;
}): ScreensOutput | undefined {
  const { screens, out } = options;
  const format = typeof screens === 'string' ? screens : undefined;
  if (out === undefined) {
    if (format === undefined || format === 'text') return undefined;
    throw new InputError(expected(`--screens ${format}`, '--out with a folder', 'none'), {
      hint: `Say where the pictures go: --screens ${format} --out pictures`,
    });
  }
  if (format === undefined) {
    throw new InputError(
      expected('--out', `beside --screens ${FORMATS.join(', ')}`, spelling(screens)),
      { hint: 'For example: --screens png --out pictures' },
    );
  }
  checkFolder(out, '--out');
  return { format, out };
}

function spelling(screens: ScreensChoice | undefined): string {
  if (screens === undefined) return 'no --screens';
  return screens ? '--screens without a format' : '--no-screens';
}

/** Writes the files, loading what that takes, and returns their paths, one for each screen. */
export async function writeOutput(
  uis: readonly Ui[],
  output: ScreensOutput,
): Promise<readonly string[]> {
  if (uis.length === 0) return [];
  const { writeScreens } = await import('./write.js');
  return writeScreens(uis, output);
}

/** Tells, beside the results, what was written. */
export function tellWritten(count: number, { out }: ScreensOutput, io: Io): void {
  const what =
    count === 0 ? 'no screens to write' : `${count} ${count === 1 ? 'screen' : 'screens'}`;
  io.stderr.write(count === 0 ? `${what}: none came up\n` : `${what} written to ${out}\n`);
}
