/** The version in package.json. */
import { readFileSync } from 'node:fs';
import { packageFile } from '../package-file.js';

/** As package.json has it, e.g. `0.1.0`; read when asked for. */
export function packageVersion(): string {
  const text = readFileSync(packageFile('package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
