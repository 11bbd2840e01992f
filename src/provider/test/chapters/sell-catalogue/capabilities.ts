/** What /capabilities lists: codes, names and limits. */

import { countries as COUNTRIES } from 'countries-list';
import codes from 'currency-codes';
import { cutJson } from '../../../../shown.js';
import { compareDecimals } from '../../../decimal-text.js';
import { type Capabilities, type Limited, limitText } from '../../capabilities.js';
import type { Exchange } from '../../exchange.js';
import { paymentMethods } from '../../payment-methods.js';
import type { ProviderRun } from '../../run.js';
import { type Complaint, tell } from '../../told.js';

const LISTS = {
  sell: ['fiatCurrencyCapabilities', 'cryptoCurrencyCapabilities', 'countriesCapabilities'],
  buy: ['fiatCurrencyCapabilities', 'countriesCapabilities'],
} as const;

export function judgeCapabilities(
  run: ProviderRun,
  capabilities: Capabilities,
  exchange: Exchange | undefined,
): void {
  const { fiats, cryptos, countries } = capabilities;
  const restricted = countries.flatMap(({ country, methods }) =>
    methods.flatMap(({ name, restrictions = [] }) =>
      restrictions.map((one) => ({ ...one, at: `${country} ${name}` })),
    ),
  );
  const say = (id: string, complaints: readonly Complaint[], fine: string) =>
    tell(run, id, complaints, fine, exchange);
  const listed = LISTS[run.product === 'buy' ? 'buy' : 'sell'];
  say('CAPABILITIES_MISSING', missing(capabilities, listed), `has ${listed.join(', ')}`);
  const money = unique([...fiats, ...restricted].map(({ name }) => name));
  const lists = new Set(capabilities.lists);
  if (money.length > 0) {
    say('CAPABILITIES_FIAT', money.flatMap(fiatProblem), `${money.length} codes of ISO 4217`);
  }
  if (countries.length > 0) judgeCountries(run, capabilities, say);
  const withLimits = [
    ...(run.product === 'buy' ? fiats : cryptos).map((one) => ({ ...one, at: one.name })),
    ...restricted.map((one) => ({ ...one, at: `${one.at} ${one.name}` })),
  ];
  if (withLimits.length > 0) {
    const problems = withLimits.flatMap(limitProblem);
    say('CAPABILITIES_LIMITS', problems, `${withLimits.length} pairs of limits leave room`);
  }
  if (restricted.length > 0) {
    const loose = unique(restricted.map(({ name }) => name)).filter(
      (name) => !fiats.some((fiat) => fiat.name === name),
    );
    const text = (name: string) => ({
      text: `a restriction is in ${name}, which fiatCurrencyCapabilities does not list`,
    });
    say('CAPABILITIES_FIAT_NOT_LISTED', loose.map(text), 'restrictions are in listed currencies');
  }
  run.judge.notRun('CAPABILITIES_FIAT_NOT_LISTED', 'no payment method has a restriction');
  const named = lists.has('countriesCapabilities') ? 'countriesCapabilities' : undefined;
  const old = lists.has('countryCapabilities');
  const said = { text: 'the list is called countryCapabilities: so does the page, not the schema' };
  if (named !== undefined || old) {
    say('CAPABILITIES_KEY', named === undefined ? [said] : [], `the list is called ${named}`);
  }
}

function missing({ lists, ...items }: Capabilities, wanted: readonly string[]): Complaint[] {
  const counts: Record<string, number> = {
    fiatCurrencyCapabilities: items.fiats.length,
    cryptoCurrencyCapabilities: items.cryptos.length,
    countriesCapabilities: items.countries.length,
  };
  return wanted.flatMap((name) => {
    // Whatever it is called: its name is another rule's affair.
    const isThere = lists.includes(name) || (name === 'countriesCapabilities' && counts[name]! > 0);
    if (isThere && counts[name]! > 0) return [];
    return [{ text: isThere ? `${name} is empty` : `${name} is missing, or no list` }];
  });
}

function judgeCountries(
  run: ProviderRun,
  { countries }: Capabilities,
  say: (id: string, complaints: readonly Complaint[], fine: string) => void,
): void {
  const names = unique(countries.map(({ country }) => country));
  say('CAPABILITIES_COUNTRY', names.flatMap(countryProblem), `${names.length} codes of ISO 3166`);
  const methods = unique(countries.flatMap((one) => one.methods.map(({ name }) => name)));
  const strangers = methods.filter((name) => !paymentMethods().includes(name));
  if (methods.length > 0) {
    const text = (name: string) => ({
      text: `${JSON.stringify(name)} is not in the list of methods${
        paymentMethods().includes(name.toLowerCase()) ? ', which is in small letters' : ''
      }`,
    });
    say('CAPABILITIES_METHOD', strangers.map(text), `${methods.length} methods of the list`);
  }
  run.judge.notRun('CAPABILITIES_METHOD', 'no country has a payment method');
  const empty = countries.flatMap(({ country, methods: own }): Complaint[] => {
    if (own.length === 0) return [{ text: `${country} has no payment method` }];
    if (run.product === 'buy') return [];
    return own
      .filter(({ restrictions = [] }) => restrictions.length === 0)
      .map(({ name }) => ({ text: `${country} ${name} has no minMaxRestrictions` }));
  });
  say('CAPABILITIES_METHOD_EMPTY', empty, 'every country has methods, with what they need');
}

function fiatProblem(name: string): Complaint[] {
  if (isFiat(name)) return [];
  const capital = name.toUpperCase();
  if (name !== capital && isFiat(capital)) {
    const text = `${name} is ${capital} in small letters, as in Ledger's own example`;
    return [{ text, severity: 'warning' }];
  }
  return [{ text: `${JSON.stringify(name)} is no code of ISO 4217` }];
}

/** `currency-codes` looks up in either case. */
const isFiat = (name: string): boolean => /^[A-Z]{3}$/.test(name) && codes.code(name) !== undefined;

/** Reserved for use in the post, not countries of ISO 3166. */
const NO_COUNTRIES = ['AC', 'TA'];
const MEANT: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR', USA: 'US', GBR: 'GB' };

export const isCountry = (name: string): boolean =>
  Object.hasOwn(COUNTRIES, name) && !NO_COUNTRIES.includes(name);

function countryProblem(name: string): Complaint[] {
  if (isCountry(name)) return [];
  const capital = name.toUpperCase();
  const meant = isCountry(capital) ? capital : MEANT[capital];
  const hint = meant === undefined ? '' : `: ${meant} is`;
  return [{ text: `${JSON.stringify(name)} is no alpha-2 code of ISO 3166${hint}` }];
}

function limitProblem({ min, max, at }: Limited & { readonly at: string }): Complaint[] {
  const complaints: Complaint[] = [];
  const [low, high] = [min, max].map(limitText);
  for (const [name, value, text] of [
    ['minAmount', min, low] as const,
    ['maxAmount', max, high] as const,
  ]) {
    if (value === undefined || value === null) complaints.push({ text: `${at} has no ${name}` });
    else if (text === undefined) {
      const shown = cutJson(value);
      complaints.push({ text: `${name} of ${at} is ${shown}, no amount` });
    } else if (typeof value === 'string') {
      const says = `${name} of ${at} is text: schema and example disagree on it`;
      complaints.push({ text: says, severity: 'note' });
    }
  }
  if (low === undefined || high === undefined) return complaints;
  if ((compareDecimals(low, high) ?? 0) > 0) {
    complaints.push({ text: `minAmount ${low} of ${at} is above maxAmount ${high}` });
  } else if (compareDecimals(high, '0') === 0) {
    complaints.push({ text: `maxAmount of ${at} is 0` });
  }
  return complaints;
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];
