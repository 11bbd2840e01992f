/** C. The catalogue of swap: GET /currencies, its entries and its pages. */

import { cut, cutJson } from '../../../shown.js';
import { isLedgerToken } from '../../ledger-tokens.js';
import type { Chapter } from '../chapter.js';
import { learn, type SwapCurrency, unusable } from '../known.js';
import type { ProviderRun } from '../run.js';
import { answered, callName, numbers, statusOf } from '../seen.js';
import { assetOf, CURRENCY_RULES, type ListedCurrency, tokenRule } from './swap/currency-rules.js';
import { judgeEach } from './swap/each.js';
import { askPages, judgeEnds, PAGE_RULES } from './swap/page-rules.js';
import { type PagedList, readList } from './swap/pages.js';

export const swapCatalogue: Chapter = {
  name: 'Catalogue of swap',
  products: ['swap'],
  rules: [
    'CURRENCIES_MISSING',
    'CURRENCY_ID_DUPLICATE',
    'CURRENCY_DUPLICATE_ASSET',
    'CURRENCIES_NOT_STATIC',
    'TOKEN_NOT_IN_LEDGER',
    ...CURRENCY_RULES.map(({ id }) => id),
    ...PAGE_RULES,
  ],
  async run(run: ProviderRun): Promise<void> {
    const why = unusable(run, 'listCurrencies');
    if (why?.startsWith('waited for') === true) return nothing(run, why);
    const list = await readList(run, 'listCurrencies');
    if (!judgePresence(run, list)) return nothing(run, 'waited for CURRENCIES_MISSING');
    const entries = entriesOf(list);
    learn(run, 'currencies', usable(entries));
    judgeEnds(run, list);
    judgeEntries(run, list, entries);
    await judgeStillness(run, list);
    await askPages(run, list);
  },
};

function nothing({ judge }: ProviderRun, why: string): void {
  for (const id of swapCatalogue.rules) judge.notRun(id, why);
}

/** True when there is something to look at. */
function judgePresence({ judge }: ProviderRun, list: PagedList): boolean {
  const id = 'CURRENCIES_MISSING';
  const [first] = list.pages;
  const exchange = first?.exchange ?? list.broken?.exchange;
  const exchanges = numbers(exchange);
  if (first !== undefined && list.items.length > 0) {
    judge.passed(id, {
      evidence: `${list.items.length} currencies on ${list.pages.length} pages`,
      exchanges,
    });
    return true;
  }
  const status = exchange === undefined ? 0 : statusOf(exchange);
  // Told once, where nothing lets us in.
  const isLockedOut = [401, 403].includes(status) && judge.hasFailed('HTTP_UNREACHABLE');
  if (first !== undefined) {
    judge.failed(id, { evidence: `${callName(first.exchange)} answers an empty list`, exchanges });
  } else if (exchange === undefined || status === 0 || status === 429 || isLockedOut) {
    judge.notRun(id, exchange === undefined ? 'no answer' : answered(exchange));
  } else
    judge.failed(id, { evidence: `${list.broken!.why}: a list of currencies wanted`, exchanges });
  return false;
}

const isObject = (item: unknown): item is ListedCurrency =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

function entriesOf({ items }: PagedList): readonly ListedCurrency[] {
  return items.filter(isObject);
}

/** What the chapters behind can work with: the first of each id. */
function usable(entries: readonly ListedCurrency[]): readonly SwapCurrency[] {
  const byId = new Map<string, SwapCurrency>();
  for (const entry of entries) {
    const { id } = entry;
    if (typeof id === 'string' && !byId.has(id)) byId.set(id, entry as SwapCurrency);
  }
  return [...byId.values()];
}

function judgeEntries(run: ProviderRun, list: PagedList, entries: readonly ListedCurrency[]) {
  const exchanges = numbers(...list.pages.map(({ exchange }) => exchange)).slice(0, 20);
  const where = { nameOf: ({ id }: ListedCurrency) => cutJson(id), kind: 'currencies', exchanges };
  for (const rule of [...CURRENCY_RULES, tokenRule(isLedgerToken)]) {
    judgeEach(run, rule, entries, where);
  }
  const ids = new Set<unknown>();
  const assets = new Map<string, unknown>();
  judgeEach(
    run,
    {
      id: 'CURRENCY_ID_DUPLICATE',
      none: 'no currency is listed',
      look: ({ id }) => {
        if (ids.has(id)) return 'the id is there twice';
        ids.add(id);
        return 'fine';
      },
    },
    entries,
    where,
  );
  judgeEach(
    run,
    {
      id: 'CURRENCY_DUPLICATE_ASSET',
      none: 'no currency says what it is: see CURRENCY_TYPE and CURRENCY_NO_CHAIN',
      look: (entry) => {
        const asset = assetOf(entry);
        if (asset === undefined) return undefined;
        const before = assets.get(asset) ?? entry.id;
        assets.set(asset, before);
        return before === entry.id ? 'fine' : `the same asset as ${cutJson(before)} (${asset})`;
      },
    },
    entries,
    where,
  );
}

async function judgeStillness(run: ProviderRun, list: PagedList): Promise<void> {
  const id = 'CURRENCIES_NOT_STATIC';
  const again = await readList(run, 'listCurrencies');
  if (again.broken !== undefined) return run.judge.notRun(id, again.broken.why);
  const [first, second] = [list, again].map(
    ({ items }) => new Set(items.map((one) => JSON.stringify(one))),
  );
  const changed = [
    ...[...first!].filter((one) => !second!.has(one)),
    ...[...second!].filter((one) => !first!.has(one)),
  ];
  const exchanges = numbers(
    ...[...list.pages, ...again.pages].map(({ exchange }) => exchange),
  ).slice(0, 20);
  if (changed.length === 0) {
    const evidence = `two readings hold the same ${first!.size} currencies`;
    return run.judge.passed(id, { evidence, exchanges });
  }
  const evidence = `two readings differ in ${changed.length}: ${changed
    .slice(0, 2)
    .map(cut)
    .join(', ')}`;
  run.judge.failed(id, { evidence, exchanges });
}
