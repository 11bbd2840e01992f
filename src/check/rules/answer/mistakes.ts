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

/** `sign` puts a wrong order into a right answer; the shapes of answers belong to who serves them. */
const SHAPE = 'The order in it is right: a server or gateway shapes the answer, not who signs.';

export const ANSWER_NO_MISTAKE = noMistake({
  ANSWER_IS_ERROR: 'An error holds no order: provider serve answers with errors.',
  ANSWER_NOT_JSON: SHAPE,
  ANSWER_WRAPPED: SHAPE,
  ANSWER_REPEATED_MEMBER: SHAPE,
  ANSWER_MEMBER_NAME: SHAPE,
  ANSWER_MEMBER_TYPE: SHAPE,
  CASE_CONTRADICTED: 'It is about an option of check beside a case that says something else.',
});
