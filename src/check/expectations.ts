/**
 * What the request and the rest of the answer say the message must contain. Member names as in the
 * provider API; amounts stay decimal texts in currency units.
 */
import {
  ANSWER_MEMBERS,
  type Member,
  namesOf,
  REQUEST_MEMBERS,
} from '../payload/provider-members.js';
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

type Members = Readonly<Record<string, unknown>>;

const ASKED = REQUEST_MEMBERS;
const ANSWERED = ANSWER_MEMBERS;

export function expectationsOf({ request, response }: CheckCase): Expectations {
  const asked = request ?? {};
  const answered = response ?? {};
  return {
    outgoingTicker: text(asked, ASKED.outgoingTicker),
    incomingTicker: text(asked, ASKED.incomingTicker),
    outgoingId: text(asked, ASKED.outgoingId),
    incomingId: text(asked, ASKED.incomingId),
    fiat: text(asked, ASKED.fiat),
    refundAddress: text(asked, ASKED.refundAddress),
    payoutAddress: text(asked, ASKED.payoutAddress),
    payinAddress: text(answered, ANSWERED.payinAddress) ?? text(asked, ASKED.payinAddress),
    refundExtraId: text(asked, ASKED.refundExtraId),
    payoutExtraId: text(asked, ASKED.payoutExtraId),
    payinExtraId: extraId(answered),
    amount: amount(asked, ASKED.amount) ?? amount(answered, ANSWERED.amount),
    amountTo: amount(answered, ANSWERED.amountTo) ?? amount(asked, ASKED.amountTo),
    payoutNetworkFees:
      amount(answered, ANSWERED.payoutNetworkFees) ?? amount(asked, ASKED.payoutNetworkFees),
    known: request !== undefined,
  };
}

function text(members: Members, member: Member): string | undefined {
  for (const name of namesOf(member)) {
    const value = members[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function extraId(answered: Members): string | undefined {
  const name = namesOf(ANSWERED.payinExtraId).find((known) => known in answered);
  if (name === undefined) return undefined;
  const value = answered[name];
  return typeof value === 'string' ? value : '';
}

function amount(members: Members, member: Member): string | undefined {
  for (const name of namesOf(member)) {
    const value = members[name];
    if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) return value;
    if (typeof value === 'number' && value >= 0 && /^\d+(\.\d+)?$/.test(String(value))) {
      return String(value);
    }
  }
  return undefined;
}
