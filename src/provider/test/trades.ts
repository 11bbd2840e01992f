/** Which trades to ask for: those of the profile first, then what the catalogue lists and we know. */
import { CURRENCIES, type Currency } from '../../host/currencies.js';
import { currencyByLedgerId, findBuiltIn } from '../../host/currency-names.js';
import { recordOfContract } from '../../host/ledger/catalogue.js';
import { isWithin, plain, scaledDecimal } from '../decimal-text.js';
import { ledgerIdProblem } from '../ledger-ids.js';
import { LISTINGS } from '../serve/listings.js';
import { chainOf } from './chapters/swap/currency-rules.js';
import { fact, type SwapCurrency, type SwapPair, type Trade } from './known.js';
import { paymentMethods } from './payment-methods.js';
import type { ProviderRun } from './run.js';

type Knower = Pick<ProviderRun, 'known' | 'product' | 'profile'>;

/** What is known here of a provider's id, a LedgerId or a ticker. */
export function builtIn(run: Knower, id: string): Currency | undefined {
  const named = run.product === 'swap' ? undefined : currencyByLedgerId(id);
  if (named !== undefined) return named;
  const mapped = run.profile.currencies[id]?.ledgerId;
  if (mapped !== undefined) return currencyByLedgerId(mapped);
  const listed = fact(run, 'currencies')?.find((currency) => currency.id === id);
  const token = listed === undefined ? undefined : tokenOf(listed);
  if (token !== undefined) return token;
  const ticker = run.profile.currencies[id]?.ticker;
  const chain = listed?.type === 'token' ? undefined : listed?.blockchain;
  const names = [id, ticker, chain].filter(isText);
  // A token of another chain has its ticker and not its decimals: USDC has 18 on BNB Smart Chain.
  const isElsewhere = listed?.type === 'token' && !isOnEthereum(listed);
  const find = isElsewhere ? byId : findBuiltIn;
  return names.map(find).find((found) => found !== undefined);
}

function isOnEthereum({ chainId, blockchain = 'ethereum' }: SwapCurrency): boolean {
  return chainId === undefined
    ? String(blockchain).toLowerCase() === 'ethereum'
    : Number(chainId) === 1;
}

/** A token is what its chain and contract say, whatever the provider calls it. */
function tokenOf({ type, contract, chainId, blockchain }: SwapCurrency): Currency | undefined {
  if (type !== 'token' || typeof contract !== 'string') return undefined;
  const traded = LISTINGS.find(
    (one) =>
      one.contract?.toLowerCase() === contract.toLowerCase() &&
      (typeof chainId === 'number' ? one.chainId === chainId : one.blockchain === blockchain),
  );
  const network = chainOf({ chainId, blockchain });
  if (traded !== undefined || network === undefined) return traded?.currency;
  const record = recordOfContract(network, contract);
  return record && currencyByLedgerId(record.id);
}

const byId = (name: string): Currency | undefined =>
  CURRENCIES.find(({ id }) => id === name.toLowerCase());

/** The text to go into the signed message: of the profile, of our table, else the id itself. */
export function tickerOf(run: Knower, id: string): string {
  return run.profile.currencies[id]?.ticker ?? builtIn(run, id)?.ticker ?? likelyTicker(id);
}

/** Of an id that tells nothing else: as long as the device takes. */
function likelyTicker(id: string): string {
  const [last = id] = id.split('/').slice(-1);
  const [word = last] = /[A-Za-z0-9]+/.exec(last) ?? [];
  return word.slice(0, 9).toUpperCase();
}

export function decimalsOfCurrency(run: Knower, id: string): number | undefined {
  return run.profile.currencies[id]?.decimals ?? builtIn(run, id)?.decimals;
}

const EVM_ADDRESS = findBuiltIn('ETH')!.foreignAddress;

/** The user's: of the profile, of the device, else an address of the right form. */
export function addressOf(run: Knower, id: string): string {
  const ticker = tickerOf(run, id);
  return (
    run.profile.addresses[id] ??
    run.profile.addresses[ticker] ??
    fact(run, 'addresses')?.[ticker] ??
    builtIn(run, id)?.foreignAddress ??
    EVM_ADDRESS
  );
}

/** An amount the limits allow: the profile's, our example, twice the minimum, or what there is. */
function amountFor(run: Knower, from: string, min?: string, max?: string): string {
  const wishes = [
    run.profile.currencies[from]?.amount,
    builtIn(run, from)?.example.amount,
    min === undefined ? undefined : scaledDecimal(min, 2),
    min,
    max,
  ];
  return wishes.find((wish) => wish !== undefined && isWithin(wish, min, max)) ?? wishes[0] ?? '1';
}

/** One that pays in this currency. */
export function tradeFrom(run: Knower, from: string): Trade {
  const known = fact(run, 'trades')?.find((trade) => trade.from === from);
  if (known !== undefined) return known;
  const [best] = run.product === 'swap' ? swapTrades(run) : rampTrades(run);
  const amount = amountFor(run, from);
  return { ...best!, from, to: best!.to === from ? best!.from : best!.to, amount };
}

type Ends = Pick<SwapPair, 'from' | 'to'>;
const nameOf = ({ from, to }: Ends) => JSON.stringify([from, to]);

/** Swap: pairs as trades, the profile's first, then those whose currencies we know. */
export function swapTrades(run: Knower): readonly Trade[] {
  const { profile } = run;
  const listed = (fact(run, 'pairs') ?? []).filter(
    ({ from, to }) => typeof from === 'string' && typeof to === 'string',
  );
  // Of a pair that is listed twice, the first is meant.
  const byName = new Map([...listed].reverse().map((pair) => [nameOf(pair), pair]));
  const pairOf = (pair: Ends): SwapPair | undefined => byName.get(nameOf(pair));
  const ids = (fact(run, 'currencies') ?? []).map(({ id }) => id).filter(isText);
  const permutations = () =>
    ids.slice(0, 10).flatMap((from) =>
      ids
        .slice(0, 10)
        .filter((to) => to !== from)
        .map((to) => ({ from, to })),
    );
  const found = listed.length > 0 ? listed : permutations();
  const isKnown = (id: string) =>
    profile.currencies[id] !== undefined || builtIn(run, id) !== undefined;
  const named = [...new Set(found.flatMap(({ from, to }) => [from, to]))];
  const known = new Set(named.filter(isKnown));
  const special = new Set(named.filter((id) => isSpecial(run, id)));
  const score = (pair: Ends) =>
    (special.has(pair.from) || special.has(pair.to) ? -8 : 0) +
    (known.has(pair.from) ? 2 : 0) +
    (known.has(pair.to) ? 2 : 0) +
    (listOf(pairOf(pair)?.tradeMethod).includes('fixed') ? 1 : 0);
  const sorted = found
    .map((pair) => ({ pair, score: score(pair) }))
    .sort((a, b) => b.score - a.score)
    .map(({ pair }) => pair);
  const wanted = profile.pairs.length > 0 || sorted.length > 0 ? profile.pairs : FALLBACK;
  const isWanted = (pair: { from: string; to: string }) =>
    wanted.some(({ from, to }) => pair.from === from && pair.to === to);
  return [...wanted, ...sorted.filter((pair) => !isWanted(pair))].map((pair) =>
    swapTrade(run, pair, pairOf(pair)),
  );
}

/** What to ask for of one pair. */
export function swapTrade(
  run: Knower,
  { from, to }: { readonly from: string; readonly to: string },
  pair?: SwapPair,
): Trade {
  const min = textOf(pair?.minSwapAmount);
  const max = textOf(pair?.maxSwapAmount);
  return {
    from,
    to,
    amount: amountFor(run, from, min, max),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(pair === undefined ? {} : { tradeMethods: listOf(pair.tradeMethod).filter(isText) }),
  };
}

/** Listed in the profile for what is refused, not for what works. */
function isSpecial({ profile }: Knower, id: string): boolean {
  const { noDeposit = false, restricted = false } = profile.currencies[id] ?? {};
  return noDeposit || restricted;
}

const FALLBACK = [{ from: 'BTC', to: 'ETH' }];

interface Capabilities {
  readonly fiatCurrencyCapabilities?: readonly Limits[];
  readonly cryptoCurrencyCapabilities?: readonly Limits[];
  readonly countriesCapabilities?: readonly Country[];
  readonly countryCapabilities?: readonly Country[];
}
interface Limits {
  readonly id?: string;
  readonly fiat?: string;
  readonly minAmount?: number | string;
  readonly maxAmount?: number | string;
}
interface Country {
  readonly country?: string;
  readonly paymentMethods?: readonly {
    readonly name?: string;
    readonly minMaxRestrictions?: readonly Limits[];
  }[];
}

/** Sell and buy: what the capabilities allow, one trade for each currency. */
export function rampTrades(run: Knower): readonly Trade[] {
  const capabilities = (fact(run, 'capabilities') ?? {}) as Capabilities;
  return tradesAt(run, capabilities, placesOf(capabilities)[0]);
}

/** Where the first trade is refused: by other methods, and by the LedgerId that was meant. */
export function otherWays(run: Knower): readonly Trade[] {
  const capabilities = (fact(run, 'capabilities') ?? {}) as Capabilities;
  const [first, ...places] = placesOf(capabilities);
  const [best] = tradesAt(run, capabilities, first);
  const side = run.product === 'buy' ? 'to' : 'from';
  const meant = ledgerIdProblem(best![side])?.meant;
  const otherMethods = places.filter(({ method }) => method.name !== first?.method.name);
  return [
    ...otherMethods.slice(0, 2).map((place) => tradesAt(run, capabilities, place)[0]!),
    ...(meant === undefined ? [] : [{ ...best!, [side]: meant }]),
  ];
}

interface Place {
  readonly country: Country;
  readonly method: NonNullable<Country['paymentMethods']>[number];
}

/** Every method of every country, those first that the contract knows. */
function placesOf(capabilities: Capabilities): readonly Place[] {
  const countries = listOf(capabilities.countriesCapabilities ?? capabilities.countryCapabilities);
  const places = countries.flatMap((country) =>
    listOf(country.paymentMethods).map((method) => ({ country, method })),
  );
  const isKnown = ({ method }: Place) => paymentMethods().includes(method.name ?? '');
  return [...places.filter(isKnown), ...places.filter((place) => !isKnown(place))];
}

function tradesAt(run: Knower, capabilities: Capabilities, place?: Place): readonly Trade[] {
  const { country, method } = place ?? {};
  const fiats = listOf(capabilities.fiatCurrencyCapabilities);
  const limited = listOf(method?.minMaxRestrictions).map((one) => textOr(one.fiat, undefined));
  const restricted =
    limited.find((money) => fiats.some((one) => one.fiat === money)) ??
    (fiats.length === 0 ? limited[0] : undefined);
  const fiat =
    fiats.find((one) => one.fiat === restricted) ??
    fiats.find((one) => one.fiat === 'EUR') ??
    fiats[0];
  const cryptos = listOf(capabilities.cryptoCurrencyCapabilities);
  const ids = listOf(fact(run, 'ledgerIds')).filter(isText);
  const wanted = [
    ...Object.keys(run.profile.currencies),
    ...ids.filter((id) => builtIn(run, id) !== undefined),
    ...ids,
    ...cryptos.map(({ id }) => id),
  ]
    .filter(isText)
    .filter((id, index, all) => all.indexOf(id) === index);
  const [special, usual] = [true, false].map((wish) =>
    wanted.filter((id) => isSpecial(run, id) === wish),
  );
  const chosen = [...(usual!.length > 0 ? usual! : ['bitcoin']), ...special!];
  return chosen.map((crypto) => {
    const isBuy = run.product === 'buy';
    const limits = isBuy ? fiat : cryptos.find(({ id }) => id === crypto);
    const min = textOf(limits?.minAmount);
    const max = textOf(limits?.maxAmount);
    // In capitals, as ISO 4217 has them and Ledger asks for them.
    const money = (restricted ?? textOr(fiat?.fiat, 'EUR')).toUpperCase();
    const amount = isBuy ? buyAmount(min, max) : amountFor(run, crypto, min, max);
    return {
      from: isBuy ? money : crypto,
      to: isBuy ? crypto : money,
      amount,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      paymentMethod: textOr(method?.name, 'card'),
      country: textOr(country?.country, 'FR'),
    };
  });
}

// A catalogue may hold anything: rules of its own say so, and the run goes on without.
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const textOr = <Other>(value: unknown, other: Other): string | Other =>
  isText(value) ? value : other;

/** Buy documents whole numbers only. */
const buyAmount = (min?: string, max?: string): string =>
  ['100', min === undefined ? '50' : scaledDecimal(min, 2)!, min, max].find(
    (wish) => wish !== undefined && isWithin(wish, min, max),
  ) ?? '100';

const textOf = (value: unknown): string | undefined =>
  isText(value) || (typeof value === 'number' && value >= 0) ? plain(value) : undefined;

const listOf = <Item>(value: readonly Item[] | undefined): readonly Item[] =>
  Array.isArray(value) ? value.filter((item) => item !== null) : [];
