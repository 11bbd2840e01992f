/** The page's browser modules, as the compiler left them beside this file. */
import { readdir, readFile } from 'node:fs/promises';
import { DeviceError } from '../errors.js';
import type { PageModules } from './page-api.js';

export type { PageModules } from './page-api.js';

const COMPILED = new URL('./page/client/', import.meta.url);

/** Reads the folder once, when the first page is asked for. */
export function pageModules(folder: URL = COMPILED): PageModules {
  let read: Promise<ReadonlyMap<string, string>> | undefined;
  return () => {
    read ??= modulesIn(folder);
    return read;
  };
}

async function modulesIn(folder: URL): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js')).sort();
  if (files.length === 0) {
    throw new DeviceError('the page is not built', { hint: 'Run npm run build.' });
  }
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  return new Map(files.map((file, at) => [file, texts[at] ?? '']));
}
