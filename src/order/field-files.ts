/**
 * Fields from JSON: `--fields` (names of message fields or of options), and `--request`, what the
 * provider's backend was asked with (provider-api.md#swap; #sell;
 * the fund request is an inference: provider-api.md#card-and-fund).
 */

import { InputError } from '../errors.js';
import type { FlowKind } from '../exchange/flows.js';
import type { Currency } from '../host/currencies.js';
import { currencyByLedgerId } from '../host/currency-names.js';
import { formatAmount } from '../payload/amount.js';
import { type Member, namesOf, REQUEST_MEMBERS } from '../payload/provider-members.js';
import { expected, shownName, shownText, shownValue } from '../shown.js';
import { type FieldOption, type FieldOptions, OPTION_OF_FIELD, optionsOf } from './options.js';

type Members = Readonly<Record<string, unknown>>;
type Mutable = { -readonly [Option in FieldOption]?: string };

/**
 * The options and fields in a JSON text, by the names of options or of the fields of the message.
 * @param file how messages call the text.
 * @throws InputError naming file and member.
 */
export function fieldsFromJson(kind: FlowKind, text: string, file: string): FieldOptions {
  const fields: Mutable = {};
  const known = optionsOf(kind);
  for (const [member, value] of Object.entries(objectOf(text, file))) {
    const plain = member.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const option = OPTION_OF_FIELD[kind][member] ?? known.find((name) => name === plain);
    const where = `${file}: ${shownName(member)}`;
    if (option === undefined) {
      throw new InputError(expected(where, `a field of a ${kind}`, 'an unknown name'), {
        hint: `Known: ${[...Object.keys(OPTION_OF_FIELD[kind]), ...known].join(', ')}.`,
      });
    }
    if (!isSaid(value)) continue;
    fields[option] = member === 'out_amount' ? decimalOf(value, where) : textOf(value, where);
  }
  return fields;
}

/** Which option a member of a request says, where the message has it. */
const ASKED: readonly (readonly [Member, FieldOption | Readonly<Record<FlowKind, FieldOption>>])[] =
  [
    [REQUEST_MEMBERS.outgoingTicker, { swap: 'from', sell: 'currency', fund: 'currency' }],
    [REQUEST_MEMBERS.incomingTicker, 'to'],
    [REQUEST_MEMBERS.fiat, 'fiat'],
    [REQUEST_MEMBERS.amount, 'amount'],
    [REQUEST_MEMBERS.amountTo, { swap: 'receiveAmount', sell: 'fiatAmount', fund: 'fiatAmount' }],
    [REQUEST_MEMBERS.refundAddress, 'refund'],
    [REQUEST_MEMBERS.refundExtraId, 'refundMemo'],
    [REQUEST_MEMBERS.payoutAddress, 'payout'],
    [REQUEST_MEMBERS.payoutExtraId, 'payoutMemo'],
    [REQUEST_MEMBERS.user, 'user'],
    [REQUEST_MEMBERS.nonce, 'nonce'],
  ];

/**
 * The fields that follow from a request. What does not (the provider's address, amounts of a fixed
 * quote) must be given beside it; members that are not signed are left alone.
 * @throws InputError naming file and member.
 */
export function fieldsFromRequest(kind: FlowKind, text: string, file: string): FieldOptions {
  const members = objectOf(text, file);
  const fields: Mutable = {};
  const known = optionsOf(kind);
  for (const [member, said] of ASKED) {
    const option = typeof said === 'string' ? said : said[kind];
    if (!known.includes(option)) continue;
    const name = namesOf(member).find((candidate) => isSaid(members[candidate]));
    if (name !== undefined) fields[option] = textOf(members[name], `${file}: ${name}`);
  }
  const paid = kind === 'swap' ? 'from' : 'currency';
  return {
    ...fields,
    ...byLedgerId(members, REQUEST_MEMBERS.outgoingId, [paid, fields[paid], 'decimals']),
    ...byLedgerId(members, REQUEST_MEMBERS.incomingId, ['to', fields.to, 'receiveDecimals']),
  };
}

/**
 * The options that name a currency, with the LedgerIds of the request's tokens in place of tickers:
 * what makes an example of their addresses.
 */
export function ledgerIdsFromRequest(kind: FlowKind, text: string, file: string): FieldOptions {
  const members = objectOf(text, file);
  const asked = fieldsFromRequest(kind, text, file);
  const named = [
    [kind === 'swap' ? 'from' : 'currency', REQUEST_MEMBERS.outgoingId],
    ['to', REQUEST_MEMBERS.incomingId],
  ] as const;
  return Object.fromEntries(
    named.flatMap(([option, member]) => {
      const currency = tokenNamed(members, member, asked[option]);
      return currency === undefined ? [] : [[option, currency.id]];
    }),
  );
}

/** Of a LedgerId; undefined where the request's own ticker is another. */
function tokenNamed(
  members: Members,
  member: Member,
  ticker: string | undefined,
): Currency | undefined {
  const ids = namesOf(member).map((name) => members[name]);
  const id = ids.find((value) => typeof value === 'string' && value.includes('/'));
  const currency = typeof id === 'string' ? currencyByLedgerId(id) : undefined;
  return ticker === undefined || ticker === currency?.ticker ? currency : undefined;
}

/** Ticker and decimals of the token a request names by its LedgerId; a coin's go without saying. */
function byLedgerId(
  members: Members,
  member: Member,
  [option, ticker, decimals]: readonly [FieldOption, string | undefined, FieldOption],
): FieldOptions {
  const currency = tokenNamed(members, member, ticker);
  if (currency === undefined) return {};
  return { [option]: currency.ticker, [decimals]: String(currency.decimals) };
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function objectOf(text: string, file: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(
      expected(file, 'one JSON object', text.trim() === '' ? 'nothing' : 'other text'),
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new InputError(expected(file, 'one JSON object', shownValue(value)));
}

function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && value >= 0) return String(value);
    throw new InputError(
      expected(
        where,
        'text or a whole number',
        Number.isInteger(value) && value >= 0 ? 'a huge number' : `the number ${value}`,
      ),
      {
        hint: 'JSON numbers lose digits: write the amount in quotes.',
      },
    );
  }
  throw new InputError(expected(where, 'text', Array.isArray(value) ? 'a list' : typeof value));
}

const MAX_EXPONENT = 100;

/** `{ coefficient, exponent }` as decimal text, or decimal text as it is. */
function decimalOf(value: unknown, where: string): string {
  if (typeof value !== 'object' || value === null) return textOf(value, where);
  const { coefficient, exponent } = value as Members;
  const digits = textOf(coefficient, `${where}.coefficient`);
  if (!/^\d+$/.test(digits)) {
    throw new InputError(expected(`${where}.coefficient`, 'decimal digits', shownText(digits)));
  }
  if (
    typeof exponent !== 'number' ||
    !Number.isInteger(exponent) ||
    exponent < 0 ||
    exponent > MAX_EXPONENT
  ) {
    throw new InputError(
      expected(
        `${where}.exponent`,
        `a whole number from 0 to ${MAX_EXPONENT}`,
        shownValue(exponent),
      ),
      { hint: 'The value is coefficient x 10^-exponent: cents have exponent 2.' },
    );
  }
  return formatAmount(BigInt(digits), exponent);
}
