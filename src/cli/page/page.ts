/** `exchange-sim page --out FILE`: the reader as one file. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { DeviceError, EXIT } from '../../errors.js';
import { packageFile } from '../../package-file.js';
import { writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import type { PageOptions } from './options.js';

/** @throws InputError when the file cannot be written. */
export async function pageCommand({ out }: PageOptions, io: Io): Promise<number> {
  let text: string;
  try {
    const packed = readFileSync(packageFile('dist/pages/reader.html.br'));
    text = brotliDecompressSync(packed).toString('utf8');
  } catch (cause) {
    throw new DeviceError('the reader is not built', { cause, hint: 'Run npm run build.' });
  }
  writeFile(out, text, { option: '--out' });
  io.stderr.write(`${out}: open it in a browser and drop a log or a provider's answer\n`);
  return EXIT.yes;
}
