/** What an order says where nobody spoke: made-up people and amounts, addresses of the wallet. */
import { toBigInt } from '../bytes.js';
import type { FlowKind } from '../exchange/flows.js';
import type { AddressBook } from '../host/address-book.js';
import { type Currency, currencyNamed } from '../host/currencies.js';
import { amountBytes, formatAmount, parseAmount } from '../payload/amount.js';
import type { MessageValues } from '../payload/encode.js';
import { exchanged, worth } from './example-rate.js';
import type { FieldOptions, OptionName } from './options.js';
import { fiatDecimal } from './terms.js';

/** Paid with. */
const DEFAULT_CURRENCIES = { swap: 'ETH', sell: 'BTC', fund: 'USDC' } as const;
/** Received; the second when the first is paid with. */
const DEFAULT_RECEIVED = ['BTC', 'ETH'] as const;
const USD_DECIMALS = 2;

export interface Currencies {
  /** Paid with. */
  readonly outgoing: Currency;
  /** Received; swap only. */
  readonly incoming?: Currency;
  /** Fields of the message whose currency nobody named. */
  readonly invented: readonly string[];
}

/** @throws InputError for a currency that is not built in. */
export function currenciesOf(kind: FlowKind, options: FieldOptions, name: OptionName): Currencies {
  const option = kind === 'swap' ? 'from' : 'currency';
  const outgoing = currencyNamed(options[option] ?? DEFAULT_CURRENCIES[kind], name(option));
  if (kind !== 'swap') {
    return { outgoing, invented: options.currency === undefined ? ['in_currency'] : [] };
  }
  const [first, second] = DEFAULT_RECEIVED;
  const fallback = outgoing.ticker === first ? second : first;
  return {
    outgoing,
    incoming: currencyNamed(options.to ?? fallback, name('to')),
    invented: [
      ...(options.from === undefined ? ['currency_from'] : []),
      ...(options.to === undefined ? ['currency_to'] : []),
    ],
  };
}

export interface InventionContext {
  /** Fields somebody spoke of. */
  readonly said: MessageValues;
  readonly outgoing: Currency;
  readonly incoming?: Currency;
  readonly addresses: AddressBook;
}

/** The fields of the message that nobody spoke of and that it cannot do without; the currencies are chosen. */
export function inventedFields(kind: FlowKind, context: InventionContext): MessageValues {
  const { said } = context;
  const all = INVENTORS[kind](context);
  // An address is only asked for when it is needed: a device may have none.
  const missing = Object.entries(all).filter(([field]) => said[field] === undefined);
  return Object.fromEntries(missing.map(([field, invent]) => [field, invent()]));
}

type Inventors = Readonly<Record<string, () => NonNullable<MessageValues[string]>>>;

const INVENTORS: Readonly<Record<FlowKind, (context: InventionContext) => Inventors>> = {
  swap: (context) => {
    const { outgoing, incoming = outgoing, addresses } = context;
    const paid = unitsPaid(context, 'amount_to_provider');
    return {
      payin_address: () => outgoing.foreignAddress,
      refund_address: () => addresses(outgoing),
      payout_address: () => addresses(incoming),
      amount_to_provider: () => amountBytes(paid),
      amount_to_wallet: () => amountBytes(exchanged(paid, outgoing, incoming)),
    };
  },
  sell: (context) => {
    const paid = unitsPaid(context, 'in_amount');
    return {
      trader_email: () => 'jane.doe@example.com',
      ...shared(context, paid),
      out_currency: () => 'EUR',
      out_amount: () => {
        const fiat = worth(paid, context.outgoing, USD_DECIMALS);
        return fiatDecimal(formatAmount(fiat, USD_DECIMALS), 'price');
      },
    };
  },
  fund: (context) => ({
    user_id: () => 'jane.doe',
    account_name: () => 'Card 1234',
    ...shared(context, unitsPaid(context, 'in_amount')),
  }),
};

function shared({ outgoing }: InventionContext, paid: bigint): Inventors {
  return {
    in_amount: () => amountBytes(paid),
    in_address: () => outgoing.foreignAddress,
  };
}

function unitsPaid({ said, outgoing }: InventionContext, field: string): bigint {
  const given = said[field];
  if (given instanceof Uint8Array) return toBigInt(given);
  const { decimals, example } = outgoing;
  return parseAmount(example.amount, { field: 'example', decimals });
}
