/** The bytes a host sends for the texts of a provider's answer, whatever they are. */
import { EMPTY } from '../../bytes.js';
import { InputError } from '../../errors.js';
import type { Flow } from '../../exchange/flows.js';
import { expected } from '../../shown.js';
import type { CheckCase } from '../check-case.js';
import { hostSignature, signatureOnWire } from '../device/signature-text.js';
import type { FindingCode } from '../findings/codes.js';
import { readEnvelope } from '../payload/envelope.js';
import { payloadTextBytes } from '../payload/plain-envelope.js';

/**
 * A provider’s payload as PROCESS_TRANSACTION_RESPONSE carries it: the text itself, in legacy SWAP the
 * protobuf bytes.
 */
export function sentPayload(flow: Flow, payload: string): Uint8Array {
  const isText = flow.encoding !== 'raw';
  const sent = isText ? payloadTextBytes(payload) : readEnvelope(payload, true).protobuf;
  // A copy: what the judge works with shares memory.
  return sent?.slice() ?? EMPTY;
}

/**
 * A provider’s signature as CHECK_TRANSACTION_SIGNATURE carries it: R‖S becomes DER where the flow
 * wants DER; empty where there is none.
 */
export function sentSignature(flow: Flow, signature: string | undefined): Uint8Array {
  return signatureOnWire(flow, hostSignature(signature ?? '', flow)).slice();
}

/** What Ledger's host sends of an answer, or why it finds nothing it could send. */
export type Sent =
  | { readonly payload: Uint8Array; readonly signature: Uint8Array }
  | { readonly unusable: InputError };

/** Findings that leave a host without a payload or a signature, though we see what was meant. */
const NOT_FOUND_BY_HOSTS: readonly FindingCode[] = [
  'ANSWER_IS_ERROR',
  'ANSWER_NOT_JSON',
  'ANSWER_WRAPPED',
  'ANSWER_MEMBER_NAME',
  'ANSWER_MEMBER_TYPE',
  'KEY_payload_signature',
];

/** As strict as a host is: `run` and `check` look through what only the names are wrong in. */
export function sentByHost(flow: Flow, { payload, signature, noticed }: CheckCase): Sent {
  const unseen = noticed.find(({ code }) => NOT_FOUND_BY_HOSTS.includes(code));
  if (unseen !== undefined) {
    return {
      unusable: new InputError(`${unseen.field}: ${unseen.evidence}`, { hint: unseen.fix }),
    };
  }
  for (const [name, text] of Object.entries({ payload, signature })) {
    if (text !== undefined && text.trim() !== '') continue;
    const found = text === undefined ? 'none' : 'an empty one';
    return {
      unusable: new InputError(expected(undefined, `text in providerSig.${name}`, found)),
    };
  }
  const bytes = sentPayload(flow, payload);
  const room = 256 ** flow.payloadLengthSize - 1;
  if (bytes.length > room) {
    return {
      unusable: new InputError(
        expected('payload', `at most ${room} bytes in ${flow.name}`, bytes.length),
      ),
    };
  }
  return { payload: bytes, signature: sentSignature(flow, signature) };
}
