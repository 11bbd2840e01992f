/**
 * Which field of which message plays which role: the same thing has another name in each of them
 * (`messages.ts`). Whoever needs "the pay-in address" or "the amount paid" asks here. The nonce
 * depends on the flow, not on the message alone: `Flow.nonceField`.
 */
import type { FlowKind } from '../exchange/flows.js';

/** One of the two things that change hands, and the user's address it comes back or goes to. */
export interface Side {
  readonly currency: string;
  readonly amount: string;
  /** Swap only: refund address of what is paid, payout address of what is received. */
  readonly address?: string;
  readonly extraId?: string;
}

export interface Roles {
  /** Where the provider is paid, and the memo that goes with it. */
  readonly payin: string;
  readonly memo: string;
  /** Hash of call data, where the message has one. */
  readonly extraData?: string;
  /** What the user pays with. */
  readonly outgoing: Side;
  /** What he receives, where that is a currency of a coin app. */
  readonly incoming?: Side;
  /** What he receives, where that is money. */
  readonly fiat?: { readonly currency: string; readonly amount: string };
  /** Texts about the user. */
  readonly email?: string;
  readonly user?: string;
  readonly account?: string;
}

export const ROLES = {
  swap: {
    payin: 'payin_address',
    memo: 'payin_extra_id',
    extraData: 'payin_extra_data',
    outgoing: {
      currency: 'currency_from',
      amount: 'amount_to_provider',
      address: 'refund_address',
      extraId: 'refund_extra_id',
    },
    incoming: {
      currency: 'currency_to',
      amount: 'amount_to_wallet',
      address: 'payout_address',
      extraId: 'payout_extra_id',
    },
  },
  sell: {
    payin: 'in_address',
    memo: 'in_extra_id',
    outgoing: { currency: 'in_currency', amount: 'in_amount' },
    fiat: { currency: 'out_currency', amount: 'out_amount' },
    email: 'trader_email',
  },
  fund: {
    payin: 'in_address',
    memo: 'in_extra_id',
    outgoing: { currency: 'in_currency', amount: 'in_amount' },
    user: 'user_id',
    account: 'account_name',
  },
} as const satisfies Record<FlowKind, Roles>;

/** The same for any message: members that only some have are undefined elsewhere. */
export function rolesOf(kind: FlowKind): Roles {
  return ROLES[kind];
}

/** Sides whose currency has a coin app: both of a swap, else the outgoing one. */
export function sidesOf(kind: FlowKind): readonly Side[] {
  return SIDES[kind];
}

const SIDES: Readonly<Record<FlowKind, readonly Side[]>> = {
  swap: [ROLES.swap.outgoing, ROLES.swap.incoming],
  sell: [ROLES.sell.outgoing],
  fund: [ROLES.fund.outgoing],
};
