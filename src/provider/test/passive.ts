/**
 * What every exchange of the whole run shows without being asked: run last. Each rule is told once,
 * with the numbers of all exchanges that break it.
 */
import { PRODUCTS } from '../product.js';
import type { RuleSeverity } from '../rules/rule.js';
import { authenticationHeaders } from './authentication.js';
import type { Chapter } from './chapter.js';
import type { Exchange } from './exchange.js';
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

/** One rule over a journal; also for `provider proxy`, which creates nothing. */
export function judgePassively(run: ProviderRun, rule: PassiveRule): void {
  const fine: Exchange[] = [];
  const bad = new Map<RuleSeverity | undefined, { text: string; exchanges: Exchange[] }>();
  for (const exchange of run.journal) {
    const look = rule.look(isKeyed(run, exchange) ? exchange : asProbe(exchange), run);
    if (look === undefined) continue;
    if (look === 'fine') {
      fine.push(exchange);
      continue;
    }
    const { severity } = look;
    const found = bad.get(severity) ?? { text: look.problem, exchanges: [] };
    found.exchanges.push(exchange);
    bad.set(severity, found);
  }
  for (const [severity, { text, exchanges }] of bad) {
    const more = exchanges.length - 1;
    const also = more === 0 ? '' : ` (and ${more} more such ${more === 1 ? 'answer' : 'answers'})`;
    run.judge.failed(rule.id, {
      evidence: `${callName(exchanges[0]!)}: ${text}${also}`,
      exchanges: exchanges.slice(0, MAX_NUMBERS).map(({ number }) => number),
      ...(severity === undefined ? {} : { severity }),
    });
  }
  if (fine.length === 0) run.judge.notRun(rule.id, rule.waited);
  else {
    run.judge.passed(rule.id, {
      evidence: `nothing of it in ${fine.length} ${fine.length === 1 ? 'exchange' : 'exchanges'}`,
      exchanges: fine.slice(0, MAX_NUMBERS).map(({ number }) => number),
    });
  }
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
