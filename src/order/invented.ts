/** What an order says where nobody spoke: made-up people and amounts, addresses of the wallet. */
import { toBigInt } from '../bytes.js';
import type { FlowKind } from '../exchange/flows.js';
import type { AddressBook } from '../host/address-book.js';
import type { Currency } from '../host/currencies.js';
import { currencyNamed } from '../host/currency-names.js';
import { AMOUNT_SIZE, amountBytes, formatAmount, parseAmount } from '../payload/amount.js';
import type { MessageValues } from '../payload/encode.js';
import { rolesOf } from '../payload/roles.js';
import { exchanged, worth } from './example-rate.js';
import type { FieldOptions, OptionName } from './options.js';
import { fiatDecimal, MAX_COEFFICIENT } from './terms.js';

/** Paid with. */
const DEFAULT_CURRENCIES = { swap: 'ETH', sell: 'BTC', fund: 'USDC' } as const;
/** Received; the second when the first is paid with. */
const DEFAULT_RECEIVED = ['BTC', 'ETH'] as const;
const USD_DECIMALS = 2;

export interface Currencies {
  /** Paid with. */
  readonly outgoing: Currency;
  /** Received; swap only. */
  readonly incoming?: Currency;
  /** Fields of the message whose currency nobody named. */
  readonly invented: readonly string[];
}

/** @throws InputError for a currency that is not built in. */
export function currenciesOf(kind: FlowKind, options: FieldOptions, name: OptionName): Currencies {
  const roles = rolesOf(kind);
  const option = kind === 'swap' ? 'from' : 'currency';
  const outgoing = currencyNamed(options[option] ?? DEFAULT_CURRENCIES[kind], name(option));
  const paidWith = options[option] === undefined ? [roles.outgoing.currency] : [];
  if (roles.incoming === undefined) return { outgoing, invented: paidWith };
  const [first, second] = DEFAULT_RECEIVED;
  const fallback = outgoing.ticker === first ? second : first;
  return {
    outgoing,
    incoming: currencyNamed(options.to ?? fallback, name('to')),
    invented: options.to === undefined ? [...paidWith, roles.incoming.currency] : paidWith,
  };
}

export interface InventionContext {
  /** Fields somebody spoke of. */
  readonly said: MessageValues;
  readonly outgoing: Currency;
  readonly incoming?: Currency;
  readonly addresses: AddressBook;
}

/** Coin apps that sign nothing without a memo or tag. */
const NEEDS_MEMO: readonly string[] = ['XRP'];

type Invent = () => NonNullable<MessageValues[string]>;

/**
 * The fields of the message that nobody spoke of and that it cannot do without; the currencies are
 * chosen before.
 */
export function inventedFields(
  kind: FlowKind,
  { said, outgoing, incoming = outgoing, addresses }: InventionContext,
): MessageValues {
  const roles = rolesOf(kind);
  const paid = unitsIn(said[roles.outgoing.amount], outgoing);
  // Extra data would take its place.
  const hasExtraData = roles.extraData !== undefined && said[roles.extraData] !== undefined;
  const needsMemo = NEEDS_MEMO.includes(outgoing.app) && !hasExtraData;
  const inventors: readonly (readonly [string | undefined, Invent])[] = [
    [roles.email, () => 'jane.doe@example.com'],
    [roles.user, () => 'jane.doe'],
    [roles.account, () => 'Card 1234'],
    [roles.payin, () => outgoing.foreignAddress],
    [needsMemo ? roles.memo : undefined, () => '1234567'],
    [roles.outgoing.address, () => addresses(outgoing)],
    [roles.incoming?.address, () => addresses(incoming)],
    [roles.outgoing.amount, () => amountBytes(paid)],
    [roles.incoming?.amount, () => amountBytes(received(paid, outgoing, incoming))],
    [roles.fiat?.currency, () => 'EUR'],
    [roles.fiat?.amount, () => fiatWorth(paid, outgoing)],
  ];
  // An address is only asked for when it is needed: a device may have none.
  return Object.fromEntries(
    inventors.flatMap(([field, invent]) =>
      field === undefined || said[field] !== undefined ? [] : [[field, invent()]],
    ),
  );
}

function unitsIn(said: MessageValues[string], currency: Currency): bigint {
  return said instanceof Uint8Array ? toBigInt(said) : exampleOf(currency);
}

function exampleOf({ decimals, example }: Currency): bigint {
  return parseAmount(example.amount, { field: 'example', decimals });
}

/** The example's where no message holds the worth of what is paid. */
function received(paid: bigint, outgoing: Currency, incoming: Currency): bigint {
  const units = exchanged(paid, outgoing, incoming);
  return units >> BigInt(8 * AMOUNT_SIZE) === 0n ? units : exampleOf(incoming);
}

function fiatWorth(paid: bigint, currency: Currency): MessageValues {
  const units = worth(paid, currency, USD_DECIMALS);
  const shown =
    units > MAX_COEFFICIENT ? worth(exampleOf(currency), currency, USD_DECIMALS) : units;
  return fiatDecimal(formatAmount(shown, USD_DECIMALS), 'price');
}
