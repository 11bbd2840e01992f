/** Memos and extra data. */
import { findings } from '../entry.js';

export const MEMO_FINDINGS = findings({
  EXTRA_ID_AND_EXTRA_DATA: {
    title: 'payin_extra_id and payin_extra_data are both given',
    why: 'They exclude each other; the device refuses the message.',
    fix: 'Use payin_extra_id for a memo, payin_extra_data for a hash of call data, never both.',
    example: 'A memo "12345" beside 33 bytes of extra data.',
    severity: 'error',
  },
  INVALID_PAYIN_EXTRA_DATA: {
    title: 'payin_extra_data has a wrong form',
    why: 'The device takes nothing, the single byte 00, or 33 bytes: a type and a 32-byte hash.',
    fix: 'Write 01 (EVM call data) or 02 (OP_RETURN) and the SHA-256.',
    example: 'The 32-byte hash without the type in front.',
    severity: 'error',
  },
  PAYIN_EXTRA_DATA_NANO_S: {
    title: 'payin_extra_data is refused by the Nano S',
    why: 'The last Exchange of the Nano S (3.4.1) takes no extra data. Later releases do not run on it.',
    fix: 'Nothing, unless you must serve the Nano S: then offer an order without extra data.',
    example: 'An EVM route through a router contract.',
    severity: 'warning',
  },
  MEMO_MISSING: {
    title: 'There is no memo for the deposit',
    why: 'On XRP, Stellar, Hedera, TON and Cosmos many deposits share an address and are told apart by a memo. Without it the money arrives, but nobody knows whose it is.',
    fix: 'Put the memo into payin_extra_id (sell, fund: in_extra_id). If every order has its own address, answer payinExtraId: null and this goes away.',
    example: 'An XRP deposit without destination tag.',
    severity: 'warning',
  },
  REFUND_MEMO_LOST: {
    title: "The user's refund memo is not in the message",
    why: 'A refund without it can get lost at an exchange.',
    fix: 'Copy refundAddressExtraId into refund_extra_id.',
    example: 'refundAddressExtraId "4711", refund_extra_id empty.',
    severity: 'error',
  },
  MEMO_NOT_SUPPORTED: {
    title: 'This coin has no memo',
    why: 'The coin app refuses the payment (Bitcoin, Ethereum and its networks: 6001 0500, 6b00 ff02), or the memo is lost.',
    fix: 'Leave the memo field out, or use an address of its own for every order.',
    example: 'payin_extra_id "12345" in an order that pays with ETH.',
    severity: 'error',
  },
  MEMO_MALFORMED: {
    title: 'The memo is not one',
    why: 'Money sent with a wrong memo arrives, and nobody knows whose it is.',
    fix: 'Leave the field out when there is no memo; an XRP tag is a whole number up to 4294967295.',
    example: 'The text "null", "undefined" or "None" of a template that had no value.',
    severity: 'error',
  },
  MEMO_NOT_REQUESTED: {
    title: 'Nobody asked for this memo',
    why: 'The request has no memo for this address. Some coin apps refuse one (Litecoin, Solana, Tron); others pass it on.',
    fix: 'Copy refundAddressExtraId and payoutAddressExtraId, and leave the fields out when they are absent.',
    example: 'payout_extra_id "12345" without payoutAddressExtraId.',
    severity: 'warning',
  },
});
