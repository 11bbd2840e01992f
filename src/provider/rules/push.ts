/** J. Status push: our receiver stands in for Ledger's. */
import { error, note, SELL_CARD, SWAP, SWAP_SELL_CARD, warning, withOrders } from './define.js';

const PAGES = 'card, swap and sell pages';

export const PUSH = withOrders([
  error(167, 'WEBHOOK_NEVER', SWAP_SELL_CARD, PAGES, {
    requires: 'Changes of status are pushed: required for sell and card, recommended for swap.',
    test: 'Waits for a push after a change that a poll has seen; a warning only in swap.',
    switches: ['NO_PUSH'],
  }),
  error(168, 'WEBHOOK_MISSING_TRANSITION', SWAP_SELL_CARD, PAGES, {
    requires: 'Every change of status is pushed.',
    test: 'Compares the statuses seen by poll with those pushed.',
    switches: ['SKIP_PUSH'],
  }),
  warning(169, 'WEBHOOK_LATE', SWAP_SELL_CARD, PAGES, {
    requires: 'A change is pushed at once.',
    test: 'Measures the time from the change to its push; over 10 s fails.',
    switches: ['LATE_PUSH'],
  }),
  note(170, 'WEBHOOK_OLD_FORM', SWAP, 'swap page against the contract of 2026', {
    requires: 'A push goes to /webhook/{swapId}/status with providerId and providerStatus.',
    test: 'Takes the older /transaction/{swapId}/status, too, and says so.',
    switches: ['OLD_PUSH'],
  }),
  error(171, 'WEBHOOK_MIXED_FORM', SWAP_SELL_CARD, 'ours', {
    requires: 'Path and body of a push are of the same generation.',
    test: 'Compares the two.',
    switches: ['MIXED_PUSH'],
  }),
  error(172, 'WEBHOOK_BAD_KEY', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'A push carries the key in x-api-key, and is not repeated for ever after a 401.',
    test: 'Compares the key with the profile, answers 401 and counts what follows.',
    switches: ['BAD_PUSH_KEY'],
  }),
  error(173, 'WEBHOOK_PROVIDER_ID', SWAP, 'contract of 2026', {
    requires: 'providerId is there and is the owner of the swap.',
    test: "Compares it with the profile's.",
    switches: ['PUSH_OTHER_PROVIDER'],
  }),
  error(174, 'WEBHOOK_UNKNOWN_ID', SWAP_SELL_CARD, 'swap and sell pages', {
    requires: 'A push is about an order that was made.',
    test: 'Looks the id up among the orders of the run and answers 404 when there is none.',
    switches: ['PUSH_UNKNOWN_ID'],
  }),
  error(175, 'WEBHOOK_TOO_EARLY', SELL_CARD, 'sell page', {
    requires: 'A push that comes before Ledger knows the order gets 404 and is tried again later.',
    test: 'Answers the first push of an order with 404 and waits for the next.',
    switches: ['EARLY_PUSH'],
  }),
  error(176, 'WEBHOOK_UNMAPPED', SWAP, 'contract of 2026', {
    requires: 'providerStatus is a value that was agreed with Ledger.',
    test: 'Answers 422 to any other and stores nothing.',
    switches: ['UNMAPPED_PUSH'],
  }),
  error(177, 'WEBHOOK_STATUS_VALUE', SELL_CARD, 'card page, sell page', {
    requires: 'status is one of the seven.',
    test: 'Reads the status of each push.',
    switches: ['PUSH_VALUE'],
  }),
  warning(178, 'WEBHOOK_AFTER_FINAL', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'Nothing is pushed after a final status.',
    test: 'Answers 405 to such a push and counts it.',
    switches: ['PUSH_AFTER_FINAL'],
  }),
  error(179, 'WEBHOOK_FINAL_WITHOUT_AMOUNT', SWAP, 'contract of 2026', {
    requires: 'A push of FINISHED has its amount, for it is never filled in later.',
    test: 'Looks for a missing amount and for 0.',
    switches: ['FINAL_PUSH_NO_AMOUNT'],
  }),
  warning(180, 'WEBHOOK_AMOUNT_CURRENCY', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'amount is in units of the currency that is received.',
    test: 'Compares it with amountTo, with the amount paid and with base units.',
    switches: ['PUSH_AMOUNT_FROM'],
  }),
  error(181, 'WEBHOOK_BODY', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'A push is JSON by content and by type, with texts for amounts, below 64 KiB.',
    test: 'Reads the body of each push.',
    switches: ['PUSH_NUMBERS'],
  }),
  warning(182, 'WEBHOOK_NO_RETRY', SWAP_SELL_CARD, 'ours', {
    requires: 'A push that could not be delivered is tried again.',
    test: 'Answers 500 and 503, hangs up and lets time run out, and waits for a second attempt.',
    switches: ['NO_RETRY'],
  }),
  warning(183, 'WEBHOOK_RETRY_STORM', SWAP_SELL_CARD, 'ours', {
    requires: 'Attempts keep a growing distance.',
    test: 'Measures it: under 1 s, without growth, or over 100 in a minute fails.',
    switches: ['RETRY_STORM'],
  }),
  warning(184, 'WEBHOOK_RETRY_FINAL_ANSWER', SWAP_SELL_CARD, 'ours', {
    requires: 'After 401, 405 or 422 a push is not tried again; after 404 of sell it may be.',
    test: 'Gives these answers and counts what follows.',
    switches: ['RETRY_4XX'],
  }),
  warning(185, 'WEBHOOK_RETRY_CHANGED', SWAP_SELL_CARD, 'ours', {
    requires: 'A further attempt has the body of the first while the state has not moved.',
    test: 'Compares the bodies.',
    switches: ['RETRY_CHANGED'],
  }),
  error(186, 'WEBHOOK_OUT_OF_ORDER', SWAP_SELL_CARD, 'ours', {
    requires: 'Pushes of an order arrive in the order of its changes.',
    test: 'Looks for an older status behind a newer one, as when an attempt was overtaken.',
    switches: ['OUT_OF_ORDER'],
  }),
  note(187, 'WEBHOOK_DUPLICATE', SWAP_SELL_CARD, 'ours', {
    requires: 'A state that was accepted need not be pushed again.',
    test: 'Counts repetitions after a 200; they do no harm.',
    switches: ['DUPLICATE_PUSH'],
  }),
  warning(188, 'WEBHOOK_FOLLOWS_REDIRECT', SWAP_SELL_CARD, 'ours', {
    requires: 'The key of a push is not carried to another host.',
    test: 'Answers 307 to another host and looks whether the push arrives there with its key.',
    switches: ['FOLLOW_REDIRECT'],
  }),
  error(189, 'WEBHOOK_KEY_IN_URL', SWAP_SELL_CARD, 'ours', {
    requires: 'The key stands in a header, not in the URL, which is logged on the way.',
    test: 'Looks for it in the query of each push.',
    switches: ['KEY_IN_URL'],
  }),
  note(190, 'READBACK_SHAPE', SWAP_SELL_CARD, PAGES, {
    requires: "A provider may read Ledger's side of an order back; documents differ on the shape.",
    test: 'Answers with StatusResponse and says that the published contract points at the error object.',
    switches: [],
  }),
]);
