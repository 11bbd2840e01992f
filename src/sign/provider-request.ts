/**
 * The request to a provider's backend that a message answers, with the members of the public pages
 * (provider-api.md#swap, #sell; fund mirrors sell): swap for POST /swap/fixed and /swap/float, sell
 * and fund for POST /sell. `quoteId` and `slippage` are not in it: they follow from a quote.
 */
import { toHex } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import type { Flow, FlowKind } from '../exchange/flows.js';
import { formatAmount } from '../payload/amount.js';
import type { MessageValues } from '../payload/encode.js';
import { nameIn, REQUEST_MEMBERS } from '../payload/provider-members.js';
import { rolesOf } from '../payload/roles.js';

/** Members named as in the provider API; amounts are decimal texts in currency units. */
export type ProviderRequest = Readonly<Record<string, string>>;

/** How a request may write the nonce. */
export const NONCE_FORMS = ['hex', 'base64url'] as const;
/** How a request writes the nonce. */
export type NonceForm = (typeof NONCE_FORMS)[number];

/**
 * How each product's page writes the 32 bytes of the nonce. The page of sell says base64url, its
 * contract hex: a backend should take both (provider-api.md#nonce).
 */
export const DOCUMENTED_NONCE_FORM: Readonly<Record<FlowKind, NonceForm>> = {
  swap: 'hex',
  sell: 'base64url',
  fund: 'base64url',
};

/** What does not follow from the message. */
export interface RequestContext {
  /** The provider's own ids of the currencies. */
  readonly outgoingId?: string;
  readonly incomingId?: string;
  /** Sell and fund ask with one and do not sign it. */
  readonly refundAddress?: string;
  /** As the product's page writes it when absent. Legacy SWAP has ten letters in either. */
  readonly nonceForm?: NonceForm;
}

type Decimals = { readonly outgoing?: number; readonly incoming?: number };

/** Members nothing is known of are left out; amounts where the decimals are not known. */
export function providerRequest(
  flow: Flow,
  values: MessageValues,
  decimals: Decimals,
  context: RequestContext = {},
): ProviderRequest {
  const { outgoing, incoming, fiat } = rolesOf(flow.kind);
  const said = (field: string | undefined) =>
    field === undefined ? undefined : text(values[field]);
  return named(flow.kind, {
    amount: amountText(values[outgoing.amount], decimals.outgoing),
    refundAddress: said(outgoing.address) ?? context.refundAddress,
    payoutAddress: said(incoming?.address),
    refundExtraId: said(outgoing.extraId),
    payoutExtraId: said(incoming?.extraId),
    outgoingId: context.outgoingId,
    incomingId: context.incomingId,
    fiat: said(fiat?.currency),
    outgoingTicker: said(outgoing.currency),
    incomingTicker: said(incoming?.currency),
    nonce: nonceText(
      values[flow.nonceField],
      context.nonceForm ?? DOCUMENTED_NONCE_FORM[flow.kind],
    ),
  });
}

/** What the quote before it promised: a member of the quote's answer, not of this request. */
export function quotedAmount(
  flow: Flow,
  values: MessageValues,
  decimals: Decimals,
): ProviderRequest {
  const { incoming, fiat } = rolesOf(flow.kind);
  const amountTo =
    incoming === undefined
      ? fiat && fiatText(values[fiat.amount])
      : amountText(values[incoming.amount], decimals.incoming);
  return named(flow.kind, { amountTo });
}

type RequestMember = keyof typeof REQUEST_MEMBERS;

/** As the product calls them; what it has no name for, or is not known, is left out. */
function named(
  kind: FlowKind,
  members: Partial<Readonly<Record<RequestMember, string | undefined>>>,
): ProviderRequest {
  const entries = Object.entries(members).flatMap(([member, value]) => {
    const name = nameIn(REQUEST_MEMBERS[member as RequestMember], kind);
    return name === undefined || !value ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

type Value = MessageValues[string];

function text(value: Value): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function nonceText(value: Value, form: NonceForm): string | undefined {
  if (!(value instanceof Uint8Array)) return text(value);
  return form === 'hex' ? toHex(value) : encodeBase64url(value);
}

function amountText(value: Value, decimals: number | undefined): string | undefined {
  if (!(value instanceof Uint8Array) || decimals === undefined) return undefined;
  return formatAmount(BigInt(`0x${toHex(value) || '0'}`), decimals);
}

function fiatText(value: Value): string | undefined {
  if (typeof value !== 'object' || value instanceof Uint8Array) return undefined;
  const { coefficient, exponent } = value;
  if (!(coefficient instanceof Uint8Array) || typeof exponent !== 'number') return undefined;
  return formatAmount(BigInt(`0x${toHex(coefficient) || '0'}`), exponent);
}
