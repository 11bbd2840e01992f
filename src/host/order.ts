/**
 * Orders: what the provider's message will say, from what a person chose and made-up defaults for
 * everything else. The nonce is not in it: the device makes that later.
 */
import { decodeHex } from '../codec/hex.js';
import { InputError } from '../errors.js';
import type { Flow, FlowKind } from '../exchange/flows.js';
import { amountBytes, formatAmount, parseAmount, shortestBytes } from '../payload/amount.js';
import { encodeMessage, type MessageValues } from '../payload/encode.js';
import { MESSAGES } from '../payload/messages.js';
import type { AddressBook } from './address-book.js';
import { type Currency, currencyNamed } from './currencies.js';
import { exchanged, worth } from './example-rate.js';
import { withOverrides } from './field-override.js';

/** All texts; amounts are decimal numbers in units of their currency. */
export interface OrderOptions {
  /** Swap: currency paid with, currency received. */
  readonly from?: string;
  readonly to?: string;
  readonly receiveAmount?: string;
  /** Sell and fund: currency paid with. */
  readonly currency?: string;
  readonly amount?: string;
  readonly fees?: string;
  /** Sell: ISO 4217 code and amount. */
  readonly fiat?: string;
  readonly fiatAmount?: string;
  readonly email?: string;
  /** Fund. */
  readonly user?: string;
  readonly account?: string;
  readonly payin?: string;
  readonly payout?: string;
  readonly refund?: string;
  /** payin_extra_id or in_extra_id. */
  readonly memo?: string;
  /** payin_extra_data, hex. */
  readonly extraData?: string;
  /** What the message says instead of the device's nonce: hex, or text in legacy SWAP. */
  readonly nonce?: string;
  /** `name=value`: replaces any field of the message. */
  readonly fields?: readonly string[];
}

export interface Order {
  /** Without the nonce, unless it was overridden. */
  readonly values: MessageValues;
  /** Paid with. */
  readonly outgoing: Currency;
  /** Received; swap only. */
  readonly incoming?: Currency;
  /** Base units of the fee currency. */
  readonly fees: bigint;
}

/** How error messages call an option; the command line puts `--` in front. */
export type FieldName = (option: keyof OrderOptions) => string;

/** Paid with. */
const DEFAULT_CURRENCIES = { swap: 'ETH', sell: 'BTC', fund: 'USDC' } as const;
/** Received; the second when the first is paid with. */
const DEFAULT_RECEIVED = ['BTC', 'ETH'] as const;
const USD_DECIMALS = 2;

/** @throws InputError naming the option, what was expected and what came. */
export function orderOf(
  flow: Flow,
  options: OrderOptions,
  addresses: AddressBook,
  name: FieldName = (option) => option,
): Order {
  const choice = { options, name, addresses };
  const order = BUILDERS[flow.kind](choice);
  const type = MESSAGES[flow.kind];
  const nonce = options.nonce === undefined ? {} : nonceValue(flow, options.nonce, name('nonce'));
  const fields = { label: name('fields'), entries: options.fields ?? [] };
  const values = withOverrides(type, { ...order.values, ...nonce }, fields);
  // A value of the wrong type is the user's mistake: say so before any command is sent.
  encodeMessage(type, values);
  return { ...order, values };
}

interface Choice {
  readonly options: OrderOptions;
  readonly name: FieldName;
  readonly addresses: AddressBook;
}

/** Currencies and fees alone, for a payload that somebody else has made. */
export function termsOf(
  flow: Flow,
  options: OrderOptions,
  name: FieldName = (option) => option,
): Omit<Order, 'values'> {
  const outgoing = outgoingOf(flow.kind, options, name);
  const fees = feesOf(outgoing, options.fees, name('fees'));
  if (flow.kind !== 'swap') return { outgoing, fees };
  return { outgoing, incoming: incomingOf(outgoing, options, name), fees };
}

function outgoingOf(kind: FlowKind, options: OrderOptions, name: FieldName): Currency {
  const option = kind === 'swap' ? 'from' : 'currency';
  return currencyNamed(options[option] ?? DEFAULT_CURRENCIES[kind], name(option));
}

function incomingOf(outgoing: Currency, options: OrderOptions, name: FieldName): Currency {
  const [first, second] = DEFAULT_RECEIVED;
  const fallback = outgoing.ticker === first ? second : first;
  return currencyNamed(options.to ?? fallback, name('to'));
}

const BUILDERS: Readonly<Record<FlowKind, (choice: Choice) => Order>> = {
  swap: swapOrder,
  sell: sellOrder,
  fund: fundOrder,
};

function swapOrder({ options, name, addresses }: Choice): Order {
  const outgoing = outgoingOf('swap', options, name);
  const incoming = incomingOf(outgoing, options, name);
  const amount = amountOf(outgoing, options.amount, name('amount'));
  const received =
    options.receiveAmount === undefined
      ? exchanged(amount, outgoing, incoming)
      : parseAmount(options.receiveAmount, {
          field: name('receiveAmount'),
          decimals: incoming.decimals,
          unit: incoming.ticker,
        });
  const values = {
    payin_address: options.payin ?? outgoing.foreignAddress,
    payin_extra_id: options.memo,
    refund_address: options.refund ?? addresses(outgoing),
    payout_address: options.payout ?? addresses(incoming),
    currency_from: outgoing.ticker,
    currency_to: incoming.ticker,
    amount_to_provider: amountBytes(amount),
    amount_to_wallet: amountBytes(received),
    payin_extra_data:
      options.extraData === undefined ? undefined : hexOf(options.extraData, name('extraData')),
  };
  return { values, outgoing, incoming, fees: feesOf(outgoing, options.fees, name('fees')) };
}

function sellOrder({ options, name }: Choice): Order {
  const outgoing = outgoingOf('sell', options, name);
  const amount = amountOf(outgoing, options.amount, name('amount'));
  const fiatAmount =
    options.fiatAmount ?? formatAmount(worth(amount, outgoing, USD_DECIMALS), USD_DECIMALS);
  const values = {
    trader_email: options.email ?? 'jane.doe@example.com',
    in_currency: outgoing.ticker,
    in_amount: amountBytes(amount),
    in_address: options.payin ?? outgoing.foreignAddress,
    out_currency: options.fiat ?? 'EUR',
    out_amount: udecimal(fiatAmount, name('fiatAmount')),
    in_extra_id: options.memo,
  };
  return { values, outgoing, fees: feesOf(outgoing, options.fees, name('fees')) };
}

function fundOrder({ options, name }: Choice): Order {
  const outgoing = outgoingOf('fund', options, name);
  const values = {
    user_id: options.user ?? 'jane.doe',
    account_name: options.account ?? 'Card 1234',
    in_currency: outgoing.ticker,
    in_amount: amountBytes(amountOf(outgoing, options.amount, name('amount'))),
    in_address: options.payin ?? outgoing.foreignAddress,
    in_extra_id: options.memo,
  };
  return { values, outgoing, fees: feesOf(outgoing, options.fees, name('fees')) };
}

function amountOf(currency: Currency, text: string | undefined, field: string): bigint {
  const { decimals, ticker: unit } = currency;
  return parseAmount(text ?? currency.example.amount, { field, decimals, unit });
}

function feesOf(currency: Currency, text: string | undefined, field: string): bigint {
  const { decimals, ticker: unit } = currency.fee;
  return parseAmount(text ?? currency.example.fees, { field, decimals, unit });
}

const MAX_FIAT_DECIMALS = 18;

/** At least two decimals: the device prints an amount without decimals as `1250.`. */
function udecimal(text: string, field: string): MessageValues {
  const units = parseAmount(text, { field, decimals: MAX_FIAT_DECIMALS });
  const decimals = formatAmount(units, MAX_FIAT_DECIMALS).split('.')[1]?.length ?? 0;
  const exponent = Math.max(decimals, 2);
  const coefficient = units / 10n ** BigInt(MAX_FIAT_DECIMALS - exponent);
  return { coefficient: shortestBytes(coefficient), exponent };
}

function nonceValue(flow: Flow, text: string, field: string): MessageValues {
  if (flow.nonce === 'letters') return { [flow.nonceField]: text };
  return { [flow.nonceField]: hexOf(text, field) };
}

function hexOf(text: string, field: string): Uint8Array {
  const bytes = decodeHex(text);
  if (bytes !== undefined) return bytes;
  throw new InputError(
    `${field}: expected an even number of hex digits, found ${JSON.stringify(text.slice(0, 40))}`,
  );
}
