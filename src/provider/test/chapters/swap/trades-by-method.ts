/** A trade that can be ordered as fixed, or as float. */
import { bestTrade } from '../../call-of.js';
import { fact, type Trade, unusable } from '../../known.js';
import type { ProviderRun } from '../../run.js';

/** Undefined where the pairs list none. */
export function tradeBy(run: ProviderRun, method: 'fixed' | 'float'): Trade | undefined {
  const best = bestTrade(run);
  const fits = ({ tradeMethods }: Trade) =>
    !Array.isArray(tradeMethods) || tradeMethods.includes(method);
  const special = new Set(marked(run));
  return [best, ...(fact(run, 'trades') ?? [])].find(
    (trade) => fits(trade) && !special.has(trade.from),
  );
}

/** Ids that the profile marks as having no deposit wallet. */
export function marked({ profile }: ProviderRun): string[] {
  return Object.entries(profile.currencies).flatMap(([id, { noDeposit }]) => (noDeposit ? id : []));
}

/** Why more orders would only be waited for; undefined where they can be made, or refused. */
export function deadOrders(run: ProviderRun): string | undefined {
  return ['swapFixed', 'swapFloat']
    .map((operation) => unusable(run, operation))
    .find((why) => why?.startsWith('waited for') === true);
}
