/** From the words of a person to a trade of this provider: its own ids, and an amount it takes. */
import { InputError } from '../../errors.js';
import type { Currency } from '../../host/currencies.js';
import { currencyLabel, findCurrency } from '../../host/currency-names.js';
import { ledgerIdOf } from '../../host/ledger/built-in.js';
import { formatAmount, parseAmount } from '../../payload/amount.js';
import { expected, shownText } from '../../shown.js';
import { fact, type SwapPair, type Trade } from '../test/known.js';
import type { ProviderRun } from '../test/run.js';
import { builtIn, rampTrades, swapTrade, swapTrades } from '../test/trades.js';

/** What nobody says follows from the profile, from what the provider lists, or is our example. */
export interface Wish {
  /** Paid with: a ticker, an id of a built-in currency, or the provider's own id. */
  readonly from?: string;
  /** Received: in a swap a currency as above, else the ISO 4217 code of a currency. */
  readonly to?: string;
  /** Decimal text in units of the currency paid with, or a whole number of base units. */
  readonly amount?: string;
  readonly raw?: string;
  /** Swap: how the rate is to be. */
  readonly rate?: 'fixed' | 'floating';
}

export interface Wished {
  readonly trade: Trade;
  readonly outgoing: Currency;
  /** Swap only. */
  readonly incoming?: Currency;
}

/** How messages call a part of the wish: an option, a key of a file. */
export type WishName = (part: keyof Wish) => string;

type Knower = Pick<ProviderRun, 'known' | 'product' | 'profile'>;

/**
 * The catalogue has been asked for.
 * @throws InputError for a currency the provider does not list, or one no device could be asked about.
 */
export function wished(run: Knower, wish: Wish, name: WishName): Wished {
  const found = run.product === 'swap' ? swapWished(run, wish, name) : rampWished(run, wish, name);
  const sides = withSides(run, found, name);
  return {
    ...sides,
    trade: { ...found, amount: amountIn(wish, sides.outgoing, name) ?? found.amount },
  };
}

/** A trade with what a device is asked about it. */
export function withSides(run: Knower, trade: Trade, name: WishName): Wished {
  const outgoing = deviceCurrency(run, trade.from, name('from'));
  if (run.product !== 'swap') return { trade, outgoing };
  return { trade, outgoing, incoming: deviceCurrency(run, trade.to, name('to')) };
}

/** Where nobody said what to trade: others to try when the first is not quoted. */
export function alternatives(run: Knower, wish: Wish, first: Trade): readonly Trade[] {
  const { from, to, amount, raw } = wish;
  if ([from, to, amount, raw].some((said) => said !== undefined)) return [];
  const all = run.product === 'swap' ? swapTrades(run) : rampTrades(run);
  const askable = all.filter((trade) => trade.from !== first.from && isAskable(run, trade));
  // Another currency each: what keeps one from being quoted keeps its other pairs, too.
  const isNew = ({ from: paid }: Trade, at: number) =>
    askable.findIndex((trade) => trade.from === paid) === at;
  return askable.filter(isNew).slice(0, MAX_TRIED);
}

const MAX_TRIED = 3;

/** The device knows both currencies; the fiat currency of a sell is only shown. */
function isAskable(run: Knower, { from, to }: Trade): boolean {
  const sides = run.product === 'swap' ? [from, to] : [from];
  return sides.every((id) => builtIn(run, id) !== undefined);
}

function swapWished(run: Knower, { from, to, rate }: Wish, name: WishName): Trade {
  const froms = from === undefined ? undefined : idsOf(run, from, name('from'));
  const tos = to === undefined ? undefined : idsOf(run, to, name('to'));
  const fits = (trade: Pick<Trade, 'from' | 'to'>) =>
    (froms?.includes(trade.from) ?? true) && (tos?.includes(trade.to) ?? true);
  const method = rate === 'floating' ? 'float' : 'fixed';
  const isTraded = ({ tradeMethods }: Trade) => tradeMethods?.includes(method) ?? true;
  const listed = swapTrades(run).filter(fits);
  const askable = listed.filter((trade) => isAskable(run, trade));
  const best = askable.find(isTraded) ?? askable[0] ?? listed[0];
  if (best !== undefined) return best;
  const pairs = fact(run, 'pairs') ?? [];
  if (pairs.length > 0) throw noPair(pairs, [from, to], name);
  // Without a list of pairs the provider is asked for what is wanted.
  const [other] = swapTrades(run);
  const [paid, received] = [other?.from ?? 'BTC', other?.to ?? 'ETH'];
  const chosen = froms?.[0] ?? (tos?.[0] === paid ? received : paid);
  return swapTrade(run, { from: chosen, to: tos?.[0] ?? (chosen === received ? paid : received) });
}

type Side = string | undefined;

function noPair(
  pairs: readonly SwapPair[],
  [from, to]: readonly [Side, Side],
  name: WishName,
): InputError {
  const known = pairs.slice(0, MAX_LISTED).map((pair) => `${pair.from} to ${pair.to}`);
  const more = pairs.length > MAX_LISTED ? ', …' : '';
  const wanted = [from ?? 'anything', to ?? 'anything'].map((side) => shownText(side)).join(' to ');
  return new InputError(
    expected(name(from === undefined ? 'to' : 'from'), 'a pair that the provider lists', wanted),
    { hint: `It lists ${known.join(', ')}${more}.` },
  );
}

const MAX_LISTED = 12;

function rampWished(run: Knower, { from, to }: Wish, name: WishName): Trade {
  const trades = rampTrades(run);
  const money = to === undefined ? {} : { to: to.trim().toUpperCase() };
  if (from === undefined) {
    const known = trades.find((trade) => builtIn(run, trade.from) !== undefined);
    return { ...(known ?? trades[0]!), ...money };
  }
  const ids = idsOf(run, from, name('from'));
  const found = trades.find((trade) => ids.includes(trade.from));
  const currency = findCurrency(from);
  const id = currency === undefined ? ids[0]! : ledgerIdOf(currency);
  const amount = currency?.example.amount ?? trades[0]!.amount;
  return { ...(found ?? { ...trades[0]!, from: id, amount }), ...money };
}

/**
 * The provider's ids that a name means, the closest first; the name itself where it lists nothing.
 * @throws InputError when what it lists has none of them.
 */
function idsOf(run: Knower, name: string, field: string): readonly string[] {
  const wanted = name.trim();
  const known = knownIds(run);
  const currency = findCurrency(wanted);
  const meant = known.filter((id) => currency !== undefined && builtIn(run, id) === currency);
  // Its own id is what was meant, unless it is that of something else we know by that name.
  const same = known.filter((id) => id === wanted && (builtIn(run, id) ?? currency) === currency);
  const found = [...meant.filter((id) => id === wanted), ...meant, ...same];
  if (found.length > 0) return found;
  if (known.length === 0) return [wanted];
  const some = known.slice(0, MAX_LISTED).join(', ');
  throw new InputError(expected(field, 'a currency that the provider lists', shownText(wanted)), {
    hint: `It lists ${some}${known.length > MAX_LISTED ? ', …' : ''}.`,
  });
}

function knownIds(run: Knower): readonly string[] {
  const { currencies, pairs } = run.profile;
  const listed =
    run.product === 'swap'
      ? [
          ...pairs.flatMap(({ from, to }) => [from, to]),
          ...(fact(run, 'currencies') ?? []).map(({ id }) => id),
        ]
      : [...(fact(run, 'ledgerIds') ?? []), ...offered(run)];
  const all = [...Object.keys(currencies), ...listed];
  return [...new Set(all.filter((id) => typeof id === 'string' && id !== ''))];
}

/** Of sell's capabilities, where nothing else lists the currencies. */
function offered(run: Knower): readonly string[] {
  if (fact(run, 'capabilities') === undefined) return [];
  return rampTrades(run).map(({ from }) => from);
}

function deviceCurrency(run: Knower, id: string, field: string): Currency {
  const found = builtIn(run, id);
  if (found !== undefined) return found;
  throw new InputError(
    expected(
      field,
      'a currency that the device can be asked about',
      `${shownText(id)}: no coin configuration for it is built in`,
    ),
    { hint: 'Where it is a built-in currency under another id: `currencies` in the profile.' },
  );
}

function amountIn({ amount, raw }: Wish, currency: Currency, name: WishName): string | undefined {
  const { decimals } = currency;
  if (amount !== undefined) {
    parseAmount(amount, { field: name('amount'), decimals, unit: currencyLabel(currency) });
    return amount.trim();
  }
  if (raw === undefined) return undefined;
  return formatAmount(
    parseAmount(raw, { field: name('raw'), decimals: 0, unit: 'base units' }),
    decimals,
  );
}
