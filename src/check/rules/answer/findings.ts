/** The answer around payload and signature; said while it is read (`check/answer`). */
import { findings } from '../entry.js';

export const ANSWER_FINDINGS = findings({
  ANSWER_IS_ERROR: {
    title: 'The answer is an error of the provider, not an order',
    why: 'There is nothing to send to the device: Ledger shows the error to the user.',
    fix: 'Look at what the backend refused, and repeat the request.',
    example: '{ "messageKey": "MINIMUM_AMOUNT_ERROR", "message": "…" }',
    severity: 'error',
  },
  ANSWER_NOT_JSON: {
    title: 'The answer is not JSON',
    why: "Ledger's backend reads JSON, whatever else could be understood.",
    fix: 'Answer with Content-Type application/json and a JSON object.',
    example: 'payload=CioweDk…&signature=IaN-…',
    severity: 'error',
  },
  ANSWER_WRAPPED: {
    title: 'The answer is inside another object',
    why: "If the backend answers like that, Ledger finds no providerSig: it reads the members of the answer's top level.",
    fix: 'Answer with the members of the order at the top level.',
    example: '{ "result": { "swapId": "…", "providerSig": { … } } }',
    severity: 'error',
  },
  ANSWER_REPEATED_MEMBER: {
    title: 'An object of the answer has a member twice',
    why: 'JSON leaves open which of them counts: most parsers keep the last, some the first, some refuse.',
    fix: 'Write each member once.',
    example: '{ "providerSig": { … }, "swapId": "…", "providerSig": { … } }',
    severity: 'warning',
  },
  ANSWER_MEMBER_NAME: {
    title: 'A member of the answer has another name',
    why: 'Names are compared letter for letter: Ledger finds no payload or no signature.',
    fix: 'Call the members providerSig, payload and signature.',
    example: '{ "provider_sig": { "Payload": "…", "Signature": "…" } }',
    severity: 'error',
  },
  ANSWER_MEMBER_TYPE: {
    title: 'A member of the answer has another type',
    why: 'Ledger reads payload and signature as text inside the object providerSig.',
    fix: 'Write bytes as base64url text; leave out lists and nested JSON.',
    example: '"signature": { "type": "Buffer", "data": [ 33, 163, … ] }',
    severity: 'error',
  },
  KEY_payload_signature: {
    title: 'The member is called payload_signature',
    why: "Examples in the documentation show that name; Ledger's backend reads signature and finds none.",
    fix: 'Call it signature.',
    example: '{ "providerSig": { "payload": "…", "signature": "…" } }',
    severity: 'error',
  },
  CASE_CONTRADICTED: {
    title: 'An option says something else than the case',
    why: 'The option is taken; what the case says of it is not looked at.',
    fix: 'Leave out the option, or the member of the case.',
    example: '--flow sell beside a case with "flow": "swap".',
    severity: 'warning',
  },
});
