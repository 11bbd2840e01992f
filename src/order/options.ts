/**
 * What a person, a file or a request says about an order, before it becomes a message: all texts,
 * under names that are the same for the three products and for everything that takes an order
 * (`run`, `sign`, scenarios, the page).
 */
import { InputError } from '../errors.js';
import { FLOW_KINDS } from '../exchange/flow-kinds.js';
import { FLOWS, type FlowKind } from '../exchange/flows.js';
import { MESSAGES } from '../payload/messages.js';
import { rolesOf } from '../payload/roles.js';
import { expected } from '../shown.js';

/** What becomes fields of the message. */
export interface FieldOptions {
  /** Swap: currencies; a ticker, or the id of a built-in currency. */
  readonly from?: string;
  readonly to?: string;
  /** Sell and fund. */
  readonly currency?: string;
  /** Decimal number in units of the currency paid with, or a whole number of base units. */
  readonly amount?: string;
  readonly raw?: string;
  /** Decimals of the currency paid with, where it is not built in. */
  readonly decimals?: string;
  /** The same of what is received in a swap. */
  readonly receiveAmount?: string;
  readonly receiveRaw?: string;
  readonly receiveDecimals?: string;
  readonly payin?: string;
  readonly refund?: string;
  readonly payout?: string;
  /** payin_extra_id or in_extra_id, refund_extra_id, payout_extra_id. */
  readonly memo?: string;
  readonly refundMemo?: string;
  readonly payoutMemo?: string;
  /** payin_extra_data: 33 bytes in hex. */
  readonly extraData?: string;
  readonly email?: string;
  /** ISO 4217 code, and a decimal number. */
  readonly fiat?: string;
  readonly fiatAmount?: string;
  readonly user?: string;
  readonly account?: string;
  /** What the message says instead of the device's nonce: hex, base64, base64url; or ten letters. */
  readonly nonce?: string;
}

/** The name of an option that becomes a field of the message. */
export type FieldOption = keyof FieldOptions;

export interface OrderOptions extends FieldOptions {
  /** Network fees the host announces: decimal number in units of the fee currency. */
  readonly fees?: string;
  /** `name=value`: replaces any field of the message, whatever the limits. */
  readonly fields?: readonly string[];
}

/** The name of an option of an order. */
export type OrderOption = keyof OrderOptions;

/** How error messages call an option. */
export type OptionName = (option: OrderOption) => string;

/** `receiveAmount` is typed `--receive-amount`. */
export const optionName: OptionName = (option) =>
  option === 'fields'
    ? '--field'
    : `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const NONCE_FIELDS = [...new Set(Object.values(FLOWS).map(({ nonceField }) => nonceField))];

type OptionOfField = Readonly<Record<string, FieldOption>>;

/** The option behind each field of each message. out_amount has two parts: see the files. */
export const OPTION_OF_FIELD: Readonly<Record<FlowKind, OptionOfField>> = {
  swap: optionsByField('swap'),
  sell: optionsByField('sell'),
  fund: optionsByField('fund'),
};

function optionsByField(kind: FlowKind): OptionOfField {
  const { payin, memo, extraData, outgoing, incoming, fiat, ...texts } = rolesOf(kind);
  const entries: [string | undefined, FieldOption][] = [
    [payin, 'payin'],
    [memo, 'memo'],
    [extraData, 'extraData'],
    [outgoing.currency, kind === 'swap' ? 'from' : 'currency'],
    [outgoing.amount, 'raw'],
    [outgoing.address, 'refund'],
    [outgoing.extraId, 'refundMemo'],
    [incoming?.currency, 'to'],
    [incoming?.amount, 'receiveRaw'],
    [incoming?.address, 'payout'],
    [incoming?.extraId, 'payoutMemo'],
    [fiat?.currency, 'fiat'],
    [fiat?.amount, 'fiatAmount'],
    [texts.email, 'email'],
    [texts.user, 'user'],
    [texts.account, 'account'],
    ...NONCE_FIELDS.map((field): [string, FieldOption] => [field, 'nonce']),
  ];
  // In the order of the message, which lists of names keep.
  return Object.fromEntries(
    MESSAGES[kind].fields.flatMap(({ name }) => entries.filter(([field]) => field === name)),
  );
}

/** Options a message can do without; of two nonce fields each flow has one. */
const OPTIONAL: readonly FieldOption[] = ['memo', 'refundMemo', 'payoutMemo', 'extraData', 'nonce'];

/** Whether a message can do without a field; the nonce is asked for by the flow. */
export function isOptional(kind: FlowKind, field: string): boolean {
  const option = OPTION_OF_FIELD[kind][field];
  return option !== undefined && OPTIONAL.includes(option);
}

const SHARED: readonly FieldOption[] = ['amount', 'decimals'];
const SWAP_ONLY: readonly FieldOption[] = ['receiveAmount', 'receiveDecimals'];

/** Options that mean something for a kind of flow. */
export function optionsOf(kind: FlowKind): readonly FieldOption[] {
  const own = Object.values(OPTION_OF_FIELD[kind]);
  return [...new Set([...own, ...SHARED, ...(kind === 'swap' ? SWAP_ONLY : [])])];
}

/** Every option that becomes part of a message, of whatever kind. */
export const FIELD_OPTIONS: readonly FieldOption[] = [...new Set(FLOW_KINDS.flatMap(optionsOf))];

/** The field options that are said among the options of a command. */
export function fieldOptionsIn(options: FieldOptions): FieldOptions {
  const given = FIELD_OPTIONS.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}

/** The option people use for a field: amounts can be given in two ways, the friendly one is named. */
export function optionOfField(kind: FlowKind, field: string): FieldOption | undefined {
  const option = OPTION_OF_FIELD[kind][field];
  return option === 'raw' ? 'amount' : option === 'receiveRaw' ? 'receiveAmount' : option;
}

/** How a message calls the value of a field: by the option that says it, then by its own name. */
export function fieldNamer(kind: FlowKind, name: OptionName): (field: string) => string {
  return (field) => {
    const option = optionOfField(kind, field);
    return option === undefined ? field : `${name(option)}: ${field}`;
  };
}

/** @throws InputError for an option of another kind of flow. */
export function refuseMisplaced(kind: FlowKind, options: FieldOptions, name: OptionName): void {
  const known = optionsOf(kind);
  for (const option of Object.keys(fieldOptionsIn(options)) as FieldOption[]) {
    if (known.includes(option)) continue;
    const kinds = FLOW_KINDS.filter((other) => optionsOf(other).includes(option));
    throw new InputError(
      expected(name(option), `with a ${kinds.join(' or a ')}`, `with a ${kind}`),
      { hint: insteadOf(kind, option, name) },
    );
  }
}

function insteadOf(kind: FlowKind, option: FieldOption, name: OptionName): string {
  if (option === 'currency') return `A swap has ${name('from')} and ${name('to')}.`;
  if (option === 'from' && kind !== 'swap') return `A ${kind} has ${name('currency')}.`;
  return `${MESSAGES[kind].name} has ${MESSAGES[kind].fields.map((field) => field.name).join(', ')}.`;
}
