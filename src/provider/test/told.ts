/** Many small looks at one rule, told as one result. */
import type { RuleSeverity } from '../rules/rule.js';
import type { Exchange } from './exchange.js';
import type { ProviderRun } from './run.js';
import { isGood, numbers } from './seen.js';

export interface Complaint {
  readonly text: string;
  /** Where milder than the rule's worst. */
  readonly severity?: RuleSeverity;
}

const MAX_TOLD = 5;

/** Fails with the complaints of the worst severity, or passes with `fine`. */
export function tell(
  { judge }: Pick<ProviderRun, 'judge'>,
  id: string,
  complaints: readonly Complaint[],
  fine: string,
  ...exchanges: readonly (Exchange | undefined)[]
): void {
  const seen = { exchanges: numbers(...exchanges) };
  if (complaints.length === 0) {
    judge.passed(id, { evidence: fine, ...seen });
    return;
  }
  for (const severity of new Set(complaints.map((one) => one.severity))) {
    const texts = complaints.filter((one) => one.severity === severity).map(({ text }) => text);
    const more = texts.length - MAX_TOLD;
    const evidence = [...texts.slice(0, MAX_TOLD), ...(more > 0 ? [`and ${more} more`] : [])];
    judge.failed(id, {
      evidence: evidence.join('; '),
      ...seen,
      ...(severity === undefined ? {} : { severity }),
    });
  }
}

/** The first normal answer of an operation; where there is none, the first answer. */
export function firstOf(
  { journal }: Pick<ProviderRun, 'journal'>,
  operation: string,
): Exchange | undefined {
  const answered = journal.filter(
    ({ request, answer }) => request.operation === operation && answer !== undefined,
  );
  return answered.find(isGood) ?? answered[0];
}
