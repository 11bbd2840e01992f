/** A currency the provider has no deposit wallet for, as the profile says: 400 NO_DEPOSIT_WALLET_ERROR. */
import { callOf } from '../../call-of.js';
import { unusable } from '../../known.js';
import { operationsOf } from '../../operations.js';
import { quoteFor } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';
import { tradeFrom } from '../../trades.js';
import type { ErrorProbe } from './probe.js';

/** Asks for a quote first where there is one: an order may be refused for its quoteId before. */
export async function depositProbes(run: ProviderRun): Promise<readonly ErrorProbe[]> {
  const found = Object.entries(run.profile.currencies).find(([, { noDeposit }]) => noDeposit);
  if (found === undefined || !run.createOrders) return [];
  // A float order needs no quote.
  const order = operationsOf(run.product)
    .filter(({ kind, id }) => kind === 'order' && unusable(run, id) === undefined)
    .at(-1);
  if (order === undefined) return [];
  const trade = tradeFrom(run, found[0]);
  const needsQuote = order.id !== 'swapFloat' && run.product !== 'fund';
  const quote = needsQuote ? await quoteFor(run, trade) : undefined;
  if (needsQuote && quote?.quoteId === undefined) return [];
  return [
    {
      how: 'a currency without deposit wallet',
      call: callOf(run, order.id, { trade, ...(quote === undefined ? {} : { quote }) }),
      statuses: [400],
      keys: ['NO_DEPOSIT_WALLET_ERROR'],
    },
  ];
}
