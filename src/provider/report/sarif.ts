/**
 * A run as SARIF, for whoever keeps a profile beside the code: what failed, at the line of the
 * profile that lists it as a deviation, else at the profile as a whole. The provider's own source is
 * not known here.
 */
import { physicalLocation, sarifLog } from '../../report/sarif-log.js';
import { RULES } from '../rules/index.js';
import type { RuleResult } from '../test/result.js';
import type { ReportInput } from './report-input.js';
import { LEVELS, levelOf, type ProfileLines, wordsOf } from './rule-levels.js';

/** The log as an object; `JSON.stringify` makes the file. */
export function sarifReport({ result, versions }: ReportInput, profile: ProfileLines) {
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

function resultOf(rule: RuleResult, { file, lines }: ProfileLines) {
  const { id, result, severity, why, codes } = rule;
  const level = levelOf(rule);
  if (level === undefined) return [];
  return [
    {
      ruleId: id,
      level,
      message: { text: wordsOf(rule) },
      locations: [{ physicalLocation: physicalLocation(file, lines.get(id)) }],
      // Agreed on, until its date: shown as such, not as open.
      ...(result === 'deviation'
        ? { suppressions: [{ kind: 'external' as const, justification: why ?? '' }] }
        : {}),
      properties: { severity, result, ...(codes === undefined ? {} : { codes }) },
    },
  ];
}
