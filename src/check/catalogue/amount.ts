/** Amounts of coins. */
import type { Entry } from './entry.js';

const BASE_UNITS =
  'Convert the decimal text to base units without floating point and write them big-endian on 16 bytes, zeros in front.';

export const AMOUNT_ENTRIES = {
  AMOUNT_MISSING: {
    title: 'The amount is missing',
    why: 'The device accepts it and shows 0.',
    fix: BASE_UNITS,
    example: 'amount_to_wallet absent.',
    severity: 'wrong-on-screen',
    ledger: 'MISSING_FIELD',
  },
  AMOUNT_ZERO: {
    title: 'The amount is zero',
    why: 'The device accepts it and shows 0.',
    fix: BASE_UNITS,
    example: '0.01 BTC turned into the integer 0 before it was multiplied.',
    severity: 'wrong-on-screen',
    ledger: 'ZERO_AMOUNT',
  },
  AMOUNT_TOO_LONG: {
    title: 'The amount has more than 16 bytes',
    why: 'The field has room for 16; the device refuses the message, zeros in front or not.',
    fix: BASE_UNITS,
    example: 'A uint256 on 32 bytes.',
    severity: 'error',
    ledger: 'FIELD_EXCEEDS_LIMIT',
  },
  AMOUNT_TOO_BIG: {
    title: 'The coin app cannot write the amount',
    why: 'It fits the field, but each coin app has a size of its own: Bitcoin writes 8 bytes.',
    fix: BASE_UNITS,
    example: 'More satoshi than there will ever be.',
    severity: 'error',
  },
  AMOUNT_NOT_16_BYTES: {
    title: 'The amount is shorter than 16 bytes',
    why: 'The device takes it. The rule is 16 bytes with zeros in front.',
    fix: BASE_UNITS,
    example: '0f4240 instead of 000000000000000000000000000f4240.',
    severity: 'warning',
  },
  AMOUNT_ASCII: {
    title: 'The amount is digits as text',
    why: 'The device reads the characters as one big number: the screen shows an absurd amount.',
    fix: BASE_UNITS,
    example: 'The bytes of "1000000", as in a sample of the documentation.',
    severity: 'wrong-on-screen',
  },
  AMOUNT_DECIMAL_TEXT: {
    title: 'The amount is a decimal number as text',
    why: 'The device reads the characters as one big number.',
    fix: BASE_UNITS,
    example: 'The bytes of "0.01".',
    severity: 'wrong-on-screen',
  },
  AMOUNT_LITTLE_ENDIAN: {
    title: 'The amount is little-endian',
    why: 'Read big-endian it is enormous: the coin app cannot write it, or the screen shows an absurd amount.',
    fix: BASE_UNITS,
    example: '40420f00… instead of …000f4240.',
    severity: 'error',
  },
  AMOUNT_LEFT_ALIGNED: {
    title: 'The zeros of the amount are behind instead of in front',
    why: 'Read as one number it is enormous.',
    fix: BASE_UNITS,
    example: '0f424000… or an 8-byte integer in the first half of the 16 bytes.',
    severity: 'error',
  },
  AMOUNT_HEX_NIBBLE: {
    title: 'A hex digit of the amount was lost',
    why: 'A hex text with an odd number of digits is cut by some decoders, Node among them.',
    fix: 'Pad the hex text to an even number of digits before decoding it.',
    example: '100000 is 186a0; Node reads 186a: 6250.',
    severity: 'wrong-on-screen',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  AMOUNT_WRONG_DECIMALS: {
    title: 'The amount was made with the wrong number of decimals',
    why: 'It is off by a power of ten. The device shows it and the user decides on a wrong number.',
    fix: BASE_UNITS,
    example: '15 decimals used for ETH, which has 18.',
    severity: 'wrong-on-screen',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  AMOUNT_FLOAT_ROUNDING: {
    title: 'The amount went through a floating-point number',
    why: 'Its last digits differ from what was asked: the coin app refuses a payment that is not exact.',
    fix: BASE_UNITS,
    example: '1.1 * 1e18 in JavaScript is not 1100000000000000000.',
    severity: 'wrong-on-screen',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  AMOUNT_NOT_REQUESTED: {
    title: 'The amount is not the one of the request or the quote',
    why: 'The user would sign another amount than he chose.',
    fix: 'amount_to_provider is the requested amount, amount_to_wallet the quoted one.',
    example: 'Fees were taken from the amount sent.',
    severity: 'wrong-on-screen',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
} as const satisfies Record<string, Entry>;
