/** A run as annotations for GitHub: what failed, at its line of the profile where there is one. */
import type { Annotation } from '../../report/github.js';
import { ruleNamed } from '../rules/index.js';
import type { RuleResult } from '../test/result.js';
import type { ReportInput } from './report-input.js';
import { levelOf, type ProfileLines, wordsOf } from './rule-levels.js';

/** Deviations that were agreed on are none. */
export function annotationsOf(
  { result }: Pick<ReportInput, 'result'>,
  profile?: ProfileLines,
): Annotation[] {
  return result.rules.flatMap((rule) => annotationOf(rule, profile));
}

function annotationOf(rule: RuleResult, profile: ProfileLines | undefined): Annotation[] {
  const level = rule.result === 'deviation' ? undefined : levelOf(rule);
  if (level === undefined) return [];
  const { id } = rule;
  const requires = ruleNamed(id)?.requires;
  const line = profile?.lines.get(id);
  return [
    {
      level: level === 'note' ? 'notice' : level,
      title: requires === undefined ? id : `${id}: ${requires}`,
      text: wordsOf(rule),
      ...(profile === undefined ? {} : { file: profile.file }),
      ...(line === undefined ? {} : { line }),
    },
  ];
}
