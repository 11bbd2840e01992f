import type { ANSWER_FINDINGS } from '../../../../src/check/rules/answer/findings.js';
import { answer, type Cases, right, withMistake } from '../cases.js';

const SIG = { payload: right.payload, signature: right.signature };

export const ANSWER_CASES: Cases<typeof ANSWER_FINDINGS> = {
  ANSWER_IS_ERROR: () => answer('{"messageKey":"MINIMUM_AMOUNT_ERROR","message":"too little"}'),
  ANSWER_NOT_JSON: () => answer(`payload=${right.payload}&signature=${right.signature}`),
  ANSWER_WRAPPED: () => answer(JSON.stringify({ result: { swapId: '1', providerSig: SIG } })),
  ANSWER_REPEATED_MEMBER: () =>
    answer(`{"swapId":"1","swapId":"2","providerSig":${JSON.stringify(SIG)}}`),
  ANSWER_MEMBER_NAME: () => answer(JSON.stringify({ provider_sig: SIG })),
  ANSWER_MEMBER_TYPE: () => answer(JSON.stringify({ providerSig: JSON.stringify(SIG) })),
  KEY_payload_signature: () => withMistake('KEY_payload_signature'),
  CASE_CONTRADICTED: () => answer(JSON.stringify({ flow: 'sell', ...SIG }), { flow: 'swap' }),
};
