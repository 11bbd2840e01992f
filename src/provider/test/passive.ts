/**
 * What every exchange of the whole run shows without being asked: run last. Each rule is told once,
 * with the numbers of all exchanges that break it.
 */
import { PRODUCTS } from '../product.js';
import type { RuleSeverity } from '../rules/rule.js';
import { authenticationHeaders } from './authentication.js';
import type { Chapter } from './chapter.js';
import type { Exchange } from './exchange.js';
import type { Judge, Seen } from './judge.js';
import { AMOUNTS } from './passive/amounts.js';
import { BODY } from './passive/body.js';
import { LEAKS } from './passive/leaks.js';
import type { PassiveRule } from './passive/look.js';
import { REGION } from './passive/region.js';
import { TRANSPORT } from './passive/transport.js';
import type { ProviderRun } from './run.js';
import { callName } from './seen.js';

export const PASSIVE_RULES: readonly PassiveRule[] = [
  ...TRANSPORT,
  ...BODY,
  ...AMOUNTS,
  ...LEAKS,
  ...REGION,
];

const MAX_NUMBERS = 20;

export const passive: Chapter = {
  name: 'What every exchange shows',
  products: PRODUCTS,
  rules: PASSIVE_RULES.map(({ id }) => id),
  async run(run: ProviderRun): Promise<void> {
    for (const rule of PASSIVE_RULES) judgePassively(run, rule);
  },
};

/** One rule over a journal. */
export function judgePassively(run: ProviderRun, rule: PassiveRule): void {
  const tally = new PassiveTally(rule);
  for (const exchange of run.journal) tally.add(run, exchange);
  tally.settle(run.judge);
}

interface Bad {
  readonly text: string;
  readonly call: string;
  count: number;
  readonly numbers: number[];
}

/** One rule over exchanges that come one by one and are not kept: also for `provider proxy`. */
export class PassiveTally {
  readonly rule: PassiveRule;
  private fine = 0;
  private readonly fineNumbers: number[] = [];
  private readonly bad = new Map<RuleSeverity | undefined, Bad>();

  constructor(rule: PassiveRule) {
    this.rule = rule;
  }

  /** What is wrong, where it is the first that is wrong so badly. */
  add(run: ProviderRun, exchange: Exchange): Seen | undefined {
    const look = this.rule.look(isKeyed(run, exchange) ? exchange : asProbe(exchange), run);
    if (look === undefined) return undefined;
    const { number } = exchange;
    if (look === 'fine') {
      this.fine++;
      if (this.fineNumbers.length < MAX_NUMBERS) this.fineNumbers.push(number);
      return undefined;
    }
    const before = this.bad.get(look.severity);
    if (before === undefined) {
      const found = { text: look.problem, call: callName(exchange), count: 1, numbers: [number] };
      this.bad.set(look.severity, found);
      return seenOf(look.severity, found);
    }
    before.count++;
    if (before.numbers.length < MAX_NUMBERS) before.numbers.push(number);
    return undefined;
  }

  settle(judge: Judge): void {
    const { rule, fine, fineNumbers } = this;
    for (const [severity, bad] of this.bad) judge.failed(rule.id, seenOf(severity, bad));
    if (fine === 0) judge.notRun(rule.id, rule.waited);
    else {
      judge.passed(rule.id, {
        evidence: `nothing of it in ${fine} ${fine === 1 ? 'exchange' : 'exchanges'}`,
        exchanges: fineNumbers,
      });
    }
  }
}

function seenOf(severity: RuleSeverity | undefined, { text, call, count, numbers }: Bad): Seen {
  const more = count - 1;
  const also = more === 0 ? '' : ` (and ${more} more such ${more === 1 ? 'answer' : 'answers'})`;
  return {
    evidence: `${call}: ${text}${also}`,
    exchanges: numbers,
    ...(severity === undefined ? {} : { severity }),
  };
}

/** A call without the key, or with a wrong one, is made to be refused: its answer is no normal one. */
function isKeyed({ profile }: ProviderRun, { request }: Exchange): boolean {
  return authenticationHeaders(profile).every(
    ([name, value]) => request.headers[name.toLowerCase()] === value,
  );
}

const asProbe = (exchange: Exchange): Exchange => ({
  ...exchange,
  request: { ...exchange.request, operation: 'probe' },
});
