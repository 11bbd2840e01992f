/** Mistakes in texts, memos and extra data of the message (PROVIDER-API 6.2). */
import { concat } from '../../../bytes.js';
import type { FlowKind } from '../../../exchange/flows.js';
import { CURRENCIES } from '../../../host/currencies.js';
import { findBuiltIn } from '../../../host/currency-names.js';
import type { MessageValues } from '../../../payload/encode.js';
import { ROLES, rolesOf } from '../../../payload/roles.js';
import { ALL, cannot, type Mistake, SWAPS, text, wrongValues } from '../../../sign/mistake.js';
import { memoKindOf } from '../../../simulator/coins/memos.js';

/** Deposits without a memo are lost or delayed. */
const MEMO_CURRENCIES = CURRENCIES.filter(
  ({ app, ticker }) => memoKindOf(app) !== 'none' && findBuiltIn(ticker)?.app === app,
).map(({ ticker }) => ticker);

const DATA_SIZE = 33;
/** Header 1: the hash of EVM call data. */
const CALLDATA = concat(Uint8Array.of(1), new Uint8Array(DATA_SIZE - 1).fill(0xab));

/** A text of the message that stands for the user. */
const WHO: Readonly<Record<FlowKind, string>> = {
  swap: ROLES.swap.incoming.extraId,
  sell: ROLES.sell.email,
  fund: ROLES.fund.account,
};

/** Replaces the text that stands for the user, or a memo in a swap. */
function userText(does: string, change: (before: string) => string): Mistake {
  return wrongValues(does, ALL, (values, { flow }) => {
    const who = WHO[flow.kind];
    return { ...values, [who]: change(text(values, who) || 'Card') };
  });
}

export const MESSAGE_MISTAKES = {
  FIELD_TOO_LONG: wrongValues(
    "Makes the provider's address 151 characters long; 150 fit.",
    ALL,
    (values, { flow }) => {
      const { payin } = rolesOf(flow.kind);
      return { ...values, [payin]: (text(values, payin) || 'x').padEnd(151, 'x') };
    },
  ),
  FIELD_EXCEEDS_LIMIT: wrongValues(
    'Gives a memo of 40 characters; 19 fit.',
    ALL,
    (values, { flow }) => ({
      ...without(values, 'payin_extra_data'),
      [rolesOf(flow.kind).memo]: '1234567890'.repeat(4),
    }),
  ),
  MISSING_FIELD: wrongValues("Leaves the provider's address out.", ALL, (values, { flow }) =>
    without(values, rolesOf(flow.kind).payin),
  ),
  TEXT_CONTROL_CHARACTER: userText(
    'Puts a line break into a text.',
    (before) => `${before.slice(0, 8)}\n`,
  ),
  TEXT_NOT_ASCII: userText(
    'Puts a letter beyond ASCII into a text.',
    (before) => `${before.slice(0, 8)}é`,
  ),
  TEXT_WHITESPACE: userText('Puts a blank behind a text.', (before) => `${before.slice(0, 8)} `),
  EXTRA_ID_AND_EXTRA_DATA: wrongValues('Sends both a memo and extra data.', SWAPS, (values) => ({
    ...values,
    payin_extra_id: text(values, 'payin_extra_id') || '12345',
    payin_extra_data: CALLDATA,
  })),
  INVALID_PAYIN_EXTRA_DATA: wrongValues(
    'Sends extra data of 20 bytes; 33 are needed.',
    SWAPS,
    (values) => ({
      ...without(values, 'payin_extra_id'),
      payin_extra_data: CALLDATA.subarray(0, 20),
    }),
  ),
  PAYIN_EXTRA_DATA_NANO_S: wrongValues(
    'Sends extra data, which is right on all models but the Nano S.',
    SWAPS,
    (values) => ({ ...without(values, 'payin_extra_id'), payin_extra_data: CALLDATA }),
  ),
  MEMO_MISSING: wrongValues(
    'Leaves out the memo of a deposit that needs one.',
    ALL,
    (values, { flow }) => {
      const {
        memo,
        outgoing: { currency },
      } = rolesOf(flow.kind);
      if (!MEMO_CURRENCIES.includes(text(values, currency).toUpperCase())) {
        cannot(`a currency whose deposits carry a memo (${MEMO_CURRENCIES.join(', ')})`);
      }
      return without(values, memo);
    },
  ),
  REFUND_MEMO_LOST: wrongValues('Leaves out the memo of the refund address.', SWAPS, (values) =>
    text(values, 'refund_extra_id') === ''
      ? cannot('a refund memo to lose (--refund-memo)')
      : without(values, 'refund_extra_id'),
  ),
} as const satisfies Record<string, Mistake>;

export function without(values: MessageValues, name: string): MessageValues {
  const { [name]: _, ...rest } = values;
  return rest;
}
