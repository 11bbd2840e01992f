/** Mistakes in currencies and addresses (PROVIDER-API 6.4). */
import { findBuiltIn } from '../../../host/currency-names.js';
import { rolesOf } from '../../../payload/roles.js';
import { ALL, cannot, type Mistake, SWAPS, text, wrongValues } from '../../../sign/mistake.js';
import { correctRecipe } from '../../../sign/payload-maker.js';
import { without } from '../message/mistakes.js';

/** Another text for the currency the user pays with. */
function currency(does: string, change: (ticker: string) => string): Mistake {
  return wrongValues(does, ALL, (values, { flow }) => {
    const { currency: name } = rolesOf(flow.kind).outgoing;
    return { ...values, [name]: change(text(values, name)) };
  });
}

export const CURRENCY_MISTAKES = {
  CURRENCY_IS_LEDGER_ID: currency("Sends Ledger's id of the currency.", ledgerId),
  CURRENCY_IS_PROVIDER_ID: currency(
    "Sends the provider's own id of the currency.",
    (ticker) => `${ticker.toLowerCase().slice(0, 4)}_main`,
  ),
  CURRENCY_WHITESPACE: currency('Puts a blank behind the ticker.', (ticker) => `${ticker} `),
  CURRENCY_CASE: currency('Writes the ticker in lower case.', (ticker) =>
    ticker === ticker.toLowerCase() ? cannot('a ticker with letters') : ticker.toLowerCase(),
  ),
  CURRENCY_FROM_TO_SWAPPED: wrongValues('Exchanges the two currencies.', SWAPS, (values) => ({
    ...values,
    currency_from: values.currency_to,
    currency_to: values.currency_from,
  })),
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
  ADDRESS_REFUND_PAYOUT_SWAPPED: wrongValues(
    'Exchanges refund and payout address.',
    SWAPS,
    (values) => ({
      ...values,
      refund_address: values.payout_address,
      payout_address: values.refund_address,
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
  REFUND_ADDRESS_NOT_USERS: wrongValues(
    "Refunds to the provider's own address.",
    SWAPS,
    (values) => ({
      ...values,
      refund_address: values.payin_address,
    }),
  ),
  REFUND_ADDRESS_MISSING: wrongValues('Leaves the refund address out.', SWAPS, (values) =>
    without(values, 'refund_address'),
  ),
} as const satisfies Record<string, Mistake>;

/** `bitcoin`, `ethereum/erc20/usdc`: coins by name, tokens by network, standard and token. */
function ledgerId(ticker: string): string {
  const found = findBuiltIn(ticker);
  if (found === undefined) return cannot('a built-in currency');
  const { id, fee } = found;
  if (id !== ticker.toLowerCase()) return id;
  return fee.ticker === ticker
    ? cannot('a currency whose Ledger id is not its ticker')
    : `${findBuiltIn(fee.ticker)?.id ?? 'ethereum'}/erc20/${id}`;
}

/** An address of the same length and alphabet that is another one. */
function altered(address: string): string {
  const last = address.at(-1) ?? '';
  return `${address.slice(0, -1)}${last === 'q' ? 'p' : 'q'}`;
}
