/**
 * Member names of the provider API, once: what Ledger asks a provider with and what it answers, in
 * every generation that was published (the three contracts and their pages, the fund draft of 2024,
 * Ledger's own swap and remit calls).
 */
import type { FlowKind } from '../exchange/flows.js';

export interface Member {
  /** Name in the contract of today, for the products that have it. */
  readonly swap?: string;
  readonly sell?: string;
  readonly fund?: string;
  /** What it was or is called elsewhere; read, never written. */
  readonly also?: readonly string[];
}

const everywhere = (name: string, also: readonly string[] = []): Member => ({
  swap: name,
  sell: name,
  fund: name,
  also,
});

export const REQUEST_MEMBERS = {
  /** Tickers the message must carry. */
  outgoingTicker: {
    swap: 'payloadCurrencyFrom',
    sell: 'payloadCryptoCurrency',
    fund: 'payloadCryptoCurrency',
    also: ['payloadCurrency'],
  },
  incomingTicker: { swap: 'payloadCurrencyTo' },
  /** Ids of the same currencies: the provider's own, or Ledger's. */
  outgoingId: {
    swap: 'currencyFrom',
    sell: 'fromCryptoCurrency',
    fund: 'fromCryptoCurrency',
    also: ['fromCurrency', 'currency', 'from'],
  },
  incomingId: { swap: 'currencyTo', also: ['toCurrency', 'to'] },
  fiat: { sell: 'toFiatCurrency', fund: 'toFiatCurrency', also: ['fiatCurrency'] },
  amount: everywhere('amount', ['amountFrom', 'cryptoAmount']),
  /** The quote; a request seldom repeats it. */
  amountTo: everywhere('amountTo'),
  payoutNetworkFees: everywhere('payoutNetworkFees'),
  refundAddress: everywhere('refundAddress'),
  refundExtraId: { swap: 'refundAddressExtraId', also: ['refundExtraId'] },
  payoutAddress: { swap: 'payoutAddress' },
  payoutExtraId: { swap: 'payoutAddressExtraId', also: ['payoutExtraId'] },
  payinAddress: { also: ['payinAddress'] },
  /** Of the fund; an inference from the message. */
  user: { fund: 'userId' },
  nonce: everywhere('nonce', ['deviceTransactionId']),
} as const satisfies Record<string, Member>;

export const ANSWER_MEMBERS = {
  payinAddress: everywhere('payinAddress', ['address']),
  /** In no contract; Ledger's own answer to its SDK has it. */
  payinExtraId: { also: ['payinExtraId'] },
  amount: { also: ['amountFrom', 'amountExpectedFrom'] },
  amountTo: everywhere('amountTo', ['amountExpectedTo']),
  payoutNetworkFees: everywhere('payoutNetworkFees'),
} as const satisfies Record<string, Member>;

/** Every name of a member, those of today first. */
export function namesOf(member: Member): readonly string[] {
  let names = NAMES.get(member);
  if (names === undefined) {
    const { swap, sell, fund, also = [] } = member;
    names = [...new Set([swap, sell, fund, ...also].filter((name) => name !== undefined))];
    NAMES.set(member, names);
  }
  return names;
}

const NAMES = new WeakMap<Member, readonly string[]>();

/** The name to write; undefined where the product has no such member. */
export function nameIn(member: Member, kind: FlowKind): string | undefined {
  return member[kind];
}
