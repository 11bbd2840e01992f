/** PROCESS_TRANSACTION_RESPONSE: reads the provider's message and checks what can be checked. */

import { briefCopy, cString, equal, textOf, toHex } from '../../bytes.js';
import { ENCODING } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { decode } from '../../exchange/layout.js';
import { transactionEnvelope } from '../../exchange/layouts.js';
import { SW } from '../../exchange/status.js';
import { decodeAsDevice } from '../../payload/device-base64.js';
import { MESSAGES } from '../../payload/messages.js';
import { type DecodedMessage, decodeMessage } from '../../payload/nanopb.js';
import { ROLES } from '../../payload/roles.js';
import type { Environment } from '../environment.js';
import { normaliseInPlace } from '../normalise.js';
import { accept, type Outcome, type Reason, refuse } from '../outcome.js';
import { malformed } from '../reasons.js';
import { type AppState, draftOf } from '../state.js';

const EXTRA_DATA_SIZE = 33;

export function processTransaction(
  state: AppState,
  flow: Flow,
  data: Uint8Array,
  env: Environment,
): Outcome {
  const layout = transactionEnvelope(flow, env.profile.wire);
  const envelope = decode(layout, data);
  if (!envelope.ok) return malformed(state, layout, envelope.problem);
  const payload = envelope.fields.payload!.bytes;

  const encoded = flow.encoding === 'given' ? encodingOf(envelope.fields) : flow.encoding;
  let protobuf = payload;
  if (encoded === 'base64url') {
    const decoded = decodeAsDevice(payload, env.profile.decodedPayloadMax);
    const isEmpty = decoded?.length === 0;
    const accepted = isEmpty && env.profile.quirks.includes('empty-base64-accepted');
    if (decoded === undefined || (isEmpty && !accepted)) {
      return refuse(state, SW.DESERIALIZATION_FAILED, base64Reason(payload, decoded));
    }
    protobuf = decoded;
  }

  const type = MESSAGES[flow.kind];
  const read = decodeMessage(type, env.profile.fields, protobuf);
  if (!read.ok) {
    const { field, reason, limit, actual, offset } = read.problem;
    return refuse(state, SW.DESERIALIZATION_FAILED, {
      what: `${field ?? type.name} cannot be decoded at protobuf byte ${offset}: ${reason}`,
      ...(field === undefined ? {} : { field }),
      ...(limit === undefined
        ? {}
        : { expected: `at most ${limit} bytes`, actual: `${actual} bytes` }),
    });
  }

  const extra = flow.kind === 'swap' ? extraProblem(read.message) : undefined;
  if (extra !== undefined) return refuse(state, SW.WRONG_EXTRA_ID_OR_EXTRA_DATA, extra);

  const nonce = nonceProblem(flow, read.message, state.nonce);
  if (nonce !== undefined && !env.build.includes('BYPASS_TRANSACTION_ID_CHECK')) {
    return refuse(state, SW.WRONG_TRANSACTION_ID, nonce);
  }

  const next = draftOf(state);
  next.step = 'transaction-received';
  next.payload = briefCopy(payload);
  next.message = read.message;
  normaliseInPlace(flow.kind, next.message);
  next.fee = envelope.fields.fee!.bytes.slice();
  return accept(next);
}

function encodingOf(fields: Readonly<Record<string, { bytes: Uint8Array }>>) {
  return fields.encoding!.bytes[0] === ENCODING.raw ? 'raw' : 'base64url';
}

function base64Reason(payload: Uint8Array, decoded: Uint8Array | undefined): Reason {
  if (decoded !== undefined) return { what: 'the payload is empty once decoded', field: 'payload' };
  if (payload.length % 4 === 1) {
    return {
      what: 'the payload cannot be base64url: no text of this length is',
      field: 'payload',
      expected: 'a length that is not 1 more than a multiple of 4',
      actual: `${payload.length} characters`,
    };
  }
  return { what: 'the payload is too long once decoded', field: 'payload' };
}

/** Extra data is empty, the single byte 00, or 33 bytes, and then there is no extra id. */
function extraProblem(message: DecodedMessage): Reason | undefined {
  const extraId = cString(
    (message[ROLES.swap.memo] as Uint8Array | undefined) ?? new Uint8Array(0),
  );
  const data = (message[ROLES.swap.extraData] as Uint8Array | undefined) ?? new Uint8Array(0);
  if (data.length === 0 || (data.length === 1 && data[0] === 0)) return undefined;
  const field = ROLES.swap.extraData;
  if (extraId.length > 0) {
    return {
      what: 'payin_extra_id and payin_extra_data are both given',
      field,
      expected: 'one of them',
    };
  }
  if (data.length === EXTRA_DATA_SIZE) return undefined;
  return {
    what: 'payin_extra_data has a wrong size',
    field,
    expected: '0 bytes, the byte 00, or 33 bytes',
    actual: `${data.length} bytes`,
  };
}

function nonceProblem(flow: Flow, message: DecodedMessage, nonce: Uint8Array): Reason | undefined {
  const value = (message[flow.nonceField] as Uint8Array | undefined) ?? new Uint8Array(0);
  // The legacy field is a string in a fixed buffer, compared byte by byte.
  const letters = flow.nonce === 'letters';
  const sent = letters ? value.subarray(0, nonce.length) : value;
  if (equal(sent, nonce) && (!letters || value[nonce.length] === 0)) return undefined;
  const show = (bytes: Uint8Array) => {
    if (bytes.length === 0) return 'nothing';
    return letters ? textOf(cString(bytes)) : toHex(bytes);
  };
  return {
    what: `${flow.nonceField} is not the nonce this device made for this transaction`,
    field: flow.nonceField,
    expected: show(nonce),
    actual: show(letters ? value : sent),
  };
}
