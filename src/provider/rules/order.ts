/** F. Orders: what POST /swap/fixed, /swap/float and /sell promise beside the signed message. */
import {
  ALL,
  error,
  note,
  SIGNED,
  SWAP,
  SWAP_SELL,
  SWAP_SELL_CARD,
  warning,
  withOrders,
} from './define.js';

export const ORDER = [
  ...withOrders([
    error(106, 'ORDER_REFUSED', SWAP, 'swap page', {
      requires: 'A fresh quote of a listed pair can be ordered.',
      test: 'Orders one.',
      switches: ['ORDER_500'],
    }),
    error(107, 'SWAP_ID_REUSED', SWAP, 'contract of 2026', {
      requires: 'Each order has a swapId of its own, also on the same quote.',
      test: 'Orders the same quote twice.',
    }),
    error(108, 'SWAP_ID_EQUALS_QUOTE_ID', SWAP, 'contract of 2026', {
      requires: 'swapId is not the quoteId.',
      test: 'Compares the two.',
    }),
    error(109, 'ORDER_RETRY_REFUSED', SWAP_SELL_CARD, 'contract of 2026', {
      requires: 'A quote can be ordered again while it holds: users try more than once.',
      test: 'Orders the same quote a second time with a new nonce.',
      switches: ['QUOTE_SINGLE_USE'],
    }),
    error(110, 'ORDER_CACHED', SIGNED, 'contract of 2026, sell page', {
      requires: 'Every order is signed anew over the nonce of its own request.',
      test: 'Orders twice with two nonces; the second answer must not repeat nonce, payload or signature.',
      switches: ['NONCE_CACHED'],
    }),
    note(111, 'ORDER_SAME_NONCE', SIGNED, 'ours', {
      requires:
        'The very same request sent twice gives the same order or a second one, never another nonce or a 5xx.',
      test: 'Repeats a request as after a lost answer.',
      switches: ['SAME_NONCE_500'],
    }),
    note(112, 'ORDER_SAME_PAYIN', SWAP, 'ours', {
      requires: 'Two deposits can be told apart, by address or by memo.',
      test: 'Compares the pay-in addresses and memos of two orders.',
      switches: [],
    }),
    error(113, 'QUOTE_NOT_FOUND', SWAP, 'swap page', {
      requires: 'An order on an unknown quote is refused with 404 and SWAP_QUOTE_NOT_FOUND_ERROR.',
      test: 'Orders with a quoteId that was never given out.',
      switches: ['ANY_QUOTE'],
    }),
    error(114, 'EXPIRED_QUOTE_ACCEPTED', SWAP_SELL, 'swap page', {
      requires: 'An order on an expired quote is refused with 404.',
      test: 'Waits for the expiry, or moves the clock where the provider lets it, and orders.',
      switches: ['EXPIRED_QUOTE_OK'],
    }),
    error(115, 'QUOTE_DIES_EARLY', SWAP_SELL, 'swap page', {
      requires: 'A quote can be ordered until it expires.',
      test: 'Orders 5 seconds before the expiry.',
    }),
    error(116, 'ORDER_CURRENCY_FROM', SWAP, 'swap page', {
      requires: 'An unknown currencyFrom is refused with 404 and CURRENCY_FROM_NOT_FOUND_ERROR.',
      test: 'Orders with one, fixed and float.',
      switches: ['ANY_CURRENCY'],
    }),
    error(117, 'ORDER_CURRENCY_TO', SWAP, 'swap page', {
      requires: 'An unknown currencyTo is refused with 404 and CURRENCY_TO_NOT_FOUND_ERROR.',
      test: 'Orders with one, fixed and float.',
      switches: ['ANY_CURRENCY'],
    }),
    error(118, 'ORDER_PAIR_SWITCHED', SWAP, 'ours', {
      requires: 'An order has the pair of its quote.',
      test: 'Orders a quote of one direction in the other.',
      switches: ['PAIR_NOT_CHECKED'],
    }),
    error(119, 'NO_DEPOSIT_STATUS', SWAP_SELL_CARD, 'swap page, contract of 2026', {
      requires:
        'A currency without a deposit wallet is refused with 400 and NO_DEPOSIT_WALLET_ERROR.',
      test: 'Orders a currency that the profile marks so.',
      switches: ['NO_DEPOSIT_500'],
    }),
    error(120, 'ORDER_BAD_ADDRESS', SWAP_SELL, 'ours', {
      requires: 'An address that is none of its chain is refused with a 4xx.',
      test: 'Orders with addresses of another chain and with the text x.',
      switches: ['ANY_ADDRESS'],
    }),
    warning(121, 'ORDER_NONCE_BAD', SIGNED, 'contract of 2026', {
      requires: 'A nonce that is not 32 bytes is refused with a 4xx and makes no order.',
      test: 'Orders with 63 digits, with 31 bytes and without a nonce.',
      switches: ['ANY_NONCE'],
    }),
    note(122, 'NONCE_FORMS', SIGNED, 'contract of 2026 against the card and sell pages', {
      requires: 'The nonce is read as hex in either case; the pages also speak of base64url.',
      test: 'Orders with capital hex, which must work, and with base64url, which is reported only.',
      switches: ['HEX_LOWER_ONLY'],
    }),
    error(123, 'FLOAT_AMOUNT_NOT_EXACT', SWAP, 'contract of 2026', {
      requires: 'amount_to_provider of a float order is the amount asked for, to the last unit.',
      test: 'Compares the signed amount with the request in base units.',
      switches: ['AMOUNT_NOT_REQUESTED'],
    }),
    error(124, 'FIXED_AMOUNT_CHANGED', SWAP, 'swap page', {
      requires: 'A fixed order has the amounts of its quote.',
      test: 'Compares the signed amounts with the quote.',
      switches: ['FIXED_DRIFT'],
    }),
    warning(125, 'FLOAT_DRIFT', SWAP, 'swap page', {
      requires: 'A float order pays about what was quoted.',
      test: 'Compares amount_to_wallet with the quote: over 5 %, or over the slippage, fails.',
    }),
    note(126, 'AMOUNT_WALLET_FEES', SWAP, 'swap page against the contract of 2026', {
      requires: 'amount_to_wallet is amountTo; one page adds the network fees.',
      test: 'Compares it with both and says which it is.',
      switches: ['WALLET_PLUS_FEES'],
    }),
    warning(127, 'CREATED_AT_NOT_ISO', SIGNED, 'contract of 2026', {
      requires: 'createdAt is a time in ISO 8601.',
      test: 'Parses it; a missing zone is reported as a note, for the sample has none.',
      switches: ['CREATED_AT_EPOCH'],
    }),
    warning(128, 'ORDER_FEES_CHANGED', SWAP, 'ours', {
      requires: 'A fixed order has the fees of its quote.',
      test: 'Compares them.',
      switches: ['FEES_DRIFT'],
    }),
    error(129, 'PROVIDER_SIG_MEMBERS', SIGNED, 'contract of 2026', {
      requires: 'providerSig holds payload and signature, by these names.',
      test: 'Looks for other names, nesting and missing members.',
      switches: ['KEY_PAYLOAD_SIGNATURE'],
    }),
    error(130, 'PAYIN_ADDRESS_MISMATCH', SIGNED, 'contract of 2026', {
      requires: 'payinAddress of the answer is the address in the signed message.',
      test: 'Compares it with payin_address or in_address.',
      switches: ['PAYIN_MISMATCH'],
    }),
    error(131, 'PAYIN_ADDRESS_SHAPE', SWAP_SELL_CARD, 'ours', {
      requires: 'The pay-in address is one of the chain that is paid with.',
      test: 'Reads it as an address of that chain.',
      switches: ['PAYIN_SHAPE'],
    }),
    error(132, 'PAYIN_IS_USERS', SWAP_SELL_CARD, 'ours', {
      requires: "The pay-in address is the provider's, not the user's.",
      test: 'Compares it with the refund and payout addresses of the request.',
      switches: ['PAYIN_IS_REFUND'],
    }),
    warning(133, 'PAYIN_MEMO_OUTSIDE', SWAP_SELL, 'exchange SDK', {
      requires: 'A payinExtraId beside the signed message equals the memo inside.',
      test: 'Compares the two.',
      switches: ['MEMO_OUTSIDE'],
    }),
  ]),
  error(134, 'OFFICIAL_SAMPLE_ANSWERED', ALL, 'card page, sell page, contract of 2026', {
    requires: 'Answers are made for the request, not copied from the documentation.',
    test: 'Compares every answer with the published samples, byte for byte.',
    switches: ['OFFICIAL_SAMPLE'],
  }),
  ...withOrders([
    warning(135, 'ORDER_TOO_SLOW', SIGNED, 'ours', {
      requires: 'An order is answered within 5 seconds: the user waits with the device in hand.',
      test: 'Times each order; over 5 s is a warning, over 30 s an error.',
      switches: ['ORDER_SLOW'],
    }),
    note(136, 'ORDER_NOT_DURABLE', SWAP, 'ours', {
      requires: 'An order that was answered is known from then on.',
      test: 'Asks for its status right after the answer.',
      switches: ['LOSE_ORDER'],
    }),
  ]),
];
