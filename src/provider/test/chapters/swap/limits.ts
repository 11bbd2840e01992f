/** LIMITS_INCONSISTENT: a quote at each limit of /pairs works, one just outside does not. */
import { compareDecimals, decimalsOf, plain, scaledDecimal } from '../../../decimal-text.js';
import { bestTrade } from '../../call-of.js';
import type { SwapPair, Trade } from '../../known.js';
import type { ProviderRun } from '../../run.js';
import { answered, keyOf, numbers, statusOf } from '../../seen.js';
import { decimalsOfCurrency, swapTrade } from '../../trades.js';
import { isUnknownPair, type Quoted, quotesOf, sampleOf, tradeName } from './ask-quote.js';

const ID = 'LIMITS_INCONSISTENT';
const SAMPLE = 2;

export async function judgeLimits(run: ProviderRun, pairs: readonly SwapPair[]): Promise<void> {
  const { judge } = run;
  const limited = pairs.filter(
    ({ minSwapAmount, maxSwapAmount }) =>
      minSwapAmount !== undefined && maxSwapAmount !== undefined,
  );
  if (limited.length === 0) return judge.notRun(ID, 'waited for PAIR_LIMITS: no pair has limits');
  const best = bestTrade(run);
  const first = limited.find(({ from, to }) => from === best.from && to === best.to);
  const others = sampleOf(run, limited, SAMPLE).filter((pair) => pair !== first);
  for (const pair of first === undefined ? others : [first, ...others]) await judgePair(run, pair);
  judge.notRun(ID, 'no pair with limits was quoted');
}

async function judgePair(run: ProviderRun, pair: SwapPair): Promise<void> {
  const { judge } = run;
  const trade = swapTrade(run, pair, pair);
  const [min, max] = [plain(pair.minSwapAmount!), plain(pair.maxSwapAmount!)];
  const at = (amount: string): Trade => ({ ...trade, amount });
  const inside = await quotesOf(run, [at(min), at(max)]);
  const exchanges = numbers(...inside.map(({ exchange }) => exchange));
  // Not quoted at all: has a rule of its own.
  if (inside.some(isUnknownPair)) return;
  const refused = inside.find(isRefused);
  if (refused !== undefined) {
    const evidence = `/pairs lists ${min} to ${max} ${pair.from}, yet ${tradeName(refused.trade)} ${answered(refused.exchange)}`;
    return judge.failed(ID, { evidence, exchanges });
  }
  if (inside.some(({ quote }) => quote === undefined)) return;
  const outside = await quotesOf(run, outsideOf(run, pair.from, min, max).map(at), 'probe');
  const given = outside.find(({ quote }) => quote !== undefined);
  const all = { exchanges: [...exchanges, ...numbers(...outside.map(({ exchange }) => exchange))] };
  if (given !== undefined) {
    const evidence = `/pairs lists ${min} to ${max} ${pair.from}, yet ${tradeName(given.trade)} is quoted`;
    return judge.failed(ID, { evidence, ...all });
  }
  const evidence = `${pair.from} to ${pair.to}: quoted at ${min} and ${max}, refused at ${outside.map(({ trade: { amount } }) => amount).join(' and ')}`;
  judge.passed(ID, { evidence, ...all });
}

function isRefused({ exchange }: Quoted): boolean {
  const status = statusOf(exchange);
  const key = keyOf(exchange.answer?.json) ?? '';
  return status === 400 || status === 422 || /AMOUNT/i.test(key);
}

/** Two percent outside: limits in another currency move a little. */
function outsideOf(run: ProviderRun, from: string, min: string, max: string): string[] {
  const room = (text: string) => {
    const decimals = decimalsOfCurrency(run, from);
    return decimals === undefined ? 0 : Math.max(0, Math.min(2, decimals - decimalsOf(text)));
  };
  const below = scaledDecimal(min, 98, 100, room(min));
  const above = scaledDecimal(max, 102, 100, room(max));
  const isAbove = above !== undefined && (compareDecimals(above, max) ?? 0) > 0;
  const isBelow = below !== undefined && (compareDecimals(below, '0') ?? 0) > 0;
  return [
    ...(isBelow && below !== min ? [below] : []),
    isAbove ? above : (scaledDecimal(max, 2) ?? max),
  ];
}
