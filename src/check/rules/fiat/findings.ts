/** Fiat amounts (sell). */
import { findings } from '../entry.js';

const FIAT = 'The value is coefficient x 10^-exponent: 297.40 is coefficient 29740, exponent 2.';

export const FIAT_FINDINGS = findings({
  OUT_CURRENCY_MISSING: {
    title: 'The fiat currency is missing',
    why: 'The screen shows a number without a currency.',
    fix: 'Put the ISO 4217 code into out_currency.',
    example: 'Receive 297.40',
    severity: 'wrong-on-screen',
    ledger: 'MISSING_FIELD',
  },
  FIAT_CASE: {
    title: 'The fiat currency is not in upper case',
    why: 'The screen shows it as it is given.',
    fix: 'Use the ISO 4217 code in capitals.',
    example: '"eur" instead of "EUR".',
    severity: 'warning',
  },
  UDECIMAL_EMPTY_COEFFICIENT: {
    title: 'The fiat amount has no coefficient',
    why: 'The screen shows 0.',
    fix: FIAT,
    example: '{ exponent: 2 } without coefficient.',
    severity: 'wrong-on-screen',
    ledger: 'MISSING_FIELD',
  },
  UDECIMAL_NOT_A_MESSAGE: {
    title: 'The fiat amount is not a UDecimal message',
    why: 'The device reads out_amount as a nested message and fails.',
    fix: FIAT,
    example: 'A double, or the text "297.40".',
    severity: 'error',
    ledger: 'PROTOBUF_DECODE_FAILED',
  },
  UDECIMAL_ASCII: {
    title: 'The coefficient is digits as text',
    why: 'The device reads the characters as one big number.',
    fix: FIAT,
    example: 'The bytes of "29740".',
    severity: 'wrong-on-screen',
  },
  UDECIMAL_TOO_BIG: {
    title: 'The coefficient does not fit in 63 bits',
    why: 'The device uses its last 8 bytes as a signed number: the screen shows another amount.',
    fix: 'Use two decimals for fiat; the coefficient then is small.',
    example: '297.40 with exponent 21.',
    severity: 'wrong-on-screen',
    ledger: 'FIELD_EXCEEDS_LIMIT',
  },
  UDECIMAL_NEGATIVE_EXPONENT: {
    title: 'The exponent is negative',
    why: 'The value is coefficient x 10^-exponent already. A negative number does not fit the field.',
    fix: FIAT,
    example: 'exponent -2 where 2 is meant.',
    severity: 'error',
    ledger: 'PROTOBUF_DECODE_FAILED',
  },
  UDECIMAL_EXPONENT_TOO_BIG: {
    title: 'The exponent is too big',
    why: 'The text does not fit on the screen, or runs into the next one; above 255 only its low byte counts.',
    fix: 'Keep it between 0 and 18; 2 for most fiat currencies.',
    example: 'exponent 256 counts as 0.',
    severity: 'wrong-on-screen',
    ledger: 'FIELD_EXCEEDS_LIMIT',
  },
  UDECIMAL_SCALE: {
    title: 'The fiat amount is off by a power of ten',
    why: 'The screen shows a hundred times too much or too little.',
    fix: FIAT,
    example: '29740 with exponent 0, or 297 with exponent 2.',
    severity: 'wrong-on-screen',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
});
