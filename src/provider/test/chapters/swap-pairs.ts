/** D. Pairs of swap: what is listed, and whether quotes agree with it. */
import type { Chapter } from '../chapter.js';
import { fact, learn, type SwapPair, type Trade, unusable } from '../known.js';
import type { ProviderRun } from '../run.js';
import { answered, callName, numbers, statusOf } from '../seen.js';
import { swapTrade, swapTrades } from '../trades.js';
import { isUnknownPair, type Quoted, quotesOf, sampleOf, tradeName } from './swap/ask-quote.js';
import { judgeEach } from './swap/each.js';
import { judgeLimits } from './swap/limits.js';
import { judgeEnds } from './swap/page-rules.js';
import { type PagedList, readList } from './swap/pages.js';
import {
  duplicateRule,
  type ListedPair,
  limitsProblem,
  PAIR_RULES,
  pairName,
  unknownCurrencyRule,
} from './swap/pair-rules.js';

/** They need a list. */
const LISTED = [
  'PAIR_UNKNOWN_CURRENCY',
  'PAIR_DUPLICATE',
  ...PAIR_RULES.map(({ id }) => id),
  'PAIR_LISTED_NOT_QUOTED',
  'PAIR_QUOTED_NOT_LISTED',
  'LIMITS_INCONSISTENT',
] as const;

export const swapPairs: Chapter = {
  name: 'Pairs of swap',
  products: ['swap'],
  rules: ['PAIRS_ABSENT', 'PAIRS_INCOMPLETE', ...LISTED],
  async run(run: ProviderRun): Promise<void> {
    const why = unusable(run, 'listPairs');
    if (why?.startsWith('waited for') === true) return nothing(run, swapPairs.rules, why);
    const list = await readList(run, 'listPairs');
    if (isAbsent(list)) return withoutPairs(run, list);
    const [first] = list.pages;
    if (first === undefined) return nothing(run, swapPairs.rules, list.broken?.why ?? 'no answer');
    const exchanges = numbers(first.exchange);
    run.judge.passed('PAIRS_ABSENT', { evidence: `${list.items.length} pairs listed`, exchanges });
    run.judge.notRun('PAIRS_INCOMPLETE', 'there is a /pairs: see PAIR_LISTED_NOT_QUOTED');
    judgeEnds(run, list);
    const entries = list.items.filter(isObject);
    judgeEntries(run, list, entries);
    const pairs = entries.filter(isUsable).map(sane);
    learn(run, 'pairs', pairs);
    learn(run, 'trades', swapTrades(run));
    await compareWithQuotes(run, pairs);
  },
};

function nothing({ judge }: ProviderRun, rules: readonly string[], why: string): void {
  for (const id of rules) judge.notRun(id, why);
}

/** Not there, or not for Ledger: there is no list to build on. */
function isAbsent({ pages, broken }: PagedList): boolean {
  const status = broken === undefined ? 0 : statusOf(broken.exchange);
  return pages.length === 0 && status >= 400 && status !== 429;
}

const SAMPLE = 20;

/** Every permutation of the catalogue must be quoted then. */
async function withoutPairs(run: ProviderRun, list: PagedList): Promise<void> {
  const { judge } = run;
  nothing(run, LISTED, 'waited for PAIRS_ABSENT: there is no list');
  const exchanges = numbers(list.broken?.exchange);
  const evidence = `${list.broken!.why}: every permutation of /currencies must be quoted then`;
  judge.failed('PAIRS_ABSENT', { evidence, exchanges });
  learn(run, 'pairs', []);
  learn(run, 'trades', swapTrades(run));
  const whyNot = noQuotes(run) ?? noCurrencies(run);
  if (whyNot !== undefined) return judge.notRun('PAIRS_INCOMPLETE', whyNot);
  const ids = idsOf(run);
  const all = ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ from, to })));
  const trades = sampleOf(run, all, SAMPLE).map((pair) => swapTrade(run, pair));
  const quoted = await quotesOf(run, trades);
  const refused = quoted.filter(isNotQuoted);
  const seen = { exchanges: numbers(...quoted.map(({ exchange }) => exchange)) };
  if (refused.length > 0) {
    const text = `${refused.length} of ${quoted.length} sampled pairs are refused: ${told(refused)}`;
    return judge.failed('PAIRS_INCOMPLETE', { evidence: text, ...seen });
  }
  const known = quoted.filter(({ exchange }) => statusOf(exchange) > 0);
  if (known.length === 0) return judge.notRun('PAIRS_INCOMPLETE', answered(quoted[0]!.exchange));
  const text = `none of ${known.length} sampled pairs is an unknown pair`;
  judge.passed('PAIRS_INCOMPLETE', { evidence: text, ...seen });
}

/** Why none can be asked for. One that is refused is looked at: that is what is to be told. */
function noQuotes(run: ProviderRun): string | undefined {
  const why = unusable(run, 'quote');
  return why?.startsWith('waited for') === true ? why : undefined;
}

const isNotQuoted = (one: Quoted): boolean => isUnknownPair(one) || statusOf(one.exchange) >= 500;

const told = (quoted: readonly Quoted[]): string =>
  quoted
    .slice(0, 3)
    .map(({ trade, exchange }) => `${tradeName(trade)} ${answered(exchange)}`)
    .join('; ');

const idsOf = (run: ProviderRun): readonly string[] =>
  (fact(run, 'currencies') ?? []).flatMap(({ id }) => (typeof id === 'string' ? id : []));

const noCurrencies = (run: ProviderRun): string | undefined =>
  idsOf(run).length === 0 ? 'waited for CURRENCIES_MISSING' : undefined;

const isObject = (item: unknown): item is ListedPair =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

const isUsable = ({ from, to }: ListedPair): boolean =>
  typeof from === 'string' && typeof to === 'string';

/** Limits that make no sense are told once, and built on nowhere. */
function sane(pair: ListedPair): SwapPair {
  const { from, to, tradeMethod } = pair as SwapPair;
  const limits = limitsProblem(pair) === undefined ? pair : {};
  const { minSwapAmount, maxSwapAmount } = limits as SwapPair;
  return {
    from,
    to,
    tradeMethod,
    ...(minSwapAmount === undefined ? {} : { minSwapAmount }),
    ...(maxSwapAmount === undefined ? {} : { maxSwapAmount }),
  };
}

function judgeEntries(run: ProviderRun, list: PagedList, entries: readonly ListedPair[]): void {
  const exchanges = numbers(...list.pages.map(({ exchange }) => exchange)).slice(0, 20);
  const where = { nameOf: pairName, kind: 'pairs', exchanges };
  const ids = new Set(idsOf(run));
  if (ids.size === 0) run.judge.notRun('PAIR_UNKNOWN_CURRENCY', 'waited for CURRENCIES_MISSING');
  else judgeEach(run, unknownCurrencyRule(ids), entries, where);
  for (const rule of [...PAIR_RULES, duplicateRule()]) judgeEach(run, rule, entries, where);
}

/** Whom it lets in, and from where, have rules of their own. */
function isRefused({ exchange }: Quoted): boolean {
  const status = statusOf(exchange);
  return status >= 400 && ![401, 403, 429, 451].includes(status);
}

const LISTED_SAMPLE = 12;
const OTHER_SAMPLE = 8;

async function compareWithQuotes(run: ProviderRun, pairs: readonly SwapPair[]): Promise<void> {
  const why = noQuotes(run) ?? noCurrencies(run);
  if (why !== undefined) {
    nothing(run, ['PAIR_LISTED_NOT_QUOTED', 'PAIR_QUOTED_NOT_LISTED', 'LIMITS_INCONSISTENT'], why);
    return;
  }
  const ids = new Set(idsOf(run));
  // What is wrong with these has a rule of its own.
  const good = pairs.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to));
  await judgeListed(run, good);
  const whyOthers = unusable(run, 'quote');
  if (whyOthers !== undefined) {
    nothing(run, ['PAIR_QUOTED_NOT_LISTED', 'LIMITS_INCONSISTENT'], whyOthers);
    return;
  }
  await judgeOthers(run, pairs, [...ids]);
  await judgeLimits(run, good);
}

async function judgeListed(run: ProviderRun, pairs: readonly SwapPair[]): Promise<void> {
  const { judge } = run;
  const id = 'PAIR_LISTED_NOT_QUOTED';
  const trades = sampleOf(run, pairs, LISTED_SAMPLE).map((pair) => swapTrade(run, pair, pair));
  const quoted = await quotesOf(run, trades);
  const good = quoted.filter(({ quote }) => quote !== undefined);
  // One may be refused for other reasons, and not all of them.
  const refused = quoted.filter((one) => isNotQuoted(one) || (good.length === 0 && isRefused(one)));
  const seen = { exchanges: numbers(...quoted.map(({ exchange }) => exchange)) };
  if (refused.length > 0) {
    const evidence = `${refused.length} of ${quoted.length} listed pairs are not quoted: ${told(refused)}`;
    return judge.failed(id, { evidence, ...seen });
  }
  if (good.length > 0) {
    const evidence = `${good.length} of ${quoted.length} sampled pairs are quoted, the others known`;
    return judge.passed(id, { evidence, ...seen });
  }
  const [first] = quoted;
  judge.notRun(
    id,
    first === undefined ? 'no listed pair is of currencies that are listed' : told([first]),
  );
}

async function judgeOthers(
  run: ProviderRun,
  pairs: readonly SwapPair[],
  ids: readonly string[],
): Promise<void> {
  const { judge } = run;
  const id = 'PAIR_QUOTED_NOT_LISTED';
  const broken = ['BARE_ARRAY', 'CURSOR_LOOP', 'CURSOR_SKIPS'].find((rule) =>
    judge.hasFailed(rule),
  );
  if (broken !== undefined) return judge.notRun(id, `waited for ${broken}: pairs may be missing`);
  const listed = new Set(pairs.map(({ from, to }) => JSON.stringify([from, to])));
  const others = ids.flatMap((from) =>
    ids
      .filter((to) => to !== from && !listed.has(JSON.stringify([from, to])))
      .map((to) => ({ from, to })),
  );
  if (others.length === 0) {
    const evidence = `all ${ids.length * (ids.length - 1)} ordered pairs of the catalogue are listed`;
    return judge.passed(id, { evidence });
  }
  const trades: Trade[] = sampleOf(run, others, OTHER_SAMPLE).map((pair) => swapTrade(run, pair));
  const quoted = await quotesOf(run, trades, 'probe');
  const good = quoted.filter(({ quote }) => quote !== undefined);
  const seen = { exchanges: numbers(...quoted.map(({ exchange }) => exchange)) };
  if (good.length > 0) {
    const evidence = `${good.length} of ${quoted.length} pairs that are not listed are quoted: ${told(good)}`;
    return judge.failed(id, { evidence, ...seen });
  }
  const evidence = `none of ${quoted.length} pairs that are not listed is quoted: ${callName(quoted[0]!.exchange)} ${answered(quoted[0]!.exchange)}`;
  judge.passed(id, { evidence, ...seen });
}
