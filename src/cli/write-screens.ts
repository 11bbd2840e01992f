/** Puts screens on a disk, each file whole or not at all: for every command with `--out`. */
import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '../errors.js';
import {
  pictureOf,
  type ScreenFile,
  type ScreenFormat,
  screenFiles,
  sheetOf,
} from '../picture/screen-files.js';
import type { Ui } from '../simulator/screens/ui.js';
import { unwritable, writeWhole } from './output-file.js';

export interface WriteScreensOptions {
  readonly format: ScreenFormat;
  /** A folder, made when missing; with `sheet` it may be the file itself (`review.png`). */
  readonly out: string;
  /** Title of the one picture that holds all screens, instead of a file each. Not for text. */
  readonly sheet?: string;
  /** Each screen within a device. */
  readonly frame?: boolean;
}

/**
 * Writes screens and returns the paths. Files of these names are replaced; what else is in the
 * folder stays. A simulator's screens: collect `simulator.ledger.ui` in `screen.onChange`.
 * @throws InputError when `out` cannot be written to, DeviceError when the disk is full.
 */
export async function writeScreens(
  uis: readonly Ui[],
  { format, out, sheet, frame = false }: WriteScreensOptions,
): Promise<string[]> {
  if (sheet === undefined || format === 'text') {
    return writeFiles(out, await screenFiles(uis, format, { frame }));
  }
  const data = await pictureOf(await sheetOf(sheet, uis), format);
  if (extname(out) !== `.${format}` && !isNoFile(out))
    return writeFiles(out, [{ name: `screens.${format}`, data }]);
  return writeFiles(dirname(out), [{ name: basename(out), data }]);
}

/** A device, a FIFO or an open descriptor: written into, whatever it is called. */
function isNoFile(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return there !== undefined && !there.isFile() && !there.isDirectory();
}

/** Writes files into a folder, which is made when missing. */
export function writeFiles(folder: string, files: readonly ScreenFile[]): string[] {
  const shown = JSON.stringify(folder.slice(0, 200));
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isFile()) {
      throw new InputError(`--out: expected a folder, found a file at ${shown}`);
    }
    mkdirSync(folder, { recursive: true });
    return files.map(({ name, data }) => {
      const path = join(folder, name);
      writeWhole(path, data);
      return path;
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unwritable(error, folder, '--out');
  }
}
