/**
 * Speculos' automation rules: what to press when a text appears. The document is JSON,
 *
 *     {"version": 1, "rules": [{"regexp": "Sign", "actions": [["button", 1, true], …]}, …]}
 *
 * Every text drawn from now on is compared with the rules in order; the first one that fits and has
 * actions acts. A rule fits when all it names does: `text` (the whole text), `regexp` (from the
 * start of the text, Python's `re.match`), `x`, `y`, `conditions` (variables that `setbool` sets,
 * false at first). Source: speculos `mcu/automation.py` and its schema, restated.
 */
import { InputError } from '../errors.js';
import { LIMITS } from './limits.js';
import { pythonPattern } from './python-pattern.js';

export type AutomationAction =
  | readonly ['button', number, boolean]
  | readonly ['finger', number, number, boolean]
  | readonly ['setbool', string, boolean]
  | readonly ['exit'];

interface Rule {
  readonly text?: string;
  readonly regexp?: RegExp;
  readonly x?: number;
  readonly y?: number;
  readonly conditions?: readonly (readonly [string, boolean])[];
  readonly actions?: readonly AutomationAction[];
}

/** Whether a pattern fits a text. Replaceable: a client's pattern may run for ever. */
export type Matches = (pattern: RegExp, text: string) => boolean;

const plainMatches: Matches = (pattern, text) => {
  pattern.lastIndex = 0;
  return pattern.test(text);
};

export class Automation {
  private readonly rules: readonly Rule[];
  private readonly variables = new Map<string, boolean>();
  private readonly matches: Matches;

  /** @throws InputError naming the rule and what was expected. */
  constructor(document: string, matches: Matches = plainMatches) {
    this.rules = rulesOf(document);
    this.matches = matches;
  }

  actionsFor({ text, x, y }: { text: string; x: number; y: number }): readonly AutomationAction[] {
    for (const rule of this.rules) {
      if (rule.text !== undefined && rule.text !== text) continue;
      if (rule.regexp !== undefined && !this.matches(rule.regexp, text)) continue;
      if (rule.x !== undefined && rule.x !== x) continue;
      if (rule.y !== undefined && rule.y !== y) continue;
      const wanted = rule.conditions ?? [];
      if (wanted.some(([name, value]) => (this.variables.get(name) ?? false) !== value)) continue;
      if (rule.actions !== undefined) return rule.actions;
    }
    return [];
  }

  set(name: string, value: boolean): void {
    this.variables.set(name, value);
  }
}

function rulesOf(document: string): Rule[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    throw wrong('the document', 'JSON', document);
  }
  const whole = objectAt(parsed, 'the document', ['version', 'rules']);
  if (whole.version !== 1) throw wrong('version', '1', whole.version);
  const rules = listAt(whole.rules, 'rules');
  if (rules.length > LIMITS.automationRules) {
    throw wrong('rules', `at most ${LIMITS.automationRules}`, rules.length);
  }
  return rules.map(ruleOf);
}

const RULE_KEYS = ['text', 'regexp', 'x', 'y', 'conditions', 'actions'];

function ruleOf(value: unknown, index: number): Rule {
  const at = `rules[${index}]`;
  // Speculos' schema describes the first rule only: people leave comments in the others.
  const keys = index === 0 ? RULE_KEYS : undefined;
  const { text, regexp, x, y, conditions, actions } = objectAt(value, at, keys);
  return {
    ...(text === undefined ? {} : { text: stringAt(text, `${at}.text`) }),
    ...(regexp === undefined ? {} : { regexp: patternAt(regexp, `${at}.regexp`) }),
    ...(x === undefined ? {} : { x: integerAt(x, `${at}.x`) }),
    ...(y === undefined ? {} : { y: integerAt(y, `${at}.y`) }),
    ...(conditions === undefined
      ? {}
      : { conditions: listAt(conditions, `${at}.conditions`).map(conditionOf(at)) }),
    ...(actions === undefined
      ? {}
      : { actions: listAt(actions, `${at}.actions`).map(actionOf(at)) }),
  };
}

const conditionOf =
  (rule: string) =>
  (value: unknown, index: number): readonly [string, boolean] => {
    const at = `${rule}.conditions[${index}]`;
    const [name, wanted, ...rest] = listAt(value, at);
    if (rest.length > 0 || typeof name !== 'string' || typeof wanted !== 'boolean') {
      throw wrong(at, '[name, true or false]', value);
    }
    return [name, wanted];
  };

const actionOf =
  (rule: string) =>
  (value: unknown, index: number): AutomationAction => {
    const at = `${rule}.actions[${index}]`;
    const [kind, a, b, c, ...rest] = listAt(value, at);
    const size = (value as unknown[]).length;
    if (rest.length === 0) {
      if (kind === 'exit' && size === 1) return ['exit'];
      if (kind === 'setbool' && size === 3 && typeof a === 'string' && typeof b === 'boolean') {
        return ['setbool', a, b];
      }
      if (kind === 'button' && size === 3 && isInteger(a) && typeof b === 'boolean') {
        return ['button', a, b];
      }
      if (kind === 'finger' && isInteger(a) && isInteger(b) && typeof c === 'boolean') {
        return ['finger', a, b, c];
      }
    }
    throw wrong(
      at,
      '["button", number, down], ["finger", x, y, down], ["setbool", name, value] or ["exit"]',
      value,
    );
  };

function patternAt(value: unknown, at: string): RegExp {
  const source = stringAt(value, at);
  if (source.length > LIMITS.automationPattern) {
    throw wrong(at, `at most ${LIMITS.automationPattern} characters`, source);
  }
  try {
    return pythonPattern(source);
  } catch {
    throw wrong(at, 'a regular expression', source);
  }
}

/** @param keys the only ones there may be; any when absent. */
function objectAt(value: unknown, at: string, keys?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(at, 'an object', value);
  }
  const unknown = Object.keys(value).find((key) => keys?.includes(key) === false);
  if (unknown !== undefined) throw wrong(at, `only ${keys?.join(', ')}`, unknown);
  return value as Record<string, unknown>;
}

function listAt(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(at, 'a list', value);
  return value;
}

function stringAt(value: unknown, at: string): string {
  if (typeof value !== 'string') throw wrong(at, 'a text', value);
  return value;
}

function integerAt(value: unknown, at: string): number {
  if (!isInteger(value)) throw wrong(at, 'a whole number', value);
  return value;
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function wrong(at: string, expected: string, found: unknown): InputError {
  const shown = (JSON.stringify(found) ?? 'nothing').slice(0, 80);
  return new InputError(`${at}: expected ${expected}, found ${shown}`);
}
