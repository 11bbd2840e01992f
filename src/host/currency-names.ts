/**
 * From what people write to a currency: a name of ours, a LedgerId, a ticker. The built-in few are
 * looked at first; Ledger's lists are read only for what is not among them.
 */
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import { CURRENCIES, type Currency } from './currencies.js';
import { currencyOfLedgerId } from './ledger/built-in.js';
import { aliased, ledgerRecord, recordsOfTicker } from './ledger/catalogue.js';
import { currencyOfRecord } from './ledger/currency.js';
import type { LedgerRecord } from './ledger/records.js';
import { nearestIds } from './ledger/search.js';

/** By id, in lower or mixed case: a text in capitals is a ticker, of whatever currency. */
export function currencyById(name: string): Currency | undefined {
  const wanted = name.trim();
  if (wanted === wanted.toUpperCase()) return undefined;
  return CURRENCIES.find(({ id }) => id === wanted.toLowerCase());
}

/** Of the built-in few: by id, by LedgerId or, failing that, by ticker in either case. */
export function findBuiltIn(name: string): Currency | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    currencyById(name) ??
    currencyOfLedgerId(aliased(name.trim())) ??
    CURRENCIES.find(({ ticker }) => ticker.toLowerCase() === wanted)
  );
}

/** What a name stands for. */
export type Naming =
  | { readonly kind: 'currency'; readonly currency: Currency }
  /** One of Ledger's that no flow can have here, and why: a sentence behind its name. */
  | { readonly kind: 'unusable'; readonly record: LedgerRecord; readonly why: string }
  /** A ticker of several. */
  | { readonly kind: 'ambiguous'; readonly records: readonly LedgerRecord[] }
  | { readonly kind: 'unknown' };

export function namingOf(name: string): Naming {
  const builtIn = findBuiltIn(name);
  if (builtIn !== undefined) return { kind: 'currency', currency: builtIn };
  const plain = aliased(name.trim());
  if (plain === '') return { kind: 'unknown' };
  const record = ledgerRecord(plain) ?? ledgerRecord(plain.toLowerCase());
  if (record !== undefined) return usable(record);
  const sharing = recordsOfTicker(plain);
  const [only, ...others] = sharing;
  if (only === undefined) return { kind: 'unknown' };
  return others.length === 0 ? usable(only) : { kind: 'ambiguous', records: sharing };
}

function usable(record: LedgerRecord): Naming {
  const made = currencyOfRecord(record);
  return 'why' in made
    ? { kind: 'unusable', record, why: made.why }
    : { kind: 'currency', currency: made.currency };
}

/** As {@link currencyNamed}; undefined for what is unknown, unusable or not one currency. */
export function findCurrency(name: string): Currency | undefined {
  const naming = namingOf(name);
  return naming.kind === 'currency' ? naming.currency : undefined;
}

/** By LedgerId or a name of ours that a provider's id stands for, never by ticker. */
export function currencyByLedgerId(id: string): Currency | undefined {
  const plain = aliased(id);
  const builtIn = currencyOfLedgerId(plain);
  if (builtIn !== undefined) return builtIn;
  const record = ledgerRecord(plain);
  const made = record && currencyOfRecord(record);
  return made && 'currency' in made ? made.currency : undefined;
}

/** How lists name one: its ticker, and the id where that is another word. */
export function currencyLabel({ id, ticker }: Pick<Currency, 'id' | 'ticker'>): string {
  return id === ticker.toLowerCase() ? ticker : `${ticker} (${id})`;
}

/** How many of those that share a ticker are named. */
const LISTED = 4;

/** `ethereum/erc20/aave (18 decimals), polygon/erc20/aave (18 decimals) and 3 more`. */
export function listedRecords(records: readonly LedgerRecord[]): string {
  const told = ({ id, decimals }: LedgerRecord) =>
    decimals === undefined ? id : `${id} (${decimals} decimals)`;
  const more = records.length > LISTED ? ` and ${records.length - LISTED} more` : '';
  return `${records.slice(0, LISTED).map(told).join(', ')}${more}`;
}

/**
 * The currency that a name stands for: a name of ours (`USDT-TRON`), a LedgerId, or a ticker that only
 * one has; any case.
 * @param field how the message calls what was named.
 * @throws InputError for what is unknown, shared by several, or of a coin app nobody simulates.
 */
export function currencyNamed(name: string, field: string): Currency {
  const naming = namingOf(name);
  switch (naming.kind) {
    case 'currency':
      return naming.currency;
    case 'unusable': {
      const { record, why } = naming;
      throw new InputError(
        expected(
          field,
          'a currency a flow can have here',
          // Long ones have the form of a key, and are in a public list.
          `${JSON.stringify(record.id)}: ${record.name} ${why}`,
        ),
        { hint: `exchange-sim currencies ${record.ticker} lists others.` },
      );
    }
    case 'ambiguous': {
      const { records } = naming;
      throw new InputError(
        expected(field, 'one currency', `the ticker ${shownText(name)} of ${records.length}`),
        {
          hint: `Name it by its LedgerId: ${listedRecords(records)}. exchange-sim currencies ${shownText(name)} lists them.`,
        },
      );
    }
    default: {
      const plain = aliased(name.trim());
      const near = nearestIds(plain);
      const meant = near.length === 0 ? '' : `Nearest: ${near.join(', ')}. `;
      throw new InputError(
        plain === name.trim()
          ? expected(
              field,
              'the ticker or id of a known currency, such as BTC, ETH or usdt-tron',
              shownText(name),
            )
          : expected(
              field,
              `a LedgerId in --currencies for ${shownText(name)}`,
              `${shownText(plain)}, which is unknown`,
            ),
        {
          hint: `${meant}Built in: ${CURRENCIES.map(currencyLabel).join(', ')}; exchange-sim currencies WORDS searches all of Ledger's.`,
        },
      );
    }
  }
}
