/**
 * What the request and the rest of the answer say the message must contain. Member names as in the
 * provider API; amounts stay decimal texts in currency units.
 */
import {
  ANSWER_MEMBERS,
  type Member,
  namesOf,
  REQUEST_MEMBERS,
} from '../../payload/provider-members.js';
import type { CheckCase } from '../check-case.js';
import { readDecimal } from './decimal-text.js';

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
  /** Decimal texts in currency units. */
  readonly amount: string | undefined;
  readonly amountTo: string | undefined;
  readonly payoutNetworkFees: string | undefined;
  /** Amounts that stand somewhere and could not be read. */
  readonly unread: { readonly amount?: UnreadAmount; readonly amountTo?: UnreadAmount };
  /** Whether anything about the request is known. */
  readonly known: boolean;
}

type Members = Readonly<Record<string, unknown>>;

const ASKED = REQUEST_MEMBERS;
const ANSWERED = ANSWER_MEMBERS;

export function expectationsOf({ request, response }: CheckCase): Expectations {
  const asked = request ?? NONE;
  const answered = response ?? NONE;
  const outgoingTicker = text(asked, ASKED.outgoingTicker);
  const incomingTicker = text(asked, ASKED.incomingTicker);
  const fiat = text(asked, ASKED.fiat);
  const received = incomingTicker ?? fiat;
  const amounts = new AmountReader({ request: asked, response: answered });
  return {
    outgoingTicker,
    incomingTicker,
    outgoingId: text(asked, ASKED.outgoingId),
    incomingId: text(asked, ASKED.incomingId),
    fiat,
    refundAddress: text(asked, ASKED.refundAddress),
    payoutAddress: text(asked, ASKED.payoutAddress),
    payinAddress: text(answered, ANSWERED.payinAddress) ?? text(asked, ASKED.payinAddress),
    refundExtraId: text(asked, ASKED.refundExtraId),
    payoutExtraId: text(asked, ASKED.payoutExtraId),
    payinExtraId: extraId(answered),
    amount: amounts.read('amount', outgoingTicker),
    amountTo: amounts.read('amountTo', received),
    payoutNetworkFees: amounts.read('payoutNetworkFees', received),
    unread: amounts.unread,
    known: request !== undefined,
  };
}

/** An archive seldom has requests: nothing is looked up in this. */
const NONE: Members = {};

function text(members: Members, member: Member): string | undefined {
  if (members === NONE) return undefined;
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

/** An amount that stands somewhere and cannot be read. */
export interface UnreadAmount {
  readonly member: string;
  readonly value: unknown;
}

type Amount = 'amount' | 'amountTo' | 'payoutNetworkFees';
type Side = 'request' | 'response';

/** Where each stands, and where it is looked for first. */
const PLACES: Readonly<Record<Amount, readonly (readonly [where: Side, Member])[]>> = {
  amount: [
    ['request', ASKED.amount],
    ['response', ANSWERED.amount],
  ],
  amountTo: [
    ['response', ANSWERED.amountTo],
    ['request', ASKED.amountTo],
  ],
  payoutNetworkFees: [
    ['response', ANSWERED.payoutNetworkFees],
    ['request', ASKED.payoutNetworkFees],
  ],
};

class AmountReader {
  readonly unread: { amount?: UnreadAmount; amountTo?: UnreadAmount } = {};
  private readonly sides: Readonly<Record<Side, Members>>;

  constructor(sides: Readonly<Record<Side, Members>>) {
    this.sides = sides;
  }

  /** The first that can be read; what cannot is kept where nothing else says the amount. */
  read(which: Amount, ticker: string | undefined): string | undefined {
    let failed: UnreadAmount | undefined;
    for (const [where, member] of PLACES[which]) {
      const members = this.sides[where];
      if (members === NONE) continue;
      for (const name of namesOf(member)) {
        if (!Object.hasOwn(members, name)) continue;
        const value = members[name];
        if (value === undefined) continue;
        const text = readDecimal(value, ticker);
        if (text !== undefined) return text;
        failed ??= { member: `${where}.${name}`, value };
      }
    }
    if (failed !== undefined && which !== 'payoutNetworkFees') this.unread[which] = failed;
    return undefined;
  }
}
