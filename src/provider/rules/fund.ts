/** L. Fund. No schema is published: what is known comes from the pages of 2026 and the app. */
import { error, FUND, note, warning, withOrders } from './define.js';

export const FUND_RULES = withOrders([
  note(223, 'FUND_PATH', FUND, 'card page of 2026, draft of 2024', {
    requires: 'An order is made with POST /sell; /fund is the draft of 2024.',
    test: 'Tries both and says which answers.',
  }),
  error(224, 'FUND_MESSAGE', FUND, 'Exchange app', {
    requires:
      'The message is NewFundResponse with its fields and exactly the nonce of the request.',
    test: 'Decodes it and compares.',
    switches: ['FUND_SELL_MESSAGE'],
  }),
  warning(225, 'FUND_ACCOUNT_SHOWN', FUND, 'Exchange app, fund page', {
    requires:
      'user_id and account_name are known to the user and at most 49 bytes long, for the device shows them.',
    test: 'Reads both in the signed message.',
    switches: ['NO_ACCOUNT'],
  }),
  error(226, 'FUND_DRAFT_LAYOUT', FUND, 'draft of 2024', {
    requires: 'The fields have the numbers of the app, not those of the draft.',
    test: 'Decodes the message under both layouts.',
  }),
  warning(227, 'FUND_MEMO', FUND, 'Exchange app', {
    requires: 'in_extra_id is set where the chain of the pay-in needs a memo.',
    test: 'Reads it in the signed message.',
    switches: ['MEMO_MISSING'],
  }),
]);
