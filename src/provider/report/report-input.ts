/** What every report is made from. */
import type { RuleSeverity } from '../rules/rule.js';
import { RULE_SEVERITIES } from '../rules/rule.js';
import type { RunRecord } from '../test/index.js';
import type { RuleResult } from '../test/result.js';
import { redactor, type ShownExchange, shownExchange } from './redacted.js';

export interface ReportInput extends RunRecord {
  /** By name: exchange-sim, Node, contracts, firmware. */
  readonly versions: Readonly<Record<string, string>>;
}

export const SEVERITY_WORDS: Readonly<Record<RuleSeverity, string>> = {
  error: 'error',
  'wrong-on-screen': 'wrong on screen',
  warning: 'warning',
  note: 'note',
  run: 'about the run',
};

/** The worst first, in the order of the catalogue among equals. */
export function failedOf(rules: readonly RuleResult[]): RuleResult[] {
  const failed = rules.filter(({ result }) => result === 'failed');
  return failed.toSorted(
    (a, b) => RULE_SEVERITIES.indexOf(a.severity) - RULE_SEVERITIES.indexOf(b.severity),
  );
}

/** Rules that were not run, by their reason, the most frequent first. */
export function notRunByReason(rules: readonly RuleResult[]): [reason: string, ids: string[]][] {
  const reasons = new Map<string, string[]>();
  for (const { result, why = 'no reason was given', id } of rules) {
    if (result === 'notRun') reasons.set(why, [...(reasons.get(why) ?? []), id]);
  }
  return [...reasons].sort(([, a], [, b]) => b.length - a.length);
}

/** The calls of a run as they may be seen, by number. */
export function shownCalls({ journal, profile }: ReportInput): Map<number, ShownExchange> {
  const redact = redactor(profile);
  return new Map(
    journal.map((exchange) => [exchange.number, shownExchange(exchange, profile, redact)]),
  );
}

/** `error`, `2 warnings`: how many failed of each severity, in words. */
export function failureWords(rules: readonly RuleResult[]): string {
  const failed = failedOf(rules);
  return RULE_SEVERITIES.flatMap((severity) => {
    const count = failed.filter((rule) => rule.severity === severity).length;
    const word = SEVERITY_WORDS[severity];
    const plural = ['error', 'warning', 'note'].includes(severity) && count !== 1 ? 's' : '';
    return count === 0 ? [] : [`${count} ${word}${plural}`];
  }).join(', ');
}

/** One line that tells this run from another, and what it takes to repeat it. */
export function runFacts(input: ReportInput, hash: string): readonly (readonly [string, string])[] {
  const { versions, seed, createOrders, startedAt, milliseconds, journal, device } = input;
  const { model, firmware, device: spec } = device;
  // A URL may have a password in it.
  const place = spec?.replace(/\/\/[^/@]*@/, '//');
  const chosen = [model, firmware === undefined ? undefined : `firmware ${firmware}`, place];
  const profile = ['Profile', hash] as const;
  const own: readonly (readonly [string, string])[] = input.isProxied
    ? [profile, ['Traffic', 'of others, through a proxy: nothing was asked']]
    : [
        ['Seed', String(seed)],
        profile,
        ['Orders', createOrders ? 'allowed' : 'not allowed'],
        ['Device', chosen.filter((part) => part !== undefined).join(', ') || 'simulator, default'],
      ];
  return [
    ...Object.entries(versions),
    ...own,
    ['Started', new Date(startedAt).toISOString()],
    [
      'Took',
      `${(milliseconds / 1000).toFixed(1)} s, ${journal.length} ${input.isProxied ? 'exchanges kept' : 'calls'}`,
    ],
  ];
}
