/** Mistakes in addresses (PROVIDER-API 6.4). */
import { findBuiltIn } from '../../../host/currency-names.js';
import { rolesOf } from '../../../payload/roles.js';
import {
  ALL,
  cannot,
  type Mistake,
  mistakes,
  NG,
  SWAPS,
  text,
  without,
  wrongValues,
} from '../../../sign/mistake.js';
import { correctRecipe } from '../../../sign/payload-maker.js';

/** Another address to pay to. */
function payin(does: string, change: (address: string) => string): Mistake {
  return wrongValues(does, NG, (values, { flow }) => {
    const { payin: name } = rolesOf(flow.kind);
    return { ...values, [name]: change(text(values, name)) };
  });
}

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
  ADDRESS_MALFORMED: payin('Sends a name in place of the address.', () => 'someone.eth'),
  ADDRESS_CHECKSUM: payin('Changes one character of the address.', mistyped),
  ADDRESS_OTHER_NETWORK: payin('Sends an address of another network.', (address) => {
    const other = address.startsWith('0x') ? 'BTC' : 'ETH';
    return findBuiltIn(other)!.foreignAddress;
  }),
  ADDRESS_IS_URI: payin(
    'Sends a URI with the amount in it.',
    (address) => `pay:${address}?amount=0.01`,
  ),
  ADDRESS_OF_NOBODY: payin('Sends the zero address, a default that nobody replaced.', (address) =>
    address.startsWith('0x')
      ? `0x${'0'.repeat(40)}`
      : cannot('an address of an EVM network: --from ETH, --currency ETH'),
  ),
});

/** An address of the same length and alphabet that is another one. */
function altered(address: string): string {
  const last = address.at(-1) ?? '';
  return `${address.slice(0, -1)}${last === 'q' ? 'p' : 'q'}`;
}

/** One character changed, so that form and length stay and the checksum does not. */
function mistyped(address: string): string {
  if (!address.startsWith('0x')) return altered(address);
  // The checksum of EVM addresses is the case of their letters.
  const at = address.search(/[a-f][^a-f]*$/);
  if (at < 0 || address === address.toLowerCase()) cannot('an address with capitals in it');
  return `${address.slice(0, at)}${address[at]!.toUpperCase()}${address.slice(at + 1)}`;
}
