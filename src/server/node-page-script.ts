/** The browser's part of a page, as the build leaves it in `dist/pages/`: one script. */
import { readFile } from 'node:fs/promises';
import { DeviceError } from '../errors.js';
import { packageFile } from '../package-file.js';
import type { PageScript } from './page-api.js';

export type { PageScript } from './page-api.js';

/**
 * Read once, when the first page is asked for.
 *
 * @throws DeviceError when the package is not built.
 */
export function pageScript(name: 'device' | 'journey'): PageScript {
  let text: Promise<string> | undefined;
  return () => {
    text ??= readFile(packageFile(`dist/pages/${name}.js`), 'utf8').catch((cause) => {
      throw new DeviceError('the page is not built', { cause, hint: 'Run npm run build.' });
    });
    return text;
  };
}
