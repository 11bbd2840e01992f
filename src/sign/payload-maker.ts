/**
 * From the fields of a message and a private key to the signed payload a provider's backend
 * answers with (provider-api.md#encoding, #signature). The way there is a row of small stages; a
 * deliberate mistake replaces one of them and leaves the others as they are.
 */

import { bytesOf, concat, toHex, utf8 } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import type { PrivateKey } from '../keys/private-key.js';
import { encodeMessage, type MessageValues } from '../payload/encode.js';
import { MESSAGES } from '../payload/messages.js';
import { rolesOf } from '../payload/roles.js';
import { expected } from '../shown.js';
import type { Mistake } from './mistake.js';

/** What is to be signed, by whom. */
export interface Draft {
  readonly flow: Flow;
  readonly key: PrivateKey;
  /** The whole message, nonce included. */
  readonly values: MessageValues;
  /** Decimals of the currencies, where known: some mistakes write amounts as text. */
  readonly decimals?: { readonly outgoing?: number; readonly incoming?: number };
}

/** What a provider answers Ledger with: the members that follow from the signed message. */
export interface ProviderAnswer {
  readonly [member: string]: unknown;
  readonly payinAddress?: string;
  readonly providerSig: ProviderSig;
}

/** Payload and signature as texts, under the names of the provider API. */
export interface ProviderSig {
  readonly [member: string]: string;
}

/** Payload bytes and text of a draft. */
export interface Encoded {
  /** The message. */
  readonly protobuf: Uint8Array;
  /** As the provider sends it. */
  readonly text: string;
}

/** The stages, in their order. */
export interface Recipe {
  /** The fields that are really encoded. */
  values(values: MessageValues): MessageValues;
  /** The message as protobuf. */
  protobuf(values: MessageValues): Uint8Array;
  /** The payload as text. */
  text(protobuf: Uint8Array): string;
  /** What is hashed with SHA-256 and signed. */
  covered(encoded: Encoded): Uint8Array;
  /** R‖S, 64 bytes. */
  sign(covered: Uint8Array): Uint8Array;
  /** The signature as text, of R‖S. */
  signatureText(rs: Uint8Array): string;
  /** The provider's answer around payload and signature. */
  answer(sig: { payload: string; signature: string }): ProviderAnswer;
}

export interface SignedDraft extends Encoded {
  readonly answer: ProviderAnswer;
}

/**
 * Encodes and signs an order as a provider does, with one mistake in it where one is given. The same
 * draft always gives the same bytes (RFC 6979).
 * @throws InputError for a key the flow cannot use, and for a mistake this order cannot have.
 */
export function makePayload(draft: Draft, mistake?: Mistake): SignedDraft {
  if (mistake?.anyCurve !== true) checkCurve(draft);
  const recipe = { ...correctRecipe(draft), ...mistake?.change(draft) };
  const protobuf = recipe.protobuf(recipe.values(draft.values));
  const text = recipe.text(protobuf);
  const rs = recipe.sign(recipe.covered({ protobuf, text }));
  const answer = recipe.answer({ payload: text, signature: recipe.signatureText(rs) });
  return { protobuf, text, answer };
}

/** How it is done right. Mistakes borrow from it. */
export function correctRecipe({ flow, key, values }: Draft): Recipe {
  const payin = values[rolesOf(flow.kind).payin];
  return {
    values: (given) => given,
    protobuf: (given) => encodeMessage(MESSAGES[flow.kind], given),
    // Ledger Wallet reads both texts of a legacy swap as hex digits.
    text: flow.encoding === 'raw' ? toHex : encodeBase64url,
    covered: ({ protobuf, text }) =>
      // Legacy swap transmits and signs the protobuf bytes, everything else the text.
      flow.encoding === 'raw' ? protobuf : concat(bytesOf('.'), utf8(text)),
    sign: (covered) => key.sign(covered),
    // R‖S in every flow: where the device wants DER, Ledger Wallet converts it.
    signatureText: flow.encoding === 'raw' ? toHex : encodeBase64url,
    answer: (providerSig) => ({
      ...(typeof payin === 'string' ? { payinAddress: payin } : {}),
      providerSig,
    }),
  };
}

/** The curve a flow is bound to; undefined where any will do. */
export function curveOf(flow: Flow): Curve | undefined {
  return flow.curve === 'given' ? undefined : flow.curve;
}

function checkCurve({ flow, key }: Draft): void {
  const curve = curveOf(flow);
  if (curve === undefined || curve === key.curve) return;
  throw new InputError(
    expected('key', `one on ${curve} for legacy ${flow.kind}`, `one on ${key.curve}`),
    {
      hint: 'The device decides: legacy flows have one curve each. NG takes both: leave out --legacy.',
    },
  );
}
