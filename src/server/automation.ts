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
import { isDeepValue, MAX_NESTING } from '../codec/nesting.js';
import { InputError } from '../errors.js';
import { expected, shownText, shownValue } from '../shown.js';
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

/**
 * The place of the first of these patterns that fits the text, -1 when none does. Replaceable: a
 * client's pattern may run for ever.
 * @throws SlowPatternError for one that takes too long.
 */
export type FirstFit = (patterns: readonly RegExp[], text: string) => Promise<number>;

/** In this thread, however long it takes: for documents of whoever runs this process. */
const firstFitHere: FirstFit = async (patterns, text) =>
  patterns.findIndex((pattern) => {
    pattern.lastIndex = 0;
    return pattern.test(text);
  });

/** Names the pattern by its place in the list. */
export class SlowPatternError extends Error {
  override readonly name = 'SlowPatternError';
  readonly index: number;

  constructor(index: number) {
    super(`pattern ${index} takes too long`);
    this.index = index;
  }
}

/** A text on the screen and its place, pixels. */
interface Drawn {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export class Automation {
  private readonly rules: readonly Rule[];
  private readonly variables = new Map<string, boolean>();
  private readonly firstFit: FirstFit;

  /** @throws InputError naming the rule and what was expected. */
  constructor(document: string, firstFit: FirstFit = firstFitHere) {
    this.rules = rulesOf(document);
    this.firstFit = firstFit;
  }

  /** @throws InputError naming the rule whose pattern takes too long for this text. */
  async actionsFor(drawn: Drawn): Promise<readonly AutomationAction[]> {
    const candidates = this.rules.filter((rule) => this.mayFit(rule, drawn));
    // Nothing behind the first rule without a pattern is ever looked at.
    const certain = candidates.findIndex(({ regexp }) => regexp === undefined);
    const before = certain < 0 ? candidates : candidates.slice(0, certain);
    const patterns = before.flatMap(({ regexp }) => regexp ?? []);
    const fits = patterns.length === 0 ? -1 : await this.fitting(before, patterns, drawn.text);
    return candidates[fits < 0 ? certain : fits]?.actions ?? [];
  }

  /** Everything but the pattern: that is for the end, and elsewhere. */
  private mayFit(rule: Rule, { text, x, y }: Drawn): boolean {
    if (rule.actions === undefined) return false;
    if (rule.text !== undefined && rule.text !== text) return false;
    if (rule.x !== undefined && rule.x !== x) return false;
    if (rule.y !== undefined && rule.y !== y) return false;
    const wanted = rule.conditions ?? [];
    return wanted.every(([name, value]) => (this.variables.get(name) ?? false) === value);
  }

  private async fitting(
    rules: readonly Rule[],
    patterns: readonly RegExp[],
    text: string,
  ): Promise<number> {
    try {
      return await this.firstFit(patterns, text);
    } catch (error) {
      if (!(error instanceof SlowPatternError)) throw error;
      const at = this.rules.indexOf(rules[error.index]!);
      throw wrong(`rules[${at}].regexp`, 'a pattern that is done within a second', text);
    }
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
  if (isDeepValue(parsed)) throw wrong('the document', `at most ${MAX_NESTING} levels`, 'more');
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

function wrong(at: string, what: string, found: unknown): InputError {
  const shown = typeof found === 'string' ? shownText(found) : shownValue(found);
  return new InputError(expected(at, what, shown));
}
