/**
 * From options to fields of the message: the one place where an order is put into bytes, whoever
 * asks (`run`, `sign`, scenarios, the page). Nothing is invented here.
 */
import { decodeHex } from '../codec/hex.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { amountBytes } from '../payload/amount.js';
import type { MessageValues } from '../payload/encode.js';
import type { FieldOptions, OptionName } from './options.js';
import { amountOf, type CurrencyTerms, fiatDecimal, nonceOf } from './terms.js';

export interface SaidContext {
  readonly name: OptionName;
  /** Paid with; undefined when nobody said. */
  readonly outgoing: CurrencyTerms | undefined;
  /** Received; swap only. */
  readonly incoming?: CurrencyTerms | undefined;
}

/**
 * The fields that the options say; those nobody spoke of are not there.
 * @throws InputError naming the option, what was expected and what came.
 */
export function saidFields(flow: Flow, options: FieldOptions, context: SaidContext): MessageValues {
  const { name, outgoing } = context;
  const paid = amountOf(outgoing, {
    amount: options.amount,
    raw: options.raw,
    names: { amount: name('amount'), raw: name('raw'), decimals: name('decimals') },
  });
  const fields =
    flow.kind === 'swap'
      ? swapFields(options, paid, context)
      : otherFields(flow, options, paid, context);
  const nonce =
    options.nonce === undefined
      ? {}
      : { [flow.nonceField]: nonceOf(flow, options.nonce, name('nonce')) };
  const said = Object.entries({ ...fields, ...nonce }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said);
}

function swapFields(
  options: FieldOptions,
  paid: bigint | undefined,
  { name, outgoing, incoming }: SaidContext,
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

function otherFields(
  flow: Flow,
  options: FieldOptions,
  paid: bigint | undefined,
  { name, outgoing }: SaidContext,
): MessageValues {
  const shared = {
    in_currency: outgoing?.ticker || undefined,
    in_amount: messageAmount(paid),
    in_address: options.payin,
    in_extra_id: options.memo,
  };
  if (flow.kind === 'fund') {
    return { user_id: options.user, account_name: options.account, ...shared };
  }
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

function messageAmount(units: bigint | undefined): Uint8Array | undefined {
  return units === undefined ? undefined : amountBytes(units);
}

function hexBytes(text: string, field: string): Uint8Array {
  const bytes = decodeHex(text);
  if (bytes !== undefined) return bytes;
  throw new InputError(
    `${field}: expected an even number of hex digits, found ${JSON.stringify(text.slice(0, 40))}`,
  );
}
