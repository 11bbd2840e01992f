/** Mistakes in the characters of a text (PROVIDER-API 6.2). */
import type { FlowKind } from '../../../exchange/flows.js';
import { ROLES } from '../../../payload/roles.js';
import { ALL, type Mistake, mistakes, text, wrongValues } from '../../../sign/mistake.js';

/** A text of the message that stands for the user. */
const WHO: Readonly<Record<FlowKind, string>> = {
  swap: ROLES.swap.incoming.extraId,
  sell: ROLES.sell.email,
  fund: ROLES.fund.account,
};

/** Replaces the text that stands for the user, or a memo in a swap. */
function userText(does: string, change: (before: string) => string): Mistake {
  return wrongValues(does, ALL, (values, { flow }) => {
    const who = WHO[flow.kind];
    return { ...values, [who]: change(text(values, who) || 'Card') };
  });
}

export const TEXT_MISTAKES = mistakes({
  TEXT_CONTROL_CHARACTER: userText(
    'Puts a line break into a text.',
    (before) => `${before.slice(0, 8)}\n`,
  ),
  TEXT_NOT_ASCII: userText(
    'Puts a letter beyond ASCII into a text.',
    (before) => `${before.slice(0, 8)}é`,
  ),
  TEXT_WHITESPACE: userText('Puts a blank behind a text.', (before) => `${before.slice(0, 8)} `),
});
