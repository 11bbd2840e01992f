/** /capabilities of sell and buy, read with indulgence: what is wrong with it the catalogue's rules say. */
import { plain } from '../decimal-text.js';
import { fact } from './known.js';
import type { ProviderRun } from './run.js';

export interface Limited {
  /** Fiat code or LedgerId; empty where it is no text. */
  readonly name: string;
  /** As they stand in the answer. */
  readonly min: unknown;
  readonly max: unknown;
}

export interface Method {
  readonly name: string;
  /** Undefined where there is no list. */
  readonly restrictions: readonly Limited[] | undefined;
}

export interface Country {
  readonly country: string;
  readonly methods: readonly Method[];
}

export interface Capabilities {
  readonly fiats: readonly Limited[];
  readonly cryptos: readonly Limited[];
  readonly countries: readonly Country[];
  /** Names of the lists that are there, as the answer has them. */
  readonly lists: readonly string[];
}

const NAMES = [
  'fiatCurrencyCapabilities',
  'cryptoCurrencyCapabilities',
  'countriesCapabilities',
  // The buy page and its example.
  'countryCapabilities',
] as const;

/** Undefined when none were answered. */
export function capabilitiesOf(run: Pick<ProviderRun, 'known'>): Capabilities | undefined {
  const json = fact(run, 'capabilities');
  return json === undefined ? undefined : readCapabilities(json);
}

export function readCapabilities(json: unknown): Capabilities {
  const whole = membersOf(json);
  const countries = whole.countriesCapabilities ?? whole.countryCapabilities;
  return {
    lists: NAMES.filter((name) => Array.isArray(whole[name])),
    fiats: itemsOf(whole.fiatCurrencyCapabilities).map((item) => limited(item, 'fiat')),
    cryptos: itemsOf(whole.cryptoCurrencyCapabilities).map((item) => limited(item, 'id')),
    countries: itemsOf(countries).map(({ country, paymentMethods }) => ({
      country: textOf(country),
      methods: itemsOf(paymentMethods).map(({ name, minMaxRestrictions }) => ({
        name: textOf(name),
        restrictions: Array.isArray(minMaxRestrictions)
          ? itemsOf(minMaxRestrictions).map((item) => limited(item, 'fiat'))
          : undefined,
      })),
    })),
  };
}

/** A limit as decimal text; undefined for what is none. */
export function limitText(value: unknown): string | undefined {
  if (typeof value === 'number') return value >= 0 ? plain(value) : undefined;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? value : undefined;
}

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

const itemsOf = (value: unknown): readonly Members[] =>
  Array.isArray(value) ? value.map(membersOf) : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const limited = (item: Members, name: 'fiat' | 'id'): Limited => ({
  name: textOf(item[name]),
  min: item.minAmount,
  max: item.maxAmount,
});

/** Ids of both lists, the list of ids first; each once. */
export function listedIds(run: Pick<ProviderRun, 'known'>): readonly string[] {
  const ids = (fact(run, 'ledgerIds') ?? []).filter((id) => typeof id === 'string');
  const capable = (capabilitiesOf(run)?.cryptos ?? []).map(({ name }) => name);
  return [...new Set([...ids, ...capable.filter((id) => id !== '')])];
}
