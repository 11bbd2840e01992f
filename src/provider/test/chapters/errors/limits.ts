/** Limits that a swap error names: there at all, and true. */
import { plain } from '../../../decimal-text.js';
import { bestTrade, callOf } from '../../call-of.js';
import type { Exchange } from '../../exchange.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, isErrorBody, isGood, keyOf, numbers } from '../../seen.js';
import type { ErrorProbe } from './probe.js';

/** Today's name first, then the portal page's. */
const NAMES = {
  min: ['minRequiredAmount', 'minSwapAmount'],
  max: ['maxRequiredAmount', 'maxSwapAmount'],
} as const;

const LIMIT_KEY = /M(IN|AX)IMUM_AMOUNT/i;

export async function judgeLimits(
  run: ProviderRun,
  { limit, how }: ErrorProbe,
  exchange: Exchange,
): Promise<void> {
  if (run.product !== 'swap' || limit === undefined) return;
  const { judge } = run;
  const json = exchange.answer?.json;
  // Another error than that of a limit has no limits to name.
  if (!isErrorBody(json) || !LIMIT_KEY.test(keyOf(json) ?? 'MINIMUM_AMOUNT')) return;
  const fields = (json as { additionalFields?: Record<string, unknown> }).additionalFields ?? {};
  const name = NAMES[limit].find((one) => fields[one] !== undefined && fields[one] !== null);
  const at = `${callName(exchange)} for ${how} ${answered(exchange)}`;
  const seen = { exchanges: numbers(exchange) };
  if (name === undefined) {
    const evidence = `${at} without additionalFields.${NAMES[limit][0]}: the user is not told what would do`;
    return judge.failed('ERROR_LIMITS_MISSING', { evidence, ...seen });
  }
  const value = plain(fields[name] as string | number);
  judge.passed('ERROR_LIMITS_MISSING', { evidence: `${at} with ${name}`, ...seen });
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) {
    const evidence = `${at}: ${name} is no decimal amount`;
    return judge.failed('ERROR_LIMITS_WRONG', { evidence, ...seen });
  }
  const trade = bestTrade(run);
  const again = await run.client.call(callOf(run, 'quote', { trade: { ...trade, amount: value } }));
  const both = { exchanges: numbers(exchange, again) };
  if (isGood(again) && !isErrorBody(again.answer?.json)) {
    const evidence = `a quote of exactly ${name} ${value} ${trade.from} is given`;
    return judge.passed('ERROR_LIMITS_WRONG', { evidence, ...both });
  }
  if (again.answer === undefined) return judge.notRun('ERROR_LIMITS_WRONG', answered(again));
  const evidence = `${name} is ${value}, yet a quote of exactly that ${answered(again)}: not the limit, or not in units of ${trade.from}`;
  judge.failed('ERROR_LIMITS_WRONG', { evidence, ...both });
}
