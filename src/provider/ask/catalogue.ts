/** What the provider says it trades, asked for as Ledger's backend would before a quote. */
import type { Redact } from '../report/redacted.js';
import { listIn, readList } from '../test/chapters/swap/pages.js';
import { learn, type SwapCurrency, type SwapPair } from '../test/known.js';
import { operationsOf } from '../test/operations.js';
import type { ProviderRun } from '../test/run.js';
import { type Surveyed, survey } from '../test/survey.js';
import { refusalOf } from './refusal.js';

/**
 * The first page of each list. A catalogue that is not served is done without: the names of the wish are the provider's then.
 * @throws ProviderError when it is served and does not come.
 */
export async function askCatalogue(run: ProviderRun, redact: Redact): Promise<void> {
  const operations = operationsOf(run.product).filter(({ kind }) => kind === 'catalogue');
  for (const operation of operations) {
    for (const surveyed of await survey(run, [operation])) await look(run, surveyed, redact);
  }
}

async function look(run: ProviderRun, { operation, ...found }: Surveyed, redact: Redact) {
  const { good, first, isAbsent } = found;
  const isMissing = isAbsent || first.answer?.status === 404 || operation.isOptional;
  if (good === undefined) {
    if (first.answer === undefined || !isMissing) {
      throw refusalOf(first, 'its catalogue', redact);
    }
    return;
  }
  const { id } = operation;
  if (id !== 'listCurrencies' && id !== 'listPairs') {
    if (good.answer?.json === undefined) throw refusalOf(good, 'its catalogue', redact);
    return;
  }
  const page = listIn(good, id === 'listPairs' ? 'pairs' : 'currencies');
  if (page === undefined) throw refusalOf(good, 'its catalogue', redact);
  if (typeof page.next === 'string' && page.next !== '') run.known.set(MORE[id], true);
}

/** Stands in `known` for a list whose first page alone was read. */
const MORE = { listCurrencies: 'more currencies', listPairs: 'more pairs' } as const;

/** The pages behind the first; false when there are none. */
export async function askMore(run: ProviderRun): Promise<boolean> {
  const lists = (['listCurrencies', 'listPairs'] as const).filter((id) => run.known.has(MORE[id]));
  for (const id of lists) {
    run.known.delete(MORE[id]);
    const { items } = await readList(run, id);
    const entries = items.filter((item) => typeof item === 'object' && item !== null);
    if (id === 'listPairs') learn(run, 'pairs', entries as SwapPair[]);
    else learn(run, 'currencies', entries as SwapCurrency[]);
  }
  return lists.length > 0;
}
