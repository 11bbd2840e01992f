/** One rule over all entries of a list, told once. */

import type { RuleSeverity } from '../../../rules/rule.js';
import type { ProviderRun } from '../../run.js';

export interface EachRule<Item> {
  readonly id: string;
  /** What is wrong with it, behind its name; 'fine'; undefined where the rule is not about it. */
  readonly look: (item: Item) => string | 'fine' | undefined;
  /** Why nothing was looked at, where no entry is of its kind. */
  readonly none: string;
  readonly severity?: RuleSeverity;
}

export interface EachWhere<Item> {
  readonly nameOf: (item: Item) => string;
  /** Plural: `currencies`. */
  readonly kind: string;
  /** Numbers of the exchanges they came with. */
  readonly exchanges: readonly number[];
}

const SHOWN = 3;

export function judgeEach<Item>(
  { judge }: ProviderRun,
  { id, look, none, severity }: EachRule<Item>,
  items: readonly Item[],
  { nameOf, kind, exchanges }: EachWhere<Item>,
): void {
  const bad: string[] = [];
  let looked = 0;
  for (const item of items) {
    const found = look(item);
    if (found === undefined) continue;
    looked++;
    if (found !== 'fine') bad.push(`${nameOf(item)}: ${found}`);
  }
  const more = bad.length > SHOWN ? `; and ${bad.length - SHOWN} more` : '';
  const evidence = `${bad.slice(0, SHOWN).join('; ')}${more}`;
  if (looked === 0) judge.notRun(id, none);
  else if (bad.length === 0)
    judge.passed(id, { evidence: `nothing of it in ${looked} ${kind}`, exchanges });
  else judge.failed(id, { evidence, exchanges, ...(severity === undefined ? {} : { severity }) });
}

/** As it stands in the answer, short. */
