/** I. Status of a swap, as polled. */
import { error, SWAP, SWAP_SELL_CARD, warning, withOrders } from './define.js';

export const STATUS = [
  error(156, 'STATUS_404_MISSING', SWAP, 'swap page', {
    requires: 'An unknown swapId is answered with 404 and TRANSACTION_NOT_FOUND.',
    test: 'Asks for one; 200, 400 and 500 fail.',
    switches: ['STATUS_200'],
  }),
  warning(157, 'STATUS_NO_PARAMETER', SWAP, 'ours', {
    requires: 'A call without swapId is refused with 400.',
    test: 'Makes one.',
    switches: ['STATUS_CRASH'],
  }),
  ...withOrders([
    error(158, 'STATUS_VALUE_UNKNOWN', SWAP, 'swap page, contract of 2026', {
      requires: 'status is one of the list, in capitals.',
      test: 'Reads each status; with a mapping in the profile another value is a note.',
      switches: ['STATUS_VALUE'],
    }),
    warning(159, 'TRANSFER_IN_COMPLETED_IN_GET', SWAP, 'swap page', {
      requires: 'TRANSFER_IN_COMPLETED is pushed only, never polled.',
      test: 'Looks for it in the answers of GET /status.',
      switches: ['STATUS_TIC'],
    }),
    error(160, 'STATUS_MEMBERS', SWAP, 'contract of 2026', {
      requires: 'A status has all its members; those not known yet are empty texts.',
      test: 'Looks for missing members and null.',
      switches: ['STATUS_NULLS'],
    }),
    error(161, 'STATUS_NEW_ORDER', SWAP, 'swap page', {
      requires: 'A new order is PENDING.',
      test: 'Asks right after the order.',
      switches: ['STATUS_UNKNOWN_FIRST'],
    }),
    error(162, 'STATUS_FINAL_WITHOUT_AMOUNT', SWAP, 'contract of 2026', {
      requires: 'A FINISHED swap names its amount and the payout transaction.',
      test: 'Reads both when the status is FINISHED.',
      switches: ['FINAL_WITHOUT_AMOUNT'],
    }),
    error(163, 'STATUS_REGRESSES', SWAP_SELL_CARD, 'contract of 2025, list of final statuses', {
      requires: 'A final status stays, and none goes back to PENDING.',
      test: 'Compares all statuses seen of an order, polled and pushed, in their order.',
      switches: ['STATUS_REGRESS'],
    }),
    warning(164, 'STATUS_AFTER_EXPIRY', SWAP, 'swap page', {
      requires: 'An order that is never paid expires.',
      test: 'Waits past the expiry (with --wait) and asks again.',
      switches: ['NEVER_EXPIRES'],
    }),
    warning(165, 'STATUS_BY_QUOTE_ID', SWAP, 'ours', {
      requires: 'Status is asked by swapId; a quoteId is not found.',
      test: 'Asks with the quoteId of an order.',
      switches: ['STATUS_BY_QUOTE'],
    }),
    error(166, 'STATUS_DIFFERS_FROM_PUSH', SWAP, 'swap page', {
      requires: 'Poll and push say the same, since one is the fallback of the other.',
      test: 'Compares the status with the last push 5 seconds after it.',
      switches: ['PUSH_DIFFERS'],
    }),
  ]),
];
