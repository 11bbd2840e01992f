import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toHex } from '../../../../src/bytes.js';
import type { NONCE_FINDINGS } from '../../../../src/check/rules/nonce/findings.js';
import { encodeBase64url } from '../../../../src/codec/base64.js';
import { NONCE } from '../../cases.js';
import { type Cases, swap } from '../cases.js';

export const NONCE_CASES: Cases<typeof NONCE_FINDINGS> = {
  NONCE_MISSING: () => swap({ device_transaction_id_ng: new Uint8Array(0) }),
  NONCE_IN_LEGACY_FIELD: () =>
    swap({ device_transaction_id_ng: new Uint8Array(0), device_transaction_id: 'QWERTYUIOP' }),
  NONCE_IN_BOTH_FIELDS: () => swap({ device_transaction_id: 'QWERTYUIOP' }),
  NONCE_HEX_AS_TEXT: () =>
    swap({ device_transaction_id_ng: new TextEncoder().encode(toHex(NONCE)) }),
  NONCE_HEX_DECODED_AS_BASE64: () =>
    swap({ device_transaction_id_ng: Buffer.from(toHex(NONCE), 'base64') }),
  NONCE_BASE64_AS_TEXT: () =>
    swap({ device_transaction_id_ng: new TextEncoder().encode(encodeBase64url(NONCE)) }),
  NONCE_BYTE_ORDER: () => swap({ device_transaction_id_ng: NONCE.slice().reverse() }),
  NONCE_AS_NUMBER: () =>
    swap({ device_transaction_id_ng: concat(new Uint8Array(8), NONCE.subarray(0, 8)) }),
  NONCE_WRONG_LENGTH: () => swap({ device_transaction_id_ng: NONCE.subarray(0, 16) }),
  NONCE_HASHED: () => swap({ device_transaction_id_ng: sha256(NONCE) }),
  NONCE_IS_OTHER_ID: () =>
    swap({
      device_transaction_id_ng: new TextEncoder().encode('1c019929-cb84-49d7-94d3-bca6bbcb9f94'),
    }),
  NONCE_OTHER_TRANSACTION: () => swap({ device_transaction_id_ng: new Uint8Array(32).fill(9) }),
};
