/** Fields that are too long (PROVIDER-API 6.2). */
import { rolesOf } from '../../../payload/roles.js';
import { ALL, mistakes, text, without, wrongValues } from '../../../sign/mistake.js';

export const SIZE_MISTAKES = mistakes({
  FIELD_TOO_LONG: wrongValues(
    "Makes the provider's address 151 characters long; 150 fit.",
    ALL,
    (values, { flow }) => {
      const { payin } = rolesOf(flow.kind);
      return { ...values, [payin]: (text(values, payin) || 'x').padEnd(151, 'x') };
    },
  ),
  FIELD_EXCEEDS_LIMIT: wrongValues(
    'Gives a memo of 40 characters; 19 fit.',
    ALL,
    (values, { flow }) => ({
      ...without(values, 'payin_extra_data'),
      [rolesOf(flow.kind).memo]: '1234567890'.repeat(4),
    }),
  ),
});
