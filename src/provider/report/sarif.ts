/**
 * A run as SARIF, for whoever keeps a profile beside the code: what failed, at the line of the
 * profile that lists it as a deviation, else at the profile as a whole. The provider's own source is
 * not known here.
 */
import { physicalLocation, sarifLog } from '../../report/sarif-log.js';
import { RULES } from '../rules/index.js';
import type { RuleSeverity } from '../rules/rule.js';
import type { RuleResult } from '../test/result.js';
import type { ReportInput } from './report-input.js';

const LEVELS: Readonly<Record<RuleSeverity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  'wrong-on-screen': 'error',
  warning: 'warning',
  note: 'note',
  run: 'note',
};

export interface SarifProfile {
  /** As it was given. */
  readonly file: string;
  /** Lines, from 1, of the deviations it lists, by rule. */
  readonly lines: ReadonlyMap<string, number>;
}

/** The log as an object; `JSON.stringify` makes the file. */
export function sarifReport({ result, versions }: ReportInput, profile: SarifProfile) {
  return sarifLog({
    version: versions['exchange-sim'] ?? '',
    rules: RULES.map(({ id, requires, test, severity }) => ({
      id,
      shortDescription: { text: requires },
      fullDescription: { text: requires },
      help: { text: test },
      defaultConfiguration: { level: LEVELS[severity] },
    })),
    results: result.rules.flatMap((rule) => resultOf(rule, profile)),
  });
}

function resultOf(rule: RuleResult, { file, lines }: SarifProfile) {
  const { id, result, severity, evidence, why, codes } = rule;
  // Listed, and passes: the list is what is wrong.
  const isStale = result === 'passed' && why !== undefined;
  if (result !== 'failed' && result !== 'deviation' && !isStale) return [];
  return [
    {
      ruleId: id,
      level: isStale ? ('warning' as const) : LEVELS[severity],
      message: { text: [evidence, why].filter(Boolean).join('. ') || id },
      locations: [{ physicalLocation: physicalLocation(file, lines.get(id)) }],
      // Agreed on, until its date: shown as such, not as open.
      ...(result === 'deviation'
        ? { suppressions: [{ kind: 'external' as const, justification: why ?? '' }] }
        : {}),
      properties: { severity, result, ...(codes === undefined ? {} : { codes }) },
    },
  ];
}
