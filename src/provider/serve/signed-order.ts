/**
 * The heart of it: an order becomes a message with the device's nonce in it, and is signed
 * (provider-api.md#signed-order). Nothing of the answer is kept for a second call: each has its own
 * nonce, so its own payload and signature.
 */
import { toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { type FlowKind, flowFor } from '../../exchange/flows.js';
import type { PrivateKey } from '../../keys/private-key.js';
import { checkValues } from '../../order/limits.js';
import type { MessageValues } from '../../payload/encode.js';
import { parseNonce } from '../../payload/nonce.js';
import { expected, shownText } from '../../shown.js';
import { mistakeNamed } from '../../sign/mistakes.js';
import { makePayload, type SignedDraft } from '../../sign/payload-maker.js';
import { ApiError } from './call.js';
import { stepOf } from './course.js';
import { type Desk, newId } from './desk.js';
import type { OrderRecord } from './store.js';

export interface OrderDraft {
  readonly kind: FlowKind;
  readonly key: PrivateKey;
  /** The whole message. */
  readonly values: MessageValues;
  readonly decimals: { readonly outgoing?: number; readonly incoming?: number };
  /** What is remembered of it. */
  readonly terms: OrderTerms;
}

export type OrderTerms = Pick<
  OrderRecord,
  | 'product'
  | 'quoteId'
  | 'from'
  | 'to'
  | 'amount'
  | 'amountTo'
  | 'fees'
  | 'payinAddress'
  | 'refundAddress'
>;

export interface SignedOrder {
  readonly order: OrderRecord;
  readonly signed: SignedDraft;
}

/** The device's 32 bytes: hex as the contract says; base64 as older pages say is understood too. */
export function nonceBytes(text: string): Uint8Array {
  const bytes = parseNonce(text, flowFor('swap'));
  if (bytes !== undefined) return bytes;
  throw new ApiError(
    400,
    undefined,
    expected('nonce', '32 bytes as 64 hex digits', shownText(text)),
  );
}

/** @throws InputError when the message does not fit the device. */
export function signOrder(
  desk: Desk,
  { kind, nonce, values, decimals, terms }: Omit<OrderDraft, 'key'> & { nonce: Uint8Array },
): SignedOrder {
  const flow = flowFor(kind);
  const right = { ...values, [flow.nonceField]: nonce };
  checkValues(flow, right);
  let draft: OrderDraft = { kind, key: desk.settings.key, values: right, decimals, terms };
  for (const { draft: change } of desk.behaviours) draft = change?.(draft, desk) ?? draft;
  const signed = signedDraft(desk, draft);
  const { clock, settings, store } = desk;
  const createdAt = clock.now();
  const first = stepOf(settings.course, 0);
  let order: OrderRecord = {
    id: newId(),
    ...draft.terms,
    nonce: toHex(nonce),
    createdAt,
    payinTransactionId: '',
    payoutTransactionId: '',
    status: 'PENDING',
    course: settings.course,
    steps: 0,
    dueAt: first === undefined ? null : createdAt + first.after * 1000,
  };
  for (const { record } of desk.behaviours) order = record?.(order, signed, desk) ?? order;
  store.saveOrder(order);
  if (order.dueAt !== null) desk.wake(order.dueAt);
  return { order, signed };
}

function signedDraft({ behaviours }: Desk, { kind, key, values, decimals }: OrderDraft) {
  const flow = flowFor(kind);
  const code = behaviours.find(({ sign }) => sign !== undefined)?.sign;
  const draft = { flow, key, values, decimals };
  if (code === undefined) return makePayload(draft);
  try {
    return makePayload(draft, mistakeNamed(code, flow));
  } catch (error) {
    // Not every order can have every mistake: this one is made right.
    if (error instanceof InputError) return makePayload(draft);
    throw error;
  }
}

/** Made up, different for every order: what the chain would call the transaction. */
export function transactionHash(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(32)));
}

/** A memo tells deposits to one address apart: nine digits, which every such chain takes. */
export function newMemo(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(100_000_000 + (number % 900_000_000));
}
