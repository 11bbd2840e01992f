/** Whether what was asked wrong was refused as the documents say: status and key. */
import type { RuleSeverity } from '../rules/rule.js';
import { type ErrorKey, meantKey, OLD_ERROR_KEYS } from './error-keys.js';
import type { Exchange } from './exchange.js';
import type { ProviderRun } from './run.js';
import { answered, callName, isErrorBody, isGood, keyOf, numbers, statusOf } from './seen.js';

export interface Refusal {
  readonly id: string;
  /** What was asked, behind "for". */
  readonly how: string;
  /** Statuses that are right; all 4xx where there are none. */
  readonly statuses?: readonly number[];
  /** Keys that are right; any where there are none. */
  readonly keys?: readonly ErrorKey[];
  /** Of another refusal than the documented one. */
  readonly otherwise?: RuleSeverity;
  /** Of an acceptance, where it is milder than the rule. */
  readonly accepted?: RuleSeverity;
}

/** Older names and other spellings of a key have rules of their own. */
function isKey(key: string | undefined, keys: readonly ErrorKey[]): boolean {
  if (keys.length === 0) return true;
  if (key === undefined) return false;
  return keys.includes((OLD_ERROR_KEYS[key] ?? meantKey(key) ?? key) as ErrorKey);
}

export function judgeRefusal({ judge }: ProviderRun, exchange: Exchange, refusal: Refusal): void {
  const { id, how, statuses = [], keys = [], otherwise, accepted } = refusal;
  const status = statusOf(exchange);
  if (status === 0) {
    judge.notRun(id, `${callName(exchange)} for ${how} ${answered(exchange)}`);
    return;
  }
  const wanted = [statuses.length === 0 ? '4xx' : statuses.join(' or '), keys.join(' or ')]
    .filter((part) => part !== '')
    .join(' ');
  const seen = { exchanges: numbers(exchange) };
  const evidence = `${callName(exchange)} for ${how} ${answered(exchange)}`;
  const key = keyOf(exchange.answer?.json);
  const isRight =
    (statuses.length === 0 ? status >= 400 && status < 500 : statuses.includes(status)) &&
    isKey(key, keys);
  if (isRight) judge.passed(id, { evidence, ...seen });
  else {
    const isAccepted = isGood(exchange) && !isErrorBody(exchange.answer?.json);
    const severity = isAccepted ? accepted : otherwise;
    judge.failed(id, {
      evidence: `${evidence}: ${wanted} wanted`,
      ...seen,
      ...(severity === undefined ? {} : { severity }),
    });
  }
}
