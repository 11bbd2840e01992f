/** Mistakes in addresses (PROVIDER-API 6.4). */
import { findBuiltIn } from '../../../host/currency-names.js';
import { rolesOf } from '../../../payload/roles.js';
import {
  ALL,
  mistakes,
  noMistake,
  SWAPS,
  text,
  without,
  wrongValues,
} from '../../../sign/mistake.js';
import { correctRecipe } from '../../../sign/payload-maker.js';

export const ADDRESS_MISTAKES = mistakes({
  REFUND_ADDRESS_MISSING: wrongValues('Leaves the refund address out.', SWAPS, (values) =>
    without(values, 'refund_address'),
  ),
  REFUND_ADDRESS_NOT_USERS: wrongValues(
    "Refunds to the provider's own address.",
    SWAPS,
    (values) => ({
      ...values,
      refund_address: values.payin_address,
    }),
  ),
  PAYOUT_ADDRESS_NOT_USERS: wrongValues(
    "Pays out to an address that is not the user's.",
    SWAPS,
    (values) => {
      const foreign = findBuiltIn(text(values, 'currency_to'))?.foreignAddress;
      return { ...values, payout_address: foreign ?? altered(text(values, 'payout_address')) };
    },
  ),
  ADDRESS_REFUND_PAYOUT_SWAPPED: wrongValues(
    'Exchanges refund and payout address.',
    SWAPS,
    (values) => ({
      ...values,
      refund_address: values.payout_address,
      payout_address: values.refund_address,
    }),
  ),
  ADDRESS_MISMATCH: {
    does: 'Answers with another payinAddress than it signs.',
    flows: ALL,
    change: (draft) => ({
      answer: (sig) => ({
        ...correctRecipe(draft).answer(sig),
        payinAddress: altered(text(draft.values, rolesOf(draft.flow.kind).payin)),
      }),
    }),
  },
});

export const ADDRESS_NO_MISTAKE = noMistake({
  ADDRESS_MALFORMED: 'TODO',
  ADDRESS_CHECKSUM: 'TODO',
  ADDRESS_OTHER_NETWORK: 'TODO',
  ADDRESS_IS_URI: 'TODO',
  ADDRESS_OF_NOBODY: 'TODO',
});

/** An address of the same length and alphabet that is another one. */
function altered(address: string): string {
  const last = address.at(-1) ?? '';
  return `${address.slice(0, -1)}${last === 'q' ? 'p' : 'q'}`;
}
