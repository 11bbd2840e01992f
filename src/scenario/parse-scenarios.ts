/**
 * Scenarios from the text of a file: one scenario, or `defaults` and a list of `scenarios`. What
 * cannot be used is said in one sentence that names the file, the scenario and the key.
 */
import { InputError, shownValue } from '../errors.js';
import { expanded, isMembers, type Members, merged } from './matrix.js';
import { nearest } from './nearest.js';
import type { Scenario } from './scenario.js';

const FILE_KEYS = ['defaults', 'scenarios'];

/**
 * @param file how messages and reports call the text; its ending says whether it is JSON.
 * @throws InputError for the first thing that cannot be used.
 */
export async function parseScenarios(text: string, file: string): Promise<Scenario[]> {
  const document = await read(text, file);
  // The validator is loaded only when there is a file.
  const { scenarioOf } = await import('./read-scenario.js');
  const scenarios = entriesOf(document, file).flatMap(({ entry, where }) =>
    expanded(entry, where).map((one) => scenarioOf(one, file)),
  );
  const names = new Set<string>();
  for (const { name } of scenarios) {
    if (names.has(name)) {
      throw new InputError(
        `${file}: expected a name of its own for each scenario, found ${JSON.stringify(name)} twice`,
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
      throw new InputError(`${file}: expected JSON, found other text${placeOf(error)}`);
    }
  }
  const { parse } = await import('yaml');
  try {
    // Warnings would repeat the text on stderr.
    return parse(text, { schema: 'failsafe', logLevel: 'error' });
  } catch (error) {
    throw new InputError(`${file}: expected YAML, found other text${wordsOf(error)}`);
  }
}

/** Engines repeat what they cannot read, which may be a key: of their words only the position is used. */
function placeOf(error: unknown): string {
  const position = /position \d+|line \d+ column \d+/.exec(String(error))?.[0];
  return position === undefined ? '' : ` at ${position}`;
}

/** What the YAML parser says without repeating anything. */
const PLAIN_WORDS = new Set([
  ...['DUPLICATE_KEY', 'BAD_INDENT', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'],
  ...['MISSING_CHAR', 'TAB_AS_INDENT'],
]);

function wordsOf(error: unknown): string {
  const {
    code = '',
    linePos,
    message = '',
  } = error as {
    code?: string;
    linePos?: readonly { line: number; col: number }[];
    message?: string;
  };
  if (PLAIN_WORDS.has(code)) return `: ${message.split('\n')[0]!.replace(/:$/, '')}`;
  const [start] = linePos ?? [];
  return start === undefined ? '' : ` at line ${start.line}, column ${start.col}`;
}

function entriesOf(document: unknown, file: string): { entry: Members; where: string }[] {
  if (!isMembers(document)) {
    throw new InputError(
      `${file}: expected a scenario with name, flow and expect, found ${kindOf(document)}`,
    );
  }
  if (!('scenarios' in document)) return [{ entry: document, where: file }];
  const { defaults = {}, scenarios, ...others } = document;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const near = nearest(unknown, FILE_KEYS);
    throw new InputError(
      `${file}: expected defaults and scenarios, found the key ${JSON.stringify(unknown)}${near === undefined ? '' : `: did you mean ${near}?`}`,
    );
  }
  if (!isMembers(defaults)) {
    throw new InputError(
      `${file}: defaults: expected keys of a scenario, found ${kindOf(defaults)}`,
    );
  }
  if (!Array.isArray(scenarios) || scenarios.length === 0) {
    throw new InputError(
      `${file}: scenarios: expected a list of scenarios, found ${kindOf(scenarios)}`,
    );
  }
  return scenarios.map((entry: unknown, index) => {
    const where = `${file}: scenario ${index + 1}`;
    if (!isMembers(entry)) {
      throw new InputError(`${where}: expected a scenario, found ${kindOf(entry)}`);
    }
    return { entry: merged(defaults, entry), where };
  });
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'other keys' : shownValue(value);
}
