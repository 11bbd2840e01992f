/**
 * What the request and the rest of the answer say the message must contain. Member names as in the
 * provider API; amounts stay decimal texts in currency units.
 */
import type { CheckCase } from './check-case.js';

export interface Expectations {
  /** Ticker the message must carry for the currency paid with, and the one received. */
  readonly outgoingTicker: string | undefined;
  readonly incomingTicker: string | undefined;
  /** The provider's own ids of the same currencies. */
  readonly outgoingId: string | undefined;
  readonly incomingId: string | undefined;
  readonly fiat: string | undefined;
  readonly refundAddress: string | undefined;
  readonly payoutAddress: string | undefined;
  readonly payinAddress: string | undefined;
  readonly refundExtraId: string | undefined;
  readonly payoutExtraId: string | undefined;
  /** '' when the answer says there is none. */
  readonly payinExtraId: string | undefined;
  /** Decimal texts. */
  readonly amount: string | undefined;
  readonly amountTo: string | undefined;
  readonly payoutNetworkFees: string | undefined;
  /** Whether anything about the request is known. */
  readonly known: boolean;
}

const NONE: Expectations = {
  outgoingTicker: undefined,
  incomingTicker: undefined,
  outgoingId: undefined,
  incomingId: undefined,
  fiat: undefined,
  refundAddress: undefined,
  payoutAddress: undefined,
  payinAddress: undefined,
  refundExtraId: undefined,
  payoutExtraId: undefined,
  payinExtraId: undefined,
  amount: undefined,
  amountTo: undefined,
  payoutNetworkFees: undefined,
  known: false,
};

type Members = Readonly<Record<string, unknown>>;

export function expectationsOf({ request, response }: CheckCase): Expectations {
  if (request === undefined && response === undefined) return NONE;
  const asked = request ?? {};
  const answered = response ?? {};
  return {
    outgoingTicker: text(asked, 'payloadCurrencyFrom', 'payloadCryptoCurrency', 'payloadCurrency'),
    incomingTicker: text(asked, 'payloadCurrencyTo'),
    outgoingId: text(asked, 'currencyFrom', 'fromCryptoCurrency', 'currency'),
    incomingId: text(asked, 'currencyTo'),
    fiat: text(asked, 'toFiatCurrency'),
    refundAddress: text(asked, 'refundAddress'),
    payoutAddress: text(asked, 'payoutAddress'),
    payinAddress: text(answered, 'payinAddress', 'address') ?? text(asked, 'payinAddress'),
    refundExtraId: text(asked, 'refundAddressExtraId'),
    payoutExtraId: text(asked, 'payoutAddressExtraId'),
    payinExtraId: extraId(answered),
    amount: amount(asked, 'amount', 'amountFrom') ?? amount(answered, 'amountFrom'),
    amountTo: amount(answered, 'amountTo') ?? amount(asked, 'amountTo'),
    payoutNetworkFees: amount(answered, 'payoutNetworkFees') ?? amount(asked, 'payoutNetworkFees'),
    known: request !== undefined,
  };
}

function text(members: Members, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = members[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function extraId(answered: Members): string | undefined {
  if (!('payinExtraId' in answered)) return undefined;
  const { payinExtraId } = answered;
  return typeof payinExtraId === 'string' ? payinExtraId : '';
}

function amount(members: Members, name: string, ...others: string[]): string | undefined {
  const value = members[name];
  if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) return value;
  if (typeof value === 'number' && value >= 0 && /^\d+(\.\d+)?$/.test(String(value))) {
    return String(value);
  }
  const [next, ...rest] = others;
  return next === undefined ? undefined : amount(members, next, ...rest);
}
