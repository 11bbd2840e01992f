/** Puts pictures of screens on a disk, each file whole or not at all. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '../errors.js';
import type { Ui } from '../simulator/screens/ui.js';
import {
  pictureOf,
  type ScreenFile,
  type ScreenFormat,
  screenFiles,
  sheetOf,
} from '../picture/screen-files.js';

export interface WriteScreensOptions {
  readonly format: ScreenFormat;
  /** A folder (made when missing), or with `sheet` also the file itself. */
  readonly out: string;
  /** All screens on one picture instead of a file each; its title. SVG and PNG only. */
  readonly sheet?: string;
  /** Each screen within a device. */
  readonly frame?: boolean;
}

/**
 * Writes screens and returns the paths. Only files with the names of pictures are written; what
 * else is in the folder stays.
 * @throws InputError when `out` cannot be written to.
 */
export async function writeScreens(
  uis: readonly Ui[],
  options: WriteScreensOptions,
): Promise<string[]> {
  const { format, out, sheet, frame = false } = options;
  if (sheet === undefined || format === 'text') {
    return writeAll(out, await screenFiles(uis, format, { frame }));
  }
  const data = await pictureOf(await sheetOf(sheet, uis), format);
  const isFile = extname(out) === `.${format}`;
  if (!isFile) return writeAll(out, [{ name: `screens.${format}`, data }]);
  return writeAll(dirname(out), [{ name: basename(out), data }]);
}

export function writeAll(folder: string, files: readonly ScreenFile[]): string[] {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isDirectory()) {
    throw new InputError(`${folder}: is a file, a folder is needed for ${files.length} files`);
  }
  const whole: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, data } of files) {
      const path = join(folder, name);
      writeWhole(path, data);
      whole.push(path);
    }
  } catch (error) {
    throw new InputError(`${folder}: cannot be written to`, { cause: error });
  }
  return whole;
}

/** Through a file beside it, so that nobody ever reads half a picture. */
function writeWhole(path: string, data: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, data);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
