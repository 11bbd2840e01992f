/** Scenario files from the paths on the command line. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../errors.js';
import { packageFile } from '../../package-file.js';
import { parseScenarios } from '../../scenario/parse-scenarios.js';
import type { Scenario } from '../../scenario/scenario.js';
import { cutLong, expected } from '../../shown.js';
import { readInput, refuseKey, statOf } from '../files/input.js';

const ENDINGS = /\.(ya?ml|json)$/i;

/** @throws InputError for a path that is not there, and for the first thing that cannot be used. */
export async function readScenarios(paths: readonly string[]): Promise<Scenario[]> {
  const files = [...new Set(paths.flatMap(filesAt))];
  const scenarios: Scenario[] = [];
  for (const file of files) {
    scenarios.push(...(await parseScenarios(readInput(file, 'test'), shown(file))));
  }
  return scenarios;
}

function filesAt(path: string): string[] {
  refuseKey(path, 'test');
  const stat = statOf(path);
  const name = JSON.stringify(cutLong(path));
  if (stat === undefined) {
    throw new InputError(
      expected('test', 'scenario files or a folder with them', `nothing at ${name}`),
      { hint: `Those of this package: ${fileURLToPath(packageFile('scenarios/'))}` },
    );
  }
  if (!stat.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => ENDINGS.test(file))
    .sort()
    .map((file) => join(path, file));
  if (files.length > 0) return files;
  throw new InputError(expected('test', `scenario files (.yaml, .yml, .json) in ${name}`, 'none'));
}

/** The same on every system. */
function shown(file: string): string {
  return file.replaceAll('\\', '/');
}
