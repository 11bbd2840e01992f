/**
 * From options to fields of the message: the one place where an order is put into bytes, whoever
 * asks (`run`, `sign`, scenarios, the page). Nothing is invented here.
 */

import { decodeHex } from '../codec/hex.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { amountBytes } from '../payload/amount.js';
import type { FieldValue, MessageValues } from '../payload/encode.js';
import { expected, shownText } from '../shown.js';
import { type FieldOptions, OPTION_OF_FIELD, type OptionName } from './options.js';
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
export function saidFields(
  flow: Flow,
  options: FieldOptions,
  { name, outgoing, incoming }: SaidContext,
): MessageValues {
  const paid = amountOf(outgoing, {
    amount: options.amount,
    raw: options.raw,
    names: { amount: name('amount'), raw: name('raw'), decimals: name('decimals') },
  });
  const received = amountOf(incoming, {
    amount: options.receiveAmount,
    raw: options.receiveRaw,
    names: {
      amount: name('receiveAmount'),
      raw: name('receiveRaw'),
      decimals: name('receiveDecimals'),
    },
  });
  const read = (
    option: 'fiatAmount' | 'extraData' | 'nonce',
    reader: (text: string, field: string) => FieldValue,
  ) => {
    const text = options[option];
    return text === undefined ? undefined : reader(text, name(option));
  };
  const made: MessageValues = {
    ...options,
    from: outgoing?.ticker || undefined,
    currency: outgoing?.ticker || undefined,
    to: incoming?.ticker || undefined,
    raw: messageAmount(paid),
    receiveRaw: messageAmount(received),
    fiatAmount: read('fiatAmount', fiatDecimal),
    extraData: read('extraData', hexBytes),
    nonce: read('nonce', (text, field) => nonceOf(flow, text, field)),
  };
  const said = Object.entries(OPTION_OF_FIELD[flow.kind])
    .filter(([field, option]) => option !== 'nonce' || field === flow.nonceField)
    .map(([field, option]) => [field, made[option]] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(said);
}

function messageAmount(units: bigint | undefined): Uint8Array | undefined {
  return units === undefined ? undefined : amountBytes(units);
}

function hexBytes(text: string, field: string): Uint8Array {
  const bytes = decodeHex(text);
  if (bytes !== undefined) return bytes;
  throw new InputError(expected(field, 'an even number of hex digits', shownText(text)));
}
