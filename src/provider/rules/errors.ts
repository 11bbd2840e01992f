/** B. Errors: status, shape and keys of refusals. */
import { ALL, BUY, error, note, SWAP, SWAP_SELL_CARD, warning } from './define.js';

export const ERRORS = [
  error(39, 'ERROR_HTTP_MISMATCH', ALL, 'swap page, table of errors', {
    requires: 'The HTTP status of an error is the one that belongs to it in the table of errors.',
    test: 'Compares the status of each provoked error with the table: never 200, never 500 for a limit.',
    switches: ['ERROR_200', 'ERROR_500'],
  }),
  error(40, 'ERROR_SHAPE', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'An error is an object with message; in sell and card also with messageKey.',
    test: 'Reads the body of each provoked error.',
    switches: ['ERROR_NO_KEY'],
  }),
  warning(41, 'ERROR_SHAPE_BUY', BUY, 'contract of 2026', {
    requires: 'An error of buy is {code, message}, or plain text that names the parameter.',
    test: 'Reads the body of each provoked error.',
    switches: ['ERROR_HTML'],
  }),
  note(42, 'ERROR_KEY_UNKNOWN', SWAP_SELL_CARD, 'swap page', {
    requires:
      'messageKey is one of the list; further constraints are allowed for a 400 of a quote.',
    test: 'Compares each messageKey with the list.',
  }),
  warning(43, 'ERROR_KEY_OLD_NAME', SWAP, 'swap page against the contract of 2026', {
    requires: 'messageKey has the name of the contract, not one that was renamed.',
    test: 'Looks for TO_CURRENCY_MAXIMUM_AMOUNT_ERROR and SWAP_TRANSACTION_NOT_FOUND_ERROR.',
    switches: ['ERROR_OLD_NAME'],
  }),
  warning(44, 'ERROR_KEY_CASE', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'messageKey is spelled in capitals and underscores, letter for letter.',
    test: 'Compares each messageKey with the list, leaving case and punctuation aside.',
  }),
  error(45, 'ERROR_LIMITS_MISSING', SWAP, 'swap page, contract of 2026', {
    requires: 'A limit error names the limits in additionalFields.',
    test: 'Looks for minRequiredAmount and maxRequiredAmount, or the older minSwapAmount and maxSwapAmount.',
    switches: ['LIMITS_MISSING'],
  }),
  error(46, 'ERROR_LIMITS_WRONG', SWAP, 'contract of 2026', {
    requires: 'The limits an error names are true, in units of the currency.',
    test: 'Asks for a quote at the limit that the error named.',
    switches: ['LIMITS_WRONG'],
  }),
  warning(47, 'ERROR_MESSAGE_EMPTY', ALL, 'contract of 2026', {
    requires: 'message says in words what is wrong.',
    test: 'Looks for messages that are empty or only repeat the key.',
    switches: ['EMPTY_MESSAGE'],
  }),
  error(48, 'REGION_STATUS', SWAP_SELL_CARD, 'swap page', {
    requires: 'A user from a restricted region is refused with 451 and REGION_RESTRICTED_ERROR.',
    test: 'Calls as from the region that the profile names.',
    switches: ['REGION_403'],
  }),
  error(49, 'CURRENCY_REGION_STATUS', SWAP_SELL_CARD, 'swap page, contract of 2026', {
    requires:
      'A currency that is restricted for the user is refused with 451 and CURRENCY_REGION_RESTRICTED_ERROR.',
    test: 'Asks for a currency that the profile marks as restricted, as from its region.',
    switches: ['CURRENCY_REGION_404'],
  }),
  note(50, 'REGION_UNTESTABLE', ALL, 'comments in the buy, card and swap pages', {
    requires: 'The profile says how a request carries the region of the user; no document does.',
    test: 'Reads the profile; without a way the rules of regions are not run, for this reason.',
    switches: [],
  }),
  error(51, 'REGION_INCONSISTENT', SWAP_SELL_CARD, 'swap page', {
    requires: 'Quote and order judge the region of a user alike.',
    test: 'Compares the answers to a quote and to its order, as from the same region.',
    switches: ['REGION_ONLY_ORDER'],
    orders: true,
  }),
];
