/** Mistakes in currencies (PROVIDER-API 6.4). */
import { findBuiltIn } from '../../../host/currency-names.js';
import { rolesOf } from '../../../payload/roles.js';
import {
  ALL,
  cannot,
  type Mistake,
  mistakes,
  noMistake,
  SWAPS,
  text,
  wrongValues,
} from '../../../sign/mistake.js';

/** Another text for the currency the user pays with. */
function currency(does: string, change: (ticker: string) => string): Mistake {
  return wrongValues(does, ALL, (values, { flow }) => {
    const { currency: name } = rolesOf(flow.kind).outgoing;
    return { ...values, [name]: change(text(values, name)) };
  });
}

export const CURRENCY_MISTAKES = mistakes({
  CURRENCY_WHITESPACE: currency('Puts a blank behind the ticker.', (ticker) => `${ticker} `),
  CURRENCY_CASE: currency('Writes the ticker in lower case.', (ticker) =>
    ticker === ticker.toLowerCase() ? cannot('a ticker with letters') : ticker.toLowerCase(),
  ),
  CURRENCY_IS_LEDGER_ID: currency("Sends Ledger's id of the currency.", ledgerId),
  CURRENCY_IS_PROVIDER_ID: currency(
    "Sends the provider's own id of the currency.",
    (ticker) => `${ticker.toLowerCase().slice(0, 4)}_main`,
  ),
  CURRENCY_FROM_TO_SWAPPED: wrongValues('Exchanges the two currencies.', SWAPS, (values) => ({
    ...values,
    currency_from: values.currency_to,
    currency_to: values.currency_from,
  })),
});

export const CURRENCY_NO_MISTAKE = noMistake({
  CURRENCY_NOT_BUILT_IN: 'Such an order is right: it is check that cannot judge it.',
});

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
