/**
 * A whole message from field options: exact amounts, the nonce in its place, nothing invented. What
 * is missing is an error, unless an example fills it.
 */
import { decodeHex } from '../codec/hex.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import type { MessageValues } from '../payload/encode.js';
import {
  type FieldOption,
  type FieldOptions,
  OPTION_OF_FIELD,
  type OptionName,
  optionName,
  refuseMisplaced,
} from './field-options.js';
import {
  amountOf,
  type CurrencyTerms,
  currencyTerms,
  fiatDecimal,
  messageAmount,
  nonceOf,
} from './order-terms.js';
import type { Draft } from './payload-maker.js';
import { type ProviderRequest, providerRequest, quotedAmount } from './provider-request.js';

export interface SignOrder {
  /** The message, nonce included. */
  readonly values: MessageValues;
  readonly decimals: NonNullable<Draft['decimals']>;
  /**
   * The request to the provider's backend that this message answers, as far as it is known, and
   * what the quote promised.
   */
  readonly request: ProviderRequest;
}

export interface SignOrderSources {
  /** How error messages call the options; those of the command line when absent. */
  readonly name?: OptionName;
  /** Options whose text is the ticker as it stands: a provider must copy what it was asked with. */
  readonly verbatim?: readonly FieldOption[];
  /** Values for fields nobody gave. */
  readonly example?: MessageValues;
  /** Take the message as it is, though fields are missing. */
  readonly incomplete?: boolean;
}

/** @throws InputError naming the option, what was expected and what came. */
export function signOrder(
  flow: Flow,
  options: FieldOptions,
  sources: SignOrderSources = {},
): SignOrder {
  const { name = optionName, example = {} } = sources;
  refuseMisplaced(flow.kind, options, name);
  const swap = flow.kind === 'swap';
  const terms = (option: 'from' | 'to' | 'currency', decimals: 'decimals' | 'receiveDecimals') =>
    termsOf(options[option] ?? tickerIn(example, option), {
      decimals: options[decimals],
      field: name(decimals),
      verbatim: sources.verbatim?.includes(option) === true,
    });
  const outgoing = terms(swap ? 'from' : 'currency', 'decimals');
  const incoming = terms('to', 'receiveDecimals');
  const paid = amountOf(outgoing, {
    amount: options.amount,
    raw: options.raw,
    names: { amount: name('amount'), raw: name('raw'), decimals: name('decimals') },
  });
  const given = swap
    ? swapValues(options, { name, outgoing, incoming, paid })
    : otherValues(flow, options, { name, outgoing, paid });
  const nonce =
    options.nonce === undefined
      ? {}
      : { [flow.nonceField]: nonceOf(flow, options.nonce, name('nonce')) };
  const values = merged(example, { ...given, ...nonce });
  if (sources.incomplete !== true) refuseIncomplete(flow, values, name);
  const decimals = {
    ...(outgoing?.decimals === undefined ? {} : { outgoing: outgoing.decimals }),
    ...(incoming?.decimals === undefined ? {} : { incoming: incoming.decimals }),
  };
  const request = {
    ...providerRequest(flow, values, decimals),
    ...quotedAmount(flow, values, decimals),
  };
  return { values, decimals, request };
}

interface Terms {
  readonly name: OptionName;
  readonly outgoing: CurrencyTerms | undefined;
  readonly paid: bigint | undefined;
}

function termsOf(
  text: string | undefined,
  options: { decimals: string | undefined; field: string; verbatim: boolean },
): CurrencyTerms | undefined {
  // Decimals alone still give an amount its meaning.
  return text === undefined && options.decimals === undefined
    ? undefined
    : currencyTerms(text ?? '', options);
}

const CURRENCY_FIELDS = {
  from: 'currency_from',
  to: 'currency_to',
  currency: 'in_currency',
} as const;

function tickerIn(values: MessageValues, option: keyof typeof CURRENCY_FIELDS): string | undefined {
  const ticker = values[CURRENCY_FIELDS[option]];
  return typeof ticker === 'string' ? ticker : undefined;
}

function swapValues(
  options: FieldOptions,
  { name, outgoing, incoming, paid }: Terms & { incoming: CurrencyTerms | undefined },
): MessageValues {
  const received = amountOf(incoming, {
    amount: options.receiveAmount,
    raw: options.receiveRaw,
    names: {
      amount: name('receiveAmount'),
      raw: name('receiveRaw'),
      decimals: name('receiveDecimals'),
    },
  });
  return {
    payin_address: options.payin,
    payin_extra_id: options.memo,
    refund_address: options.refund,
    refund_extra_id: options.refundMemo,
    payout_address: options.payout,
    payout_extra_id: options.payoutMemo,
    currency_from: outgoing?.ticker || undefined,
    currency_to: incoming?.ticker || undefined,
    amount_to_provider: messageAmount(paid),
    amount_to_wallet: messageAmount(received),
    payin_extra_data:
      options.extraData === undefined ? undefined : hexBytes(options.extraData, name('extraData')),
  };
}

function otherValues(
  flow: Flow,
  options: FieldOptions,
  { name, outgoing, paid }: Terms,
): MessageValues {
  const shared = {
    in_currency: outgoing?.ticker || undefined,
    in_amount: messageAmount(paid),
    in_address: options.payin,
    in_extra_id: options.memo,
  };
  if (flow.kind === 'fund')
    return { user_id: options.user, account_name: options.account, ...shared };
  return {
    trader_email: options.email,
    ...shared,
    out_currency: options.fiat,
    out_amount:
      options.fiatAmount === undefined
        ? undefined
        : fiatDecimal(options.fiatAmount, name('fiatAmount')),
  };
}

function merged(example: MessageValues, given: MessageValues): MessageValues {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...example, ...Object.fromEntries(set) };
}

/** Fields a message can do without. */
const OPTIONAL = /extra_id$|extra_data$|^device_transaction_id$/;

function refuseIncomplete(flow: Flow, values: MessageValues, name: OptionName): void {
  const fields = Object.entries(OPTION_OF_FIELD[flow.kind]).filter(
    ([field]) =>
      field === flow.nonceField || (!OPTIONAL.test(field) && field !== 'device_transaction_id_ng'),
  );
  const missing = fields.filter(([field]) => values[field] === undefined || values[field] === '');
  if (missing.length === 0) return;
  const list = missing.map(
    ([field, option]) =>
      // Either of two options gives an amount; the friendly one is named.
      `${name(option === 'raw' ? 'amount' : option === 'receiveRaw' ? 'receiveAmount' : option)} (${field})`,
  );
  throw new InputError(
    `sign ${flow.kind}: expected ${list.join(', ')}, found nothing for ${list.length === 1 ? 'it' : 'them'}`,
    {
      hint: 'Give each as an option, in --fields FILE.json or through --request FILE.json; --example fills the rest with made-up values.',
    },
  );
}

function hexBytes(text: string, field: string): Uint8Array {
  const bytes = decodeHex(text);
  if (bytes !== undefined) return bytes;
  throw new InputError(
    `${field}: expected an even number of hex digits, found ${JSON.stringify(text.slice(0, 40))}`,
  );
}
