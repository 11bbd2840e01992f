/**
 * Scenarios from the text of a file: one scenario, or `defaults` and a list of `scenarios`. What
 * cannot be used is said in one sentence that names the file, the scenario and the key.
 */

import { InputError } from '../errors.js';
import { expected, shownText, shownValue } from '../shown.js';
import { LIMITS } from './limits.js';
import { expanded, isMembers, type Members, merged } from './matrix.js';
import { nearest } from './nearest.js';
import type { Scenario } from './scenario.js';

const FILE_KEYS = ['defaults', 'scenarios'];

/**
 * The scenarios in a text of YAML or JSON, those of a matrix each by itself.
 * @param file how messages and reports call the text; its ending says whether it is JSON.
 * @throws InputError for the first thing that cannot be used.
 */
export async function parseScenarios(text: string, file: string): Promise<Scenario[]> {
  const document = await read(text, file);
  // The validator is loaded only when there is a file.
  const { scenarioOf } = await import('./read-scenario.js');
  const scenarios: Scenario[] = [];
  for (const { entry, where } of entriesOf(document, file)) {
    const entries = expanded(entry, where);
    if (scenarios.length + entries.length > LIMITS.scenarios) {
      throw new InputError(
        expected(
          file,
          `at most ${LIMITS.scenarios} scenarios`,
          `more with ${where.slice(file.length + 2) || 'its matrix'}`,
        ),
      );
    }
    for (const one of entries) scenarios.push(scenarioOf(one, file));
  }
  const names = new Set<string>();
  for (const { name } of scenarios) {
    if (names.has(name)) {
      throw new InputError(
        expected(file, 'a name of its own for each scenario', `${shownText(name)} twice`),
      );
    }
    names.add(name);
  }
  return scenarios;
}

async function read(text: string, file: string): Promise<unknown> {
  if (/\.json$/i.test(file)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new InputError(expected(file, 'JSON', `other text${jsonPlaceOf(error)}`));
    }
  }
  const { readYaml, YamlError } = await import('../codec/yaml.js');
  try {
    const [document, second] = readYaml(text, { asText: true });
    if (second === undefined) return document;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const where = error.offset === undefined ? '' : ` at ${placeOf(text, error.offset)}`;
    throw new InputError(expected(file, 'YAML', `other text: ${error.message}${where}`));
  }
  throw new InputError(expected(file, 'one YAML document', 'several (---)'));
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/** Engines repeat what they cannot read, which may be a key: of their words only the position is used. */
function jsonPlaceOf(error: unknown): string {
  const position = /position \d+|line \d+ column \d+/.exec(String(error))?.[0];
  return position === undefined ? '' : ` at ${position}`;
}

function entriesOf(document: unknown, file: string): { entry: Members; where: string }[] {
  if (!isMembers(document)) {
    throw new InputError(expected(file, 'a scenario with name, flow and expect', kindOf(document)));
  }
  if (!('scenarios' in document)) return [{ entry: document, where: file }];
  const { defaults = {}, scenarios, ...others } = document;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const near = nearest(unknown, FILE_KEYS);
    throw new InputError(
      expected(
        file,
        'defaults and scenarios',
        `the key ${shownText(unknown)}${near === undefined ? '' : `: did you mean ${near}?`}`,
      ),
    );
  }
  if (!isMembers(defaults)) {
    throw new InputError(expected(`${file}: defaults`, 'keys of a scenario', kindOf(defaults)));
  }
  if (!Array.isArray(scenarios) || scenarios.length === 0) {
    throw new InputError(expected(`${file}: scenarios`, 'a list of scenarios', kindOf(scenarios)));
  }
  return scenarios.map((entry: unknown, index) => {
    const where = `${file}: scenario ${index + 1}`;
    if (!isMembers(entry)) {
      throw new InputError(expected(where, 'a scenario', kindOf(entry)));
    }
    return { entry: merged(defaults, entry), where };
  });
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'other keys' : shownValue(value);
}
