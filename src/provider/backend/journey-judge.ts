/** What the calls of one step break of the rules of the provider kit, and what `check` finds. */
import { isByChance } from '../../check/findings/codes.js';
import type { Finding } from '../../check/findings/finding.js';
import { cut } from '../../shown.js';
import type { Product } from '../product.js';
import { familyOf } from '../rules/check-families.js';
import { ruleNamed, rulesOf } from '../rules/index.js';
import { withDeviations } from '../test/deviations.js';
import type { Exchange } from '../test/exchange.js';
import { judgePassively, PASSIVE_RULES } from '../test/passive.js';
import type { RuleResult } from '../test/result.js';
import { newJudge, type ProviderRun } from '../test/run.js';
import type { JourneyCall, JourneyFinding } from './journey.js';
import type { ReceivedPush } from './receiver.js';

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

/**
 * Why a push was not taken, as the rule that it breaks; undefined when it was, or where none says so.
 * @param orderId of the journey: a push may be about another order.
 */
export function pushFinding(
  push: ReceivedPush,
  product: Product,
  orderId: string | undefined,
): JourneyFinding | undefined {
  const id = push.id === orderId ? brokenBy(push, product) : 'WEBHOOK_UNKNOWN_ID';
  const rule = id === undefined ? undefined : ruleNamed(id);
  if (rule === undefined || !rule.products.includes(product)) return undefined;
  const { severity, requires } = rule;
  const about = push.id === orderId ? '' : ` is about ${JSON.stringify(cut(push.id))} and`;
  const evidence = `push ${push.number}${about} was answered ${push.answered}: ${push.reason}`;
  return { rule: rule.id, codes: [], severity, title: requires, evidence, calls: [] };
}

function brokenBy({ key, answered, reason }: ReceivedPush, product: Product): string | undefined {
  if (key === 'in-url') return 'WEBHOOK_KEY_IN_URL';
  switch (answered) {
    case 400:
    case 413:
      return 'WEBHOOK_BODY';
    case 401:
      return reason.startsWith('providerId') ? 'WEBHOOK_PROVIDER_ID' : 'WEBHOOK_BAD_KEY';
    case 404:
      if (product !== 'swap') return 'WEBHOOK_TOO_EARLY';
      return reason.includes('not one of') ? 'WEBHOOK_PROVIDER_ID' : undefined;
    case 405:
      return 'WEBHOOK_AFTER_FINAL';
    case 422:
      return product === 'swap' ? 'WEBHOOK_UNMAPPED' : 'WEBHOOK_STATUS_VALUE';
    default:
      return undefined;
  }
}

/** Findings of `check`, under the rule each belongs to; what a right signer has by chance is none. */
export function checkFindings(findings: readonly Finding[]): JourneyFinding[] {
  const theirs = findings.filter(({ code }) => !isByChance(code));
  return theirs.map(({ code, severity, title, field, evidence, fix }) => {
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
