/**
 * What a provider offers, as Ledger's backend caches it, and input judged by the cached copy: what
 * it does not allow never reaches the provider (buy architecture, steps 1 to 3).
 */
import { compareDecimals, plain } from '../decimal-text.js';

/** What the user chose. Amounts are decimal texts. */
export interface Wish {
  readonly product: 'sell' | 'buy';
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  readonly paymentMethod?: string;
  /** ISO 4217. */
  readonly fiat: string;
  /** LedgerId. */
  readonly crypto: string;
  /** Sell: of the crypto currency; buy: of the fiat. */
  readonly amount?: string;
}

interface Limits {
  readonly id?: unknown;
  readonly fiat?: unknown;
  readonly minAmount?: unknown;
  readonly maxAmount?: unknown;
}

/** Answers as they were parsed. */
export interface Cached {
  readonly capabilities: unknown;
  readonly cryptoCurrencies: unknown;
}

/** Why the provider is not asked; empty when it is eligible. */
export function reasonsAgainst({ capabilities, cryptoCurrencies }: Cached, wish: Wish): string[] {
  const all = recordOf(capabilities);
  const { product, fiat, crypto, amount } = wish;
  const fiats = listOf(all.fiatCurrencyCapabilities).map(recordOf) as Limits[];
  const cryptos = listOf(all.cryptoCurrencyCapabilities).map(recordOf) as Limits[];
  const money = fiats.find((one) => one.fiat === fiat);
  const coin = cryptos.find(({ id }) => id === crypto);
  const reasons: (string | undefined)[] = [
    money === undefined ? `fiat ${fiat} is not offered` : undefined,
    listOf(cryptoCurrencies).includes(crypto)
      ? undefined
      : `${crypto} is not in /crypto-currencies`,
    product === 'sell' && coin === undefined ? `${crypto} is not in /capabilities` : undefined,
    ...placeReasons(all, wish),
    product === 'sell' ? outside(amount, coin, crypto) : outside(amount, money, fiat),
  ];
  return reasons.filter((reason) => reason !== undefined);
}

function placeReasons(
  all: Readonly<Record<string, unknown>>,
  { country, paymentMethod }: Wish,
): (string | undefined)[] {
  // The schema's name, and that of prose and example (provider-api.md#where-documents-disagree).
  const places = listOf(all.countriesCapabilities ?? all.countryCapabilities).map(recordOf);
  if (country === undefined) return [];
  const place = places.find((one) => one.country === country);
  if (place === undefined) return [`country ${country} is not served`];
  if (paymentMethod === undefined) return [];
  const methods = listOf(place.paymentMethods).map(recordOf);
  const method = methods.find(({ name }) => name === paymentMethod);
  return [method === undefined ? `${paymentMethod} is not offered in ${country}` : undefined];
}

function outside(
  amount: string | undefined,
  limits: Limits | undefined,
  unit: string,
): string | undefined {
  if (amount === undefined || limits === undefined) return undefined;
  const [min, max] = [limits.minAmount, limits.maxAmount].map(decimalOf);
  if (min !== undefined && (compareDecimals(amount, min) ?? 0) < 0) {
    return `${amount} is below the minimum of ${min} ${unit}`;
  }
  if (max !== undefined && (compareDecimals(amount, max) ?? 0) > 0) {
    return `${amount} is above the maximum of ${max} ${unit}`;
  }
  return undefined;
}

/** The pages have numbers, the schema of sell texts (provider-api.md#where-documents-disagree). */
function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'number' && value >= 0) return plain(value);
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? value : undefined;
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
