/**
 * Orders: what the provider's message says, from what a person chose and made-up values for
 * everything else, and which ones those are. The nonce is not in it: the device makes that later.
 */
import type { Flow } from '../exchange/flows.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { AddressBook } from '../host/address-book.js';
import type { Currency } from '../host/currencies.js';
import { parseAmount } from '../payload/amount.js';
import { encodeMessage, type MessageValues } from '../payload/encode.js';
import { MESSAGES } from '../payload/messages.js';
import { currenciesOf, inventedFields } from './invented.js';
import { checkValues } from './limits.js';
import { saidFields } from './message.js';
import { fieldNamer, type OptionName, type OrderOptions, refuseMisplaced } from './options.js';
import { overriddenFields, withOverrides } from './override.js';
import { builtInTerms } from './terms.js';

/** An order ready for a flow: the fields of its message and the terms beside it. */
export interface Order {
  /** Without the nonce, unless somebody said another. */
  readonly values: MessageValues;
  /** Paid with. */
  readonly outgoing: Currency;
  /** Received; swap only. */
  readonly incoming?: Currency;
  /** Base units of the fee currency. */
  readonly fees: bigint;
  /** Made up here, since nobody said them: names of fields of the message, and `fees`. */
  readonly invented: readonly string[];
}

/** How messages call options, and whose limits hold. */
export interface OrderWords {
  /** How error messages call the options. */
  readonly name?: OptionName;
  /** Whose limits the options keep to; those of the newest release when absent. */
  readonly firmware?: FirmwareProfile;
  /** How a refused value can be said all the same: one sentence. */
  readonly instead?: string;
  /** Hold no option to any limit. */
  readonly unlimited?: boolean;
}

/**
 * The message of an order, and what it is paid with. Options keep to the limits of the device;
 * `fields` replace whatever they name.
 * @param addresses the user’s own, for payout and refund that no option names.
 * @throws InputError naming the option, what was expected and what came.
 */
export function orderOf(
  flow: Flow,
  options: OrderOptions,
  addresses: AddressBook,
  { name = (option) => option, unlimited = false, ...limits }: OrderWords = {},
): Order {
  const { kind } = flow;
  refuseMisplaced(kind, options, name);
  const terms = termsOf(flow, options, name);
  const { outgoing, incoming } = terms;
  const decimalsOf = (currency: Currency, option: 'decimals' | 'receiveDecimals') =>
    builtInTerms(currency, { decimals: options[option], field: name(option) });
  const said = saidFields(flow, options, {
    name,
    outgoing: decimalsOf(outgoing, 'decimals'),
    incoming: incoming && decimalsOf(incoming, 'receiveDecimals'),
  });
  if (!unlimited) checkValues(flow, said, { ...limits, name: fieldNamer(kind, name) });
  const made = inventedFields(kind, { said, addresses, ...terms });
  const type = MESSAGES[kind];
  const replaced = { label: name('fields'), entries: options.fields ?? [] };
  const values = withOverrides(type, { ...made, ...said }, replaced);
  // A value of the wrong type is the user's mistake: say so before any command is sent.
  encodeMessage(type, values);
  const own = overriddenFields(replaced.entries);
  const invented = [...terms.invented, ...Object.keys(made)].filter(
    (field) => !own.includes(field),
  );
  return { ...terms, values, invented };
}

/** Currencies and fees alone, for a payload that somebody else has made. */
export function termsOf(
  { kind }: Flow,
  options: OrderOptions,
  name: OptionName = (option) => option,
): Omit<Order, 'values'> {
  const { invented, ...currencies } = currenciesOf(kind, options, name);
  const { decimals, ticker: unit } = currencies.outgoing.fee;
  const text = options.fees ?? currencies.outgoing.example.fees;
  const fees = parseAmount(text, { field: name('fees'), decimals, unit });
  return {
    ...currencies,
    fees,
    invented: options.fees === undefined ? [...invented, 'fees'] : invented,
  };
}
