/**
 * The three messages a provider signs and the decimal type inside one of them (app-exchange
 * `src/proto/protocol.proto`, package ledger_swap): field numbers and types, once. The simulator's
 * nanopb decoder, the host's protobufjs encoder and `proto/exchange.proto` all come from here.
 * How long each field may be depends on the firmware: see `FieldLimits` in its profile.
 */
import type { FlowKind } from '../exchange/flows.js';

export type MessageField =
  | { readonly number: number; readonly name: string; readonly type: 'string' | 'bytes' | 'uint32' }
  | {
      readonly number: number;
      readonly name: string;
      readonly type: 'message';
      readonly of: Message;
    };

export interface Message {
  readonly name: string;
  readonly fields: readonly MessageField[];
}

/** The field of that number; undefined when the message has none. */
export function fieldNumbered({ fields }: Message, number: number): MessageField | undefined {
  // Most stand where their number says.
  const there = fields[number - 1];
  if (there?.number === number) return there;
  for (const field of fields) if (field.number === number) return field;
  return undefined;
}

export const U_DECIMAL: Message = {
  name: 'UDecimal',
  fields: [
    { number: 1, name: 'coefficient', type: 'bytes' },
    { number: 2, name: 'exponent', type: 'uint32' },
  ],
};

export const NEW_TRANSACTION: Message = {
  name: 'NewTransactionResponse',
  fields: [
    { number: 1, name: 'payin_address', type: 'string' },
    { number: 2, name: 'payin_extra_id', type: 'string' },
    { number: 3, name: 'refund_address', type: 'string' },
    { number: 4, name: 'refund_extra_id', type: 'string' },
    { number: 5, name: 'payout_address', type: 'string' },
    { number: 6, name: 'payout_extra_id', type: 'string' },
    { number: 7, name: 'currency_from', type: 'string' },
    { number: 8, name: 'currency_to', type: 'string' },
    { number: 9, name: 'amount_to_provider', type: 'bytes' },
    { number: 10, name: 'amount_to_wallet', type: 'bytes' },
    { number: 11, name: 'device_transaction_id', type: 'string' },
    { number: 12, name: 'device_transaction_id_ng', type: 'bytes' },
    { number: 13, name: 'payin_extra_data', type: 'bytes' },
  ],
};

export const NEW_SELL: Message = {
  name: 'NewSellResponse',
  fields: [
    { number: 1, name: 'trader_email', type: 'string' },
    { number: 2, name: 'in_currency', type: 'string' },
    { number: 3, name: 'in_amount', type: 'bytes' },
    { number: 4, name: 'in_address', type: 'string' },
    { number: 5, name: 'out_currency', type: 'string' },
    { number: 6, name: 'out_amount', type: 'message', of: U_DECIMAL },
    { number: 7, name: 'device_transaction_id', type: 'bytes' },
    { number: 8, name: 'in_extra_id', type: 'string' },
  ],
};

export const NEW_FUND: Message = {
  name: 'NewFundResponse',
  fields: [
    { number: 1, name: 'user_id', type: 'string' },
    { number: 2, name: 'account_name', type: 'string' },
    { number: 3, name: 'in_currency', type: 'string' },
    { number: 4, name: 'in_amount', type: 'bytes' },
    { number: 5, name: 'in_address', type: 'string' },
    { number: 6, name: 'device_transaction_id', type: 'bytes' },
    { number: 7, name: 'in_extra_id', type: 'string' },
  ],
};

export const MESSAGES: Readonly<Record<FlowKind, Message>> = {
  swap: NEW_TRANSACTION,
  sell: NEW_SELL,
  fund: NEW_FUND,
};
