/**
 * What a person, a file or a request says about an order, before it becomes a message: all texts,
 * under short names that are the same for the three products.
 */
import { InputError } from '../errors.js';
import type { FlowKind } from '../exchange/flows.js';
import { MESSAGES } from '../payload/messages.js';

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
  readonly fiat?: string;
  readonly fiatAmount?: string;
  readonly user?: string;
  readonly account?: string;
  /** 32 bytes as hex, base64 or base64url; ten letters in legacy swap. */
  readonly nonce?: string;
}

export type FieldOption = keyof FieldOptions;

/** How error messages call an option. */
export type OptionName = (option: FieldOption) => string;

/** `receiveAmount` is typed `--receive-amount`. */
export const optionName: OptionName = (option) =>
  `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The option behind each field of each message. out_amount has two parts: see the files. */
export const OPTION_OF_FIELD: Readonly<Record<FlowKind, Readonly<Record<string, FieldOption>>>> = {
  swap: {
    payin_address: 'payin',
    payin_extra_id: 'memo',
    refund_address: 'refund',
    refund_extra_id: 'refundMemo',
    payout_address: 'payout',
    payout_extra_id: 'payoutMemo',
    currency_from: 'from',
    currency_to: 'to',
    amount_to_provider: 'raw',
    amount_to_wallet: 'receiveRaw',
    device_transaction_id: 'nonce',
    device_transaction_id_ng: 'nonce',
    payin_extra_data: 'extraData',
  },
  sell: {
    trader_email: 'email',
    in_currency: 'currency',
    in_amount: 'raw',
    in_address: 'payin',
    out_currency: 'fiat',
    out_amount: 'fiatAmount',
    device_transaction_id: 'nonce',
    in_extra_id: 'memo',
  },
  fund: {
    user_id: 'user',
    account_name: 'account',
    in_currency: 'currency',
    in_amount: 'raw',
    in_address: 'payin',
    device_transaction_id: 'nonce',
    in_extra_id: 'memo',
  },
};

const SHARED: readonly FieldOption[] = ['amount', 'decimals'];
const SWAP_ONLY: readonly FieldOption[] = ['receiveAmount', 'receiveDecimals'];

/** Options that mean something for a kind of flow. */
export function optionsOf(kind: FlowKind): readonly FieldOption[] {
  const own = Object.values(OPTION_OF_FIELD[kind]);
  return [...new Set([...own, ...SHARED, ...(kind === 'swap' ? SWAP_ONLY : [])])];
}

/** @throws InputError for an option of another kind of flow. */
export function refuseMisplaced(kind: FlowKind, options: FieldOptions, name: OptionName): void {
  const known = optionsOf(kind);
  for (const option of Object.keys(options) as FieldOption[]) {
    if (options[option] === undefined || known.includes(option)) continue;
    const instead =
      option === 'from' ? ' (--currency)' : option === 'currency' ? ' (--from and --to)' : '';
    throw new InputError(
      `${name(option)}: expected one of the fields of a ${kind}${instead}, found one of another message`,
      {
        hint: `${MESSAGES[kind].name} has ${MESSAGES[kind].fields.map((f) => f.name).join(', ')}.`,
      },
    );
  }
}
