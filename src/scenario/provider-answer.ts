/** The provider of a scenario: signs the order over the device's nonce, right or wrong. */
import { bytesOf, textOf } from '../bytes.js';
import { readCase } from '../check/answer/read-case.js';
import { sentByHost } from '../check/answer/sent.js';
import type { CheckCase } from '../check/check-case.js';
import { InputError } from '../errors.js';
import type { SignedPayload } from '../host/signed-payload.js';
import type { MessageValues } from '../payload/encode.js';
import type { Backend } from '../provider/ask/backend.js';
import type { Mistake } from '../sign/mistake.js';
import {
  correctRecipe,
  type Draft,
  makePayload,
  type ProviderAnswer,
} from '../sign/payload-maker.js';
import { type ProviderRequest, providerRequest, quotedAmount } from '../sign/provider-request.js';
import { type AskedProvider, askedAnswer } from './ask-provider.js';
import type { Prepared } from './prepare.js';

/** What was answered, and in the bytes the host sends. */
export interface Answered extends SignedPayload {
  readonly answer: ProviderAnswer;
  readonly ordered: Ordered;
}

/** An answer no host can send. */
export interface Unusable {
  /** Undefined when it was no JSON at all. */
  readonly answer: ProviderAnswer | undefined;
  readonly ordered: Ordered;
  readonly unusable: InputError;
}

/** The order as it should have been signed: ours, or a backend's with all that is known around it. */
export type Ordered = { readonly draft: Draft } | { readonly judged: CheckCase };

type Source = Pick<Prepared, 'flow' | 'key' | 'order'>;

function draftOf({ flow, key, order }: Source, nonce: Uint8Array): Draft {
  const own = flow.nonce === 'letters' ? textOf(nonce) : nonce;
  const values: MessageValues = { [flow.nonceField]: own, ...order.values };
  const { outgoing, incoming } = order;
  const decimals = {
    outgoing: outgoing.decimals,
    ...(incoming === undefined ? {} : { incoming: incoming.decimals }),
  };
  return { flow, key, values, decimals };
}

/**
 * Makes the message once with any nonce, and signs nothing: most of what a mistake cannot be made
 * in shows there.
 * @throws InputError for a mistake this order cannot have.
 */
export function tryMessage(source: Source, mistake: Mistake): void {
  const nonce =
    source.flow.nonce === 'letters' ? bytesOf('ABCDEFGHIJ') : new Uint8Array(32).fill(7);
  const draft = draftOf(source, nonce);
  const recipe = { ...correctRecipe(draft), ...mistake.change(draft) };
  recipe.protobuf(recipe.values(draft.values));
}

/**
 * @throws InputError for a mistake this order cannot have, ProviderError when a backend of somebody
 * else throws.
 */
export async function answerOf(
  { mistake, provider, ...source }: Source & Pick<Prepared, 'mistake' | 'provider' | 'refund'>,
  nonce: Uint8Array,
): Promise<Answered | Unusable> {
  const draft = draftOf(source, nonce);
  if (provider === undefined || !('ask' in provider))
    return sentOf(draft, makePayload(draft, mistake).answer);
  let answer: unknown;
  try {
    answer = await askedAnswer(provider, requestTo(provider, draft, source));
  } catch (error) {
    return unusable(draft, undefined, error);
  }
  return sentOf(draft, answer as ProviderAnswer);
}

function sentOf(draft: Draft, answer: ProviderAnswer): Answered | Unusable {
  const { flow } = draft;
  try {
    const judged = readCase(answer, 'the answer', { flow: flow.kind, legacy: !flow.ng });
    return { answer, ordered: { draft }, ...sentByHost(flow, judged) };
  } catch (error) {
    return unusable(draft, answer, error);
  }
}

/** The answer of a backend to the order over that nonce. */
export async function backendAnswer(
  { flow, order }: Pick<Prepared, 'flow' | 'order'>,
  backend: Backend,
  nonce: Uint8Array,
): Promise<Answered | Unusable> {
  const { judged, answer } = await backend.order(nonce, order.fees);
  return {
    answer: answer as unknown as ProviderAnswer,
    ordered: { judged },
    ...sentByHost(flow, judged),
  };
}

function unusable(draft: Draft, answer: ProviderAnswer | undefined, error: unknown): Unusable {
  if (!(error instanceof InputError)) throw error;
  return { answer, ordered: { draft }, unusable: error };
}

/** What `check` compares with: the order as it should be signed, and what its quote promised. */
export function requestOf({ flow, values, decimals = {} }: Draft): ProviderRequest {
  return {
    ...providerRequest(flow, values, decimals),
    ...quotedAmount(flow, values, decimals),
  };
}

/** What the backend is asked. */
function requestTo(
  { nonceForm, members }: AskedProvider,
  { flow, values, decimals = {} }: Draft,
  { order, refund }: Pick<Prepared, 'order' | 'refund'>,
): ProviderRequest {
  const request = providerRequest(flow, values, decimals, {
    outgoingId: order.outgoing.id,
    ...(order.incoming === undefined ? {} : { incomingId: order.incoming.id }),
    refundAddress: refund(),
    ...(nonceForm === undefined ? {} : { nonceForm }),
  });
  return { ...request, ...members };
}
