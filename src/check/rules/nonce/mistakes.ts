/** Mistakes in the nonce (PROVIDER-API 6.3). */

import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBigInt, toBigInt, toHex, utf8 } from '../../../bytes.js';
import { decodeBase64, encodeBase64 } from '../../../codec/base64.js';
import type { FlowName } from '../../../exchange/flows.js';
import {
  ALL,
  BYTE_NONCE,
  bytes,
  type Mistake,
  mistakes,
  NG,
  text,
  without,
  wrongValues,
} from '../../../sign/mistake.js';

/** Other bytes where the nonce belongs. */
function nonceBytes(
  does: string,
  change: (nonce: Uint8Array) => Uint8Array,
  flows: readonly FlowName[] = BYTE_NONCE,
): Mistake {
  return wrongValues(does, flows, (values, { flow: { nonce, nonceField } }) => ({
    ...values,
    [nonceField]:
      nonce === 'letters'
        ? letters(change(utf8(text(values, nonceField))))
        : change(bytes(values, nonceField)),
  }));
}

/** Ten letters of a legacy swap, whatever the bytes. */
function letters(nonce: Uint8Array): string {
  return String.fromCharCode(...nonce.subarray(0, 10).map((byte) => 0x41 + (byte % 26)));
}

export const NONCE_MISTAKES = mistakes({
  NONCE_MISSING: wrongValues('Leaves the nonce out.', ALL, (values, { flow }) =>
    without(values, flow.nonceField),
  ),
  NONCE_IN_LEGACY_FIELD: wrongValues(
    'Puts the nonce into device_transaction_id (11), not device_transaction_id_ng (12).',
    ['SWAP_NG'],
    (values) => ({
      ...without(values, 'device_transaction_id_ng'),
      device_transaction_id: toHex(bytes(values, 'device_transaction_id_ng')).slice(0, 10),
    }),
  ),
  NONCE_IN_BOTH_FIELDS: wrongValues(
    'Fills device_transaction_id (11) beside device_transaction_id_ng (12).',
    ['SWAP_NG'],
    (values) => ({ ...values, device_transaction_id: 'ABCDEFGHIJ' }),
  ),
  NONCE_HEX_AS_TEXT: nonceBytes('Sends the hex text of the nonce, not its bytes.', (nonce) =>
    utf8(toHex(nonce)),
  ),
  NONCE_HEX_DECODED_AS_BASE64: nonceBytes(
    'Reads the hex text of the nonce as base64, which gives 48 bytes.',
    (nonce) => decodeBase64(toHex(nonce))!,
  ),
  NONCE_BASE64_AS_TEXT: nonceBytes('Sends the base64 text of the nonce, not its bytes.', (nonce) =>
    utf8(encodeBase64(nonce)),
  ),
  NONCE_BYTE_ORDER: nonceBytes('Sends the bytes of the nonce in reverse order.', (nonce) =>
    nonce.slice().reverse(),
  ),
  NONCE_AS_NUMBER: nonceBytes(
    'Takes the nonce for a number: 16 bytes with the first 8 of the nonce.',
    (nonce) => fromBigInt(toBigInt(nonce.subarray(0, 8)), 16),
  ),
  NONCE_WRONG_LENGTH: nonceBytes('Loses the first byte of the nonce.', (nonce) =>
    nonce.subarray(1),
  ),
  NONCE_OTHER_TRANSACTION: nonceBytes(
    'Sends the nonce of another transaction.',
    (nonce) => sha256(concat(utf8('another transaction'), nonce)),
    ALL,
  ),
  NONCE_HASHED: nonceBytes('Sends the SHA-256 of the nonce.', sha256, NG),
  NONCE_IS_OTHER_ID: nonceBytes(
    'Sends an id of its own, a UUID.',
    () => utf8('1c019929-cb84-49d7-94d3-bca6bbcb9f94'),
    NG,
  ),
});
