/** Currencies, amounts and nonces as people write them, made exact. */

import { textOf } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { CURRENCIES, type Currency } from '../host/currencies.js';
import { currencyById, listedRecords } from '../host/currency-names.js';
import { currencyOfLedgerId } from '../host/ledger/built-in.js';
import { aliased, ledgerRecord, recordsOfTicker } from '../host/ledger/catalogue.js';
import { currencyOfRecord } from '../host/ledger/currency.js';
import type { LedgerRecord } from '../host/ledger/records.js';
import { parseAmount, shortestBytes } from '../payload/amount.js';
import type { MessageValues } from '../payload/encode.js';
import { nonceForm, parseNonce } from '../payload/nonce.js';
import { expected, shownText } from '../shown.js';
import type { FieldOptions } from './options.js';

/** A currency as the message names it. */
export interface CurrencyTerms {
  readonly ticker: string;
  /** Undefined when nobody said and the currency is not built in. */
  readonly decimals: number | undefined;
  /** When it was named by it. */
  readonly ledgerId?: string;
}

/**
 * An id of ours and a LedgerId mean exactly that one; anything else is a ticker and goes into the
 * message as it stands (unless `verbatim`, in upper case where it is a built-in one). Of several
 * built-in ones that share it the first is meant, see {@link ambiguityNotes}.
 * @throws InputError for decimals that are no number from 0 to 255, and for a ticker whose
 * currencies, none built in, have different ones.
 */
export function currencyTerms(
  text: string,
  {
    decimals,
    field,
    verbatim = false,
  }: { decimals: string | undefined; field: string; verbatim?: boolean },
): CurrencyTerms {
  const given = decimals === undefined ? undefined : decimalsOf(decimals, field);
  const name = text.trim();
  const byName = verbatim ? undefined : currencyById(name);
  const byId = byName ?? (verbatim ? undefined : currencyOfLedgerId(aliased(name)));
  if (byId !== undefined) {
    const ledgerId = byName === undefined ? { ledgerId: aliased(name) } : {};
    return { ticker: byId.ticker, decimals: given ?? byId.decimals, ...ledgerId };
  }
  const first = sharing(name)[0];
  if (first === undefined && !verbatim) {
    const listed = listedTerms(name, field, given !== undefined);
    if (listed !== undefined) return { ...listed, decimals: given ?? listed.decimals };
  }
  const ticker = verbatim ? text : (first?.ticker ?? text);
  return { ticker, decimals: given ?? first?.decimals };
}

/**
 * Of Ledger's lists: a LedgerId, or a ticker whose currencies agree in decimals. A coin app is not
 * needed to sign.
 */
function listedTerms(
  name: string,
  field: string,
  decimalsGiven: boolean,
): CurrencyTerms | undefined {
  const record = ledgerRecord(aliased(name));
  if (record !== undefined) return termsOfRecord(record);
  const sharing = recordsOfTicker(name);
  const [first, ...others] = sharing;
  if (first === undefined || decimalsGiven) return undefined;
  if (others.every(({ decimals }) => decimals === first.decimals)) {
    return { ticker: name, decimals: first.decimals };
  }
  throw new InputError(
    expected(
      field,
      `a number beside the ticker ${shownText(name)}, which ${sharing.length} currencies of different decimals have`,
      'none',
    ),
    { hint: `Or name it by its LedgerId: ${listedRecords(sharing)}.` },
  );
}

function termsOfRecord(record: LedgerRecord): CurrencyTerms {
  const made = currencyOfRecord(record);
  const { ticker, decimals } = 'currency' in made ? made.currency : record;
  return { ticker, decimals, ledgerId: record.id };
}

/** Built-in currencies of this ticker, in either case. */
function sharing(ticker: string): readonly Currency[] {
  return CURRENCIES.filter((currency) => currency.ticker.toLowerCase() === ticker.toLowerCase());
}

/** Options that name a currency, and those that say its decimals. */
const NAMING = [
  ['from', 'decimals'],
  ['currency', 'decimals'],
  ['to', 'receiveDecimals'],
] as const;

/**
 * A sentence for each ticker whose currencies differ in decimals: which is meant, and the others.
 */
export function ambiguityNotes(options: FieldOptions): string[] {
  return NAMING.flatMap(([naming, decimals]) => {
    const name = options[naming]?.trim() ?? '';
    if (options[decimals] !== undefined || currencyById(name) !== undefined) return [];
    const [first, ...others] = sharing(name);
    if (first === undefined || others.every((other) => other.decimals === first.decimals))
      return [];
    const told = (one: Currency) => `${one.id} (${one.name}, ${one.decimals} decimals)`;
    return [
      `${first.ticker} is taken as ${told(first)}. To mean another, name it: ${others.map(told).join(', ')}.`,
    ];
  });
}

/** A built-in currency; `decimals` as somebody says them come first. */
export function builtInTerms(
  currency: Currency,
  { decimals, field }: { decimals: string | undefined; field: string },
): CurrencyTerms {
  const given = decimals === undefined ? undefined : decimalsOf(decimals, field);
  return { ticker: currency.ticker, decimals: given ?? currency.decimals };
}

function decimalsOf(text: string, field: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text.trim()) && number <= 255) return number;
  throw new InputError(
    expected(field, 'a whole number of decimals from 0 to 255', shownText(text)),
  );
}

export interface AmountTexts {
  /** In units of the currency. */
  readonly amount: string | undefined;
  /** In base units. */
  readonly raw: string | undefined;
  /** How messages call them and the decimals option. */
  readonly names: { readonly amount: string; readonly raw: string; readonly decimals: string };
}

/**
 * Base units, exact; undefined when neither text is there.
 * @throws InputError for what is no such amount, has too many decimals, is negative or needs more
 * than 16 bytes.
 */
export function amountOf(
  currency: CurrencyTerms | undefined,
  texts: AmountTexts,
): bigint | undefined {
  const { amount, raw, names } = texts;
  if (amount !== undefined && raw !== undefined) {
    throw new InputError(expected(names.amount, `without ${names.raw}`, 'both'));
  }
  if (raw !== undefined) {
    const digits = raw.trim();
    // Base units in hex, as some backends keep them.
    const decimal = /^0x[0-9a-f]+$/i.test(digits) ? String(BigInt(digits)) : digits;
    return parseAmount(decimal, { field: names.raw, decimals: 0, unit: 'base units' });
  }
  if (amount === undefined) return undefined;
  const { ticker = 'an unnamed currency', decimals } = currency ?? {};
  if (decimals !== undefined)
    return parseAmount(amount, { field: names.amount, decimals, unit: ticker });
  throw new InputError(
    expected(
      names.amount,
      `${names.decimals} beside ${shownText(ticker)}, which is not built in`,
      'none',
    ),
    { hint: `Or give base units: ${names.raw}.` },
  );
}

/** The device prints an amount without decimals as `1250.`, so there are always two. */
const MIN_EXPONENT = 2;
/** provider-api.md#fiat-amount: beyond these the device shows another amount or none. */
const MAX_EXPONENT = 18;
export const MAX_COEFFICIENT = (1n << 63n) - 1n;

/**
 * A fiat amount as coefficient and exponent, exactly as many decimals as typed, at least two.
 * @throws InputError for what is no amount, or one the device would show otherwise.
 */
export function fiatDecimal(text: string, field: string): MessageValues {
  const typed = /\.(\d*)$/.exec(text.trim())?.[1]?.length ?? 0;
  const exponent = Math.max(MIN_EXPONENT, Math.min(typed, MAX_EXPONENT));
  const coefficient = parseAmount(text, { field, decimals: exponent });
  if (coefficient > MAX_COEFFICIENT) {
    throw new InputError(
      expected(field, `at most ${MAX_COEFFICIENT} without its point`, shownText(text)),
      { hint: 'The device keeps a signed number of 64 bits and would show another amount.' },
    );
  }
  return { coefficient: shortestBytes(coefficient), exponent };
}

/** @throws InputError for anything but 32 bytes (hex, base64, base64url), or ten letters. */
export function nonceOf(flow: Flow, text: string, field: string): Uint8Array | string {
  const bytes = parseNonce(text, flow);
  if (bytes !== undefined) {
    if (flow.nonce === 'bytes') return bytes;
    const letters = textOf(bytes);
    if (/^[A-Z]{10}$/.test(letters)) return letters;
  }
  const given = text.trim();
  throw new InputError(
    expected(field, nonceForm(flow), `${given.length} characters: ${shownText(given)}`),
    { hint: 'It is the device transaction id that Ledger sends with the request.' },
  );
}
