/** Quotes of what is listed, which must be given, and of what is not. */
import { CURRENCIES } from '../../../../host/currencies.js';
import { ledgerIdOf } from '../../../../host/ledger/built-in.js';
import { compareDecimals } from '../../../decimal-text.js';
import { ledgerIdProblem } from '../../../ledger-ids.js';
import { callOf } from '../../call-of.js';
import { type Capabilities, limitText, listedIds } from '../../capabilities.js';
import type { Exchange } from '../../exchange.js';
import { fact, type Trade } from '../../known.js';
import { paymentMethods } from '../../payment-methods.js';
import { quoteIn } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';
import { statusOf, told } from '../../seen.js';

import { type Complaint, tell } from '../../told.js';
import { rampTrades } from '../../trades.js';
import { isCountry } from '../sell-catalogue/capabilities.js';

const MAX_SAMPLE = 8;

/** The trade with one side of it changed, whichever way the product trades. */
export function withCrypto(
  { product }: Pick<ProviderRun, 'product'>,
  trade: Trade,
  crypto: string,
) {
  return product === 'buy' ? { ...trade, to: crypto } : { ...trade, from: crypto };
}
export function withFiat({ product }: Pick<ProviderRun, 'product'>, trade: Trade, fiat: string) {
  return product === 'buy' ? { ...trade, from: fiat } : { ...trade, to: fiat };
}

const cryptoOf = ({ product }: ProviderRun, { from, to }: Trade) => (product === 'buy' ? to : from);

/** `10 EUR to bitcoin by card in FR`. */
export const namedTrade = ({ amount, from, to, paymentMethod, country }: Trade): string =>
  `${amount} ${from} to ${to} by ${paymentMethod} in ${country}`;

export async function askListed(
  run: ProviderRun,
  operation: string,
  capabilities: Capabilities,
): Promise<void> {
  const sample = sampled(run, capabilities);
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const trade of sample) {
    const exchange = await run.client.call(callOf(run, operation, { trade }));
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    // Where the user is decides on these, not the list.
    if (quoteIn(exchange, trade) !== undefined || statusOf(exchange) === 451) continue;
    complaints.push({ text: `${namedTrade(trade)}: ${told(exchange)}` });
  }
  if (asked.length === 0) return;
  const fine = `${asked.length} listed trades are quoted`;
  tell(run, 'LISTED_BUT_NOT_QUOTED', complaints, fine, ...asked);
}

/** Each time another currency, country and method, from the run's seed. */
function sampled(run: ProviderRun, { countries, fiats }: Capabilities): readonly Trade[] {
  // What is not named as it should be has rules of its own.
  const money = fiats.map(({ name }) => name.toUpperCase());
  const places = countries
    .filter(({ country }) => isCountry(country))
    .flatMap(({ country, methods }) =>
      methods
        .filter(({ name }) => paymentMethods().includes(name))
        .flatMap(({ name, restrictions = [] }) =>
          (restrictions.length > 0 && run.product !== 'buy' ? restrictions : fiats)
            .map((limit) => limit.name.toUpperCase())
            .filter((fiat) => money.includes(fiat))
            .map((fiat) => ({ country, paymentMethod: name, fiat })),
        ),
    );
  const trades = rampTrades(run).filter(
    (trade) =>
      ledgerIdProblem(cryptoOf(run, trade))?.isUnsure !== false &&
      run.profile.currencies[cryptoOf(run, trade)]?.noDeposit !== true &&
      hasRoom(trade),
  );
  if (places.length === 0) return [];
  const start = Math.floor(run.random() * places.length);
  const ids = shuffled(trades, run.random).slice(0, MAX_SAMPLE);
  return ids.map((trade, index) => {
    const { country, paymentMethod, fiat } = places[(start + index * 7) % places.length]!;
    const placed = { ...withFiat(run, trade, fiat), country, paymentMethod };
    if (run.product !== 'buy') return placed;
    const limits = fiats.find(({ name }) => name.toUpperCase() === fiat);
    return { ...placed, amount: insideOf(limits?.min, limits?.max, trade.amount) };
  });
}

/** Limits that leave none have a rule of their own. */
const hasRoom = ({ min = '0', max = min }: Trade): boolean => (compareDecimals(min, max) ?? 0) <= 0;

function insideOf(min: unknown, max: unknown, wish: string): string {
  const [low, high] = [limitText(min), limitText(max)].map((text) => Number(text ?? Number.NaN));
  if (!(Number(wish) < low!) && !(Number(wish) > high!)) return wish;
  return Number.isNaN(low) ? String(Math.floor(high!)) : String(Math.ceil(low!));
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

/** Codes of ISO 4217 and 3166 that are seldom served. */
const RARE_FIATS = ['ISK', 'MNT', 'LAK', 'JPY'];
const RARE_COUNTRIES = ['TV', 'NR', 'KI', 'AQ'];

export async function askUnlisted(
  run: ProviderRun,
  operation: string,
  { fiats, countries }: Capabilities,
): Promise<void> {
  const best = fact(run, 'quotes')?.[0]?.trade;
  if (best === undefined) return;
  // What is listed under another name is listed all the same.
  const ids = listedIds(run).map((id) => ledgerIdProblem(id)?.meant ?? id);
  const methods = countries.flatMap((one) => one.methods.map(({ name }) => name));
  const absent = <Item>(items: readonly Item[], listed: readonly Item[]) =>
    listed.length === 0 ? undefined : items.find((item) => !listed.includes(item));
  const crypto = absent(CURRENCIES.map(ledgerIdOf), ids);
  const fiat = absent(
    RARE_FIATS,
    fiats.map(({ name }) => name.toUpperCase()),
  );
  const country = absent(
    RARE_COUNTRIES,
    countries.map((one) => one.country),
  );
  const method = absent(paymentMethods(), methods);
  const trades = [
    ...(crypto === undefined ? [] : [[crypto, withCrypto(run, best, crypto)] as const]),
    ...(fiat === undefined ? [] : [[fiat, withFiat(run, best, fiat)] as const]),
    ...(method === undefined ? [] : [[method, { ...best, paymentMethod: method }] as const]),
    // A sale's quote does not say where the user is.
    ...(country === undefined || run.product !== 'buy'
      ? []
      : [[country, { ...best, country }] as const]),
  ];
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const [name, trade] of trades) {
    const exchange = await run.client.call(callOf(run, operation, { trade }));
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    if (quoteIn(exchange, trade) === undefined) continue;
    complaints.push({ text: `${name} is not listed, but quoted: ${namedTrade(trade)}` });
  }
  if (asked.length === 0) return;
  const fine = `${trades.map(([name]) => name).join(', ')}, which are not listed, are not quoted`;
  tell(run, 'QUOTED_BUT_NOT_LISTED', complaints, fine, ...asked);
}

export { cryptoOf };
