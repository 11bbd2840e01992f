/** E. Quotes of swap; those rules of quotes that sell and buy share. */
import { error, note, SWAP, SWAP_SELL, SWAP_SELL_BUY, warning } from './define.js';

export const QUOTE = [
  error(83, 'QUOTE_TOO_SLOW', SWAP_SELL_BUY, 'contract of 2025', {
    requires: 'A quote comes within 5 seconds, for Ledger drops it after that.',
    test: 'Times 5 quotes: one over 5 s is an error, a 95th percentile over 3 s a warning.',
    switches: ['QUOTE_SLOW'],
  }),
  error(84, 'QUOTE_FIXED_NO_ID', SWAP, 'contract of 2026, swap page', {
    requires: 'A quote with tradeMethod fixed has a quoteId.',
    test: 'Reads the answer to a fixed quote.',
    switches: ['NO_QUOTE_ID'],
  }),
  error(85, 'QUOTE_ID_REUSED', SWAP_SELL, 'ours', {
    requires: 'Each quote has an id of its own.',
    test: 'Compares the ids of all quotes of the run.',
  }),
  error(86, 'QUOTE_METHOD', SWAP, 'contract of 2026', {
    requires: 'tradeMethod is fixed or float, and one that the pair lists.',
    test: 'Reads tradeMethod of each quote and compares it with /pairs.',
  }),
  error(87, 'QUOTE_AMOUNT_ECHO', SWAP_SELL, 'contract of 2026', {
    requires: 'An amount that is repeated is the one that was asked for.',
    test: 'Compares amount or amountFrom with the request.',
    switches: ['AMOUNT_ECHO'],
  }),
  error(88, 'QUOTE_EXPIRY_MISSING', SWAP_SELL, 'contract of 2026', {
    requires: 'A quote says until when it holds.',
    test: 'Looks for expiry: missing in a fixed quote it is an error, in a float one a note.',
    switches: ['NO_EXPIRY'],
  }),
  error(89, 'EXPIRY_UNPARSABLE', SWAP_SELL, 'contract of 2026', {
    requires: 'expiry is a time in ISO 8601.',
    test: 'Parses it; the zone +0000 of the examples is read and reported as a note.',
    switches: ['EXPIRY_TEXT'],
  }),
  warning(90, 'EXPIRY_NO_ZONE', SWAP_SELL, 'contract of 2026', {
    requires: 'expiry names its time zone; without one readers differ by hours.',
    test: 'Looks for Z or an offset.',
  }),
  error(91, 'EXPIRY_SECONDS', SWAP_SELL, 'ours', {
    requires: 'expiry is a text, not a number of seconds.',
    test: 'Looks for JSON numbers and for texts of digits alone.',
    switches: ['EXPIRY_EPOCH'],
  }),
  error(92, 'QUOTE_EXPIRY_TOO_SHORT', SWAP_SELL, 'contract of 2025, swap page', {
    requires:
      'A quote holds long enough for a person with a device: 60 seconds at least, some minutes at best.',
    test: 'Subtracts the time of the answer from expiry: under 60 s is an error, under 180 s a warning.',
    switches: ['EXPIRY_SHORT'],
  }),
  error(93, 'QUOTE_EXPIRED_ON_ARRIVAL', SWAP_SELL, 'swap page', {
    requires: 'A new quote has not expired.',
    test: 'Compares expiry with the time of the answer.',
    switches: ['EXPIRY_PAST'],
  }),
  error(94, 'FEES_CURRENCY', SWAP_SELL, 'swap page', {
    requires: 'Fees are in the currency that is received.',
    test: 'Compares the fees with amountTo: out of proportion there and plausible in the other currency fails.',
    switches: ['FEES_IN_FROM'],
  }),
  error(95, 'FEES_MISSING', SWAP_SELL, 'contract of 2026', {
    requires: 'A quote names providerFees and referralFees, in swap also payoutNetworkFees.',
    test: 'Looks for them.',
    switches: ['NO_FEES'],
  }),
  note(96, 'QUOTE_ARITHMETIC', SWAP, 'contract of 2025', {
    requires: 'Amounts and fees of quotes follow one rate.',
    test: 'Compares quotes of two amounts: rates more than 5 % apart, or fees above amountTo, are named.',
    switches: ['FEES_ABOVE_AMOUNT'],
  }),
  error(97, 'AMOUNT_TO_ZERO', SWAP_SELL_BUY, 'ours', {
    requires: 'An amount within the limits buys something.',
    test: 'Looks for an amountTo of 0.',
  }),
  error(98, 'SLIPPAGE_RANGE', SWAP, 'contract of 2026', {
    requires: 'Slippage is given as texts from 0 to 1, minimum, default and maximum in this order.',
    test: 'Reads the three where they are given.',
    switches: ['SLIPPAGE_PERCENT'],
  }),
  note(99, 'SLIPPAGE_IGNORED', SWAP_SELL, 'contract of 2026', {
    requires: 'An order with slippage 0 pays what was quoted, or is refused.',
    test: 'Orders with slippage 0 and compares the signed amount with the quote.',
    orders: true,
  }),
  error(100, 'QUOTE_PAIR_UNKNOWN', SWAP, 'swap page', {
    requires: 'A pair that is not traded is refused with 404 and SWAP_PAIR_NOT_FOUND_ERROR.',
    test: 'Asks for an unknown to, an unknown from, and a currency against itself.',
    switches: ['PAIR_UNKNOWN_200'],
  }),
  error(101, 'QUOTE_BELOW_MINIMUM', SWAP, 'swap page', {
    requires:
      'An amount below the minimum is refused with 400, FROM_CURRENCY_MINIMUM_AMOUNT_ERROR and the limits.',
    test: 'Asks for half of the minimum.',
    switches: ['NO_MINIMUM'],
  }),
  error(102, 'QUOTE_ABOVE_MAXIMUM', SWAP, 'swap page, contract of 2026', {
    requires:
      'An amount above the maximum is refused with 400, FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR and the limits.',
    test: 'Asks for twice the maximum.',
    switches: ['NO_MAXIMUM'],
  }),
  error(103, 'QUOTE_AMOUNT_GARBAGE', SWAP_SELL_BUY, 'ours', {
    requires: 'What is no amount gets a 400 and never a quote.',
    test: 'Asks with an empty text, abc, -1, 0, 1e3, 1,5 and 60 digits.',
    switches: ['QUOTE_ANYTHING'],
  }),
  note(104, 'QUOTE_CASE_SENSITIVE', SWAP, 'ours', {
    requires: 'Ids are compared letter for letter, or without case, everywhere alike.',
    test: 'Asks with an id in another case.',
    switches: [],
  }),
  warning(105, 'QUOTE_UNSTABLE', SWAP, 'ours', {
    requires: 'The same question within a second has nearly the same answer.',
    test: 'Asks twice; more than 2 % apart fails.',
    switches: ['QUOTE_JUMPS'],
  }),
];
