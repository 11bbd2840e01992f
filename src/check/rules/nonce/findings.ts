/** The nonce. */
import { findings } from '../entry.js';

const COPY_NONCE =
  'Take the nonce of this request as hex, decode it to 32 bytes, and put those bytes into the message.';

export const NONCE_FINDINGS = findings({
  NONCE_MISSING: {
    title: 'The nonce is missing',
    why: 'The device accepts only an order made for the nonce it has just drawn.',
    fix: COPY_NONCE,
    example: 'device_transaction_id_ng (swap), device_transaction_id (sell, fund).',
    severity: 'error',
    ledger: 'MISSING_FIELD',
  },
  NONCE_IN_LEGACY_FIELD: {
    title: 'The nonce is in the legacy field',
    why: 'Field 11 (device_transaction_id) is for legacy swaps. The device reads field 12, which is empty.',
    fix: 'Put the 32 bytes into device_transaction_id_ng, field 12.',
    example: 'device_transaction_id: "350aea0c97".',
    severity: 'error',
    ledger: 'MISSING_FIELD',
  },
  NONCE_IN_BOTH_FIELDS: {
    title: 'The legacy nonce field is filled as well',
    why: 'The device ignores it, as long as it has no more than 10 characters.',
    fix: 'Leave field 11 out.',
    example: 'device_transaction_id and device_transaction_id_ng in one message.',
    severity: 'warning',
  },
  NONCE_HEX_AS_TEXT: {
    title: 'The nonce is hex text instead of bytes',
    why: '64 characters do not fit where 32 bytes belong.',
    fix: COPY_NONCE,
    example: 'Buffer.from(nonce) instead of Buffer.from(nonce, "hex").',
    severity: 'error',
    ledger: 'INVALID_DEVICE_TRANSACTION_ID',
  },
  NONCE_HEX_DECODED_AS_BASE64: {
    title: 'The hex nonce was decoded as base64',
    why: '64 hex digits are valid base64 and give 48 wrong bytes.',
    fix: 'Decode as hex: 64 digits, 32 bytes.',
    example: 'Buffer.from(nonce, "base64").',
    severity: 'error',
    ledger: 'INVALID_DEVICE_TRANSACTION_ID',
  },
  NONCE_BASE64_AS_TEXT: {
    title: 'The nonce is base64 text instead of bytes',
    why: '43 or 44 characters do not fit where 32 bytes belong.',
    fix: 'Decode it, then put the 32 bytes into the message.',
    example: 'A nonce "NQrqDJf3R_HQ…" copied as text.',
    severity: 'error',
    ledger: 'INVALID_DEVICE_TRANSACTION_ID',
  },
  NONCE_BYTE_ORDER: {
    title: 'The bytes of the nonce are in another order',
    why: 'The device compares byte by byte.',
    fix: COPY_NONCE,
    example: 'A big integer written little-endian.',
    severity: 'error',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  NONCE_AS_NUMBER: {
    title: 'The nonce was treated as a number',
    why: 'It is 32 random bytes. As a number it loses digits or leading zeros.',
    fix: COPY_NONCE,
    example: 'A page of the documentation says "number"; the contracts say hex.',
    severity: 'error',
    ledger: 'INVALID_DEVICE_TRANSACTION_ID',
  },
  NONCE_WRONG_LENGTH: {
    title: 'The nonce has a wrong size',
    why: 'It has exactly 32 bytes (legacy swaps: 10 letters).',
    fix: COPY_NONCE,
    example: '31 bytes: a leading zero was lost on the way through a big integer.',
    severity: 'error',
    ledger: 'INVALID_DEVICE_TRANSACTION_ID',
  },
  NONCE_HASHED: {
    title: 'A hash of the nonce was sent',
    why: 'The device compares the nonce itself, byte by byte.',
    fix: COPY_NONCE,
    example: 'SHA-256 of the nonce: 32 bytes as well, but others.',
    severity: 'error',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  NONCE_IS_OTHER_ID: {
    title: 'An id of the provider stands in the place of the nonce',
    why: 'The device accepts only the nonce it has drawn for this order.',
    fix: COPY_NONCE,
    example: 'The swapId, a UUID of 36 characters.',
    severity: 'error',
    ledger: 'INVALID_DEVICE_TRANSACTION_ID',
  },
  NONCE_OTHER_TRANSACTION: {
    title: 'The nonce is of another transaction',
    why: 'The device draws a new nonce for every order. A cached or replayed order is refused.',
    fix: 'Make and sign a new message for every request; never cache a signed order.',
    example: 'Two requests with the same quoteId get the same providerSig.',
    severity: 'error',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
});
