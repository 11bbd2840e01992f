/** Mistakes in the answer around payload and signature. */
import { ALL, mistakes, noMistake } from '../../../sign/mistake.js';
import { correctRecipe } from '../../../sign/payload-maker.js';

export const ANSWER_MISTAKES = mistakes({
  KEY_payload_signature: {
    does: 'Calls the signature payload_signature, as the published examples do.',
    flows: ALL,
    change: (draft) => ({
      answer: ({ payload, signature }) => ({
        ...correctRecipe(draft).answer({ payload, signature }),
        providerSig: { payload, payload_signature: signature },
      }),
    }),
  },
});

export const ANSWER_NO_MISTAKE = noMistake({
  ANSWER_IS_ERROR:
    'An error holds no order; the reference provider answers with errors (provider serve).',
  ANSWER_NOT_JSON:
    'sign prints JSON; provider serve --misbehave NOT_HTTP and its like answer with something else.',
  ANSWER_WRAPPED: 'TODO',
  ANSWER_REPEATED_MEMBER: 'TODO',
  ANSWER_MEMBER_NAME: 'TODO',
  ANSWER_MEMBER_TYPE: 'TODO',
  CASE_CONTRADICTED: 'It is about the options of check, beside a case that says something else.',
});
