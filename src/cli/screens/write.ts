/** Puts screens on a disk, each file whole or not at all: for every command with `--out`. */
import { mkdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import {
  pictureOf,
  type ScreenFile,
  type ScreenFormat,
  screenFiles,
  sheetOf,
} from '../../picture/screen-files.js';
import type { Ui } from '../../simulator/screens/ui.js';
import { checkFolder, isStream, unwritable, writeWhole } from '../files/output.js';

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
  if (extname(out) === `.${format}` || isStream(out)) return [writeOne(out, data)];
  return writeFiles(out, [{ name: `screens.${format}`, data }]);
}

/** Writes files into a folder, which is made when missing. */
function writeFiles(folder: string, files: readonly ScreenFile[]): string[] {
  checkFolder(folder, '--out');
  makeFolder(folder, folder);
  return files.map(({ name, data }) => written(join(folder, name), data));
}

/** Writes one file, into a folder that is made when missing, or into a device; returns its path. */
export function writeOne(path: string, data: string | Uint8Array): string {
  makeFolder(dirname(path), path);
  return written(path, data);
}

/** @param path what messages name. */
function makeFolder(folder: string, path: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(error, path, '--out');
  }
}

function written(path: string, data: string | Uint8Array): string {
  try {
    writeWhole(path, data);
    return path;
  } catch (error) {
    throw unwritable(error, path, '--out');
  }
}
