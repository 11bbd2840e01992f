/** What the calls of one step break of the rules of the provider kit, and what `check` finds. */
import type { Finding } from '../../check/finding.js';
import { familyOf } from '../rules/check-families.js';
import { ruleNamed, rulesOf } from '../rules/index.js';
import { withDeviations } from '../test/deviations.js';
import type { Exchange } from '../test/exchange.js';
import { judgePassively, PASSIVE_RULES } from '../test/passive.js';
import type { RuleResult } from '../test/result.js';
import { newJudge, type ProviderRun } from '../test/run.js';
import type { JourneyCall, JourneyFinding } from './journey.js';

/**
 * Failed rules alone; what the profile names as a known deviation is none.
 * @param look further judgements, over a run that knows these exchanges only.
 */
export function brokenRules(
  run: ProviderRun,
  exchanges: readonly Exchange[],
  look: (run: ProviderRun) => void = () => {},
): RuleResult[] {
  const judge = newJudge(rulesOf(run.product), run.product);
  const own: ProviderRun = { ...run, judge, journal: exchanges };
  for (const rule of PASSIVE_RULES) judgePassively(own, rule);
  look(own);
  return withDeviations(judge.results(), run.profile.deviations, run.now()).filter(
    ({ result }) => result === 'failed',
  );
}

/** @param calls those among which the results' exchanges are, of the same provider. */
export function findingsOf(
  results: readonly RuleResult[],
  calls: readonly JourneyCall[],
): JourneyFinding[] {
  return results.map(({ id, severity, evidence, codes = [], exchanges = [] }) => ({
    rule: id,
    codes,
    severity,
    title: ruleNamed(id)?.requires ?? '',
    evidence,
    calls: calls
      .filter(({ exchange }) => exchanges.includes(exchange.number))
      .map(({ number }) => number),
  }));
}

/** Findings of `check`, under the rule each belongs to. */
export function checkFindings(findings: readonly Finding[]): JourneyFinding[] {
  return findings.map(({ code, severity, title, field, evidence, fix }) => {
    const rule = familyOf(code);
    return {
      ...(rule === undefined ? {} : { rule }),
      codes: [code],
      severity,
      title: `${title} (${field})`,
      evidence,
      fix,
      calls: [],
    };
  });
}
