/**
 * A whole message for a provider to sign: exact amounts, the nonce in its place, nothing invented.
 * What is missing is an error, unless an example fills it.
 */
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { checkValues } from '../order/limits.js';
import { saidFields } from '../order/message.js';
import {
  type FieldOption,
  type FieldOptions,
  fieldNamer,
  isOptional,
  OPTION_OF_FIELD,
  type OptionName,
  optionName,
  optionOfField,
  refuseMisplaced,
} from '../order/options.js';
import { type CurrencyTerms, currencyTerms } from '../order/terms.js';
import type { MessageValues } from '../payload/encode.js';
import { rolesOf } from '../payload/roles.js';
import { expected } from '../shown.js';
import type { Draft } from './payload-maker.js';
import { type ProviderRequest, providerRequest, quotedAmount } from './provider-request.js';

/** A message to sign, and what was known and invented for it. */
export interface SignOrder {
  /** The message, nonce included. */
  readonly values: MessageValues;
  readonly decimals: NonNullable<Draft['decimals']>;
  /**
   * The request to the provider's backend that this message answers, as far as it is known, and
   * what the quote promised.
   */
  readonly request: ProviderRequest;
  /** Fields of the message that the example fills, since nobody gave them. */
  readonly invented: readonly string[];
}

/** What the fields of a message come from besides the options. */
export interface SignOrderSources {
  /** How error messages call the options; those of the command line when absent. */
  readonly name?: OptionName;
  /** Options whose text is the ticker as it stands: a provider must copy what it was asked with. */
  readonly verbatim?: readonly FieldOption[];
  /** Values for fields nobody gave. */
  readonly example?: MessageValues;
  /** Take the message as it is, though fields are missing. */
  readonly incomplete?: boolean;
  /** Do not hold the options to the limits of the device. */
  readonly unlimited?: boolean;
}

/**
 * The order that options describe, with what a provider needs to sign it: the message over the nonce,
 * currencies, what was made up.
 * @throws InputError naming the option, what was expected and what came.
 */
export function signOrder(
  flow: Flow,
  options: FieldOptions,
  sources: SignOrderSources = {},
): SignOrder {
  const { name = optionName, example = {} } = sources;
  refuseMisplaced(flow.kind, options, name);
  const { outgoing: paid, incoming: received } = rolesOf(flow.kind);
  const [outgoingField, incomingField] = [paid.currency, received?.currency];
  const terms = (option: 'from' | 'to' | 'currency', decimals: 'decimals' | 'receiveDecimals') =>
    termsOf(options[option] ?? tickerIn(example, option === 'to' ? incomingField : outgoingField), {
      decimals: options[decimals],
      field: name(decimals),
      verbatim: sources.verbatim?.includes(option) === true,
    });
  const outgoing = terms(flow.kind === 'swap' ? 'from' : 'currency', 'decimals');
  const incoming = terms('to', 'receiveDecimals');
  const said = saidFields(flow, options, { name, outgoing, incoming });
  if (sources.unlimited !== true) {
    checkValues(flow, said, { name: fieldNamer(flow.kind, name), instead: INSTEAD });
  }
  const values = { ...example, ...said };
  if (sources.incomplete !== true) refuseIncomplete(flow, values, name);
  const decimals = {
    ...(outgoing?.decimals === undefined ? {} : { outgoing: outgoing.decimals }),
    ...(incoming?.decimals === undefined ? {} : { incoming: incoming.decimals }),
  };
  const request = {
    ...providerRequest(flow, values, decimals, {
      ...(outgoing?.ledgerId === undefined ? {} : { outgoingId: outgoing.ledgerId }),
      ...(incoming?.ledgerId === undefined ? {} : { incomingId: incoming.ledgerId }),
    }),
    ...quotedAmount(flow, values, decimals),
  };
  const invented = Object.keys(example).filter((field) => !isSaid(flow, field, options));
  return { values, decimals, request, invented };
}

const INSTEAD = 'To sign it all the same, for a test, add --force.';

function termsOf(
  text: string | undefined,
  options: { decimals: string | undefined; field: string; verbatim: boolean },
): CurrencyTerms | undefined {
  // Decimals alone still give an amount its meaning.
  return text === undefined && options.decimals === undefined
    ? undefined
    : currencyTerms(text ?? '', options);
}

function isSaid({ kind }: Flow, field: string, options: FieldOptions): boolean {
  const names = [OPTION_OF_FIELD[kind][field], optionOfField(kind, field)];
  return names.some((name) => name !== undefined && options[name] !== undefined);
}

function tickerIn(values: MessageValues, field: string | undefined): string | undefined {
  const ticker = field && values[field];
  return typeof ticker === 'string' ? ticker : undefined;
}

function refuseIncomplete(flow: Flow, values: MessageValues, name: OptionName): void {
  const fields = Object.keys(OPTION_OF_FIELD[flow.kind]).filter(
    (field) => field === flow.nonceField || !isOptional(flow.kind, field),
  );
  const missing = fields.filter((field) => values[field] === undefined || values[field] === '');
  if (missing.length === 0) return;
  const list = missing.map((field) => {
    const option = optionOfField(flow.kind, field);
    return option === undefined ? field : `${name(option)} (${field})`;
  });
  throw new InputError(
    expected(
      `sign ${flow.kind}`,
      list.join(', '),
      `nothing for ${missing.length === 1 ? 'it' : 'them'}`,
    ),
    {
      hint: 'Give each as an option, in --fields FILE.json or through --request FILE.json; --example fills the rest with made-up values.',
    },
  );
}
