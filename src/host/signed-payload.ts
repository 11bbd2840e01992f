/**
 * The payload and signature of a flow: made by the partner over the device's nonce, or given ready
 * as a provider's backend returned them.
 */

import { bytesOf, textOf } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import type { SigningKey } from '../keys/private-key.js';
import { encodeMessage, type MessageValues } from '../payload/encode.js';
import { MESSAGES } from '../payload/messages.js';
import { signPayload } from '../payload/sign.js';
import { expected } from '../shown.js';
import type { Partner } from './partner.js';

/** Where the payload comes from: an order signed here, one given, or one made with the nonce. */
export type PayloadSource =
  /** Values of the message; the device's nonce is added unless its field is among them. */
  | { readonly kind: 'order'; readonly values: MessageValues; readonly signature?: Uint8Array }
  /** As transmitted: base64url text as bytes, or raw protobuf in legacy SWAP. */
  | { readonly kind: 'given'; readonly payload: Uint8Array; readonly signature?: Uint8Array }
  /** Made by the caller, once the nonce is known. */
  | {
      readonly kind: 'made';
      /** Called with the device's nonce: 32 bytes, or ten letters in legacy SWAP. */
      readonly make: (nonce: Uint8Array) => SignedPayload | Promise<SignedPayload>;
    };

/** A payload and its signature, as they are transmitted. */
export interface SignedPayload {
  /** As transmitted. */
  readonly payload: Uint8Array;
  /** R‖S or DER, as the flow wants it or as it was given. */
  readonly signature: Uint8Array;
}

/** @throws InputError when somebody must sign and the partner has no private key. */
export async function signedPayload(
  request: { flow: Flow; partner: Partner; payload: PayloadSource },
  nonce: Uint8Array,
): Promise<SignedPayload> {
  const { flow, partner, payload: source } = request;
  if (source.kind === 'made') return source.make(nonce);
  const payload = source.kind === 'given' ? source.payload : made(flow, source.values, nonce);
  if (source.signature !== undefined) return { payload, signature: source.signature };
  const key = signingKeyOf(partner);
  const dotPrefix = flow.dotPrefix === 'given' ? true : flow.dotPrefix;
  const format = flow.signatureFormat === 'given' ? 'rs' : flow.signatureFormat;
  return { payload, signature: signPayload(key, payload, { dotPrefix, format }) };
}

/** @throws InputError for a partner whose private key we do not have. */
export function signingKeyOf({ name, key }: Partner): SigningKey {
  if (key !== undefined) return key;
  throw new InputError(expected(`partner ${name}`, 'a private key to sign with', 'none'), {
    hint: 'Give a signed payload (--payload and --signature, or --response), or the private key: in the partner file, or with --key. What Ledger registers of a public key: `exchange-sim keys credentials`.',
  });
}

function made(flow: Flow, values: MessageValues, nonce: Uint8Array): Uint8Array {
  const ownNonce = flow.nonce === 'letters' ? textOf(nonce) : nonce;
  const message = encodeMessage(MESSAGES[flow.kind], { [flow.nonceField]: ownNonce, ...values });
  return flow.encoding === 'raw' ? message : bytesOf(encodeBase64url(message));
}
