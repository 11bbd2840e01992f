import { concat, fromHex, toHex } from '../../../../src/bytes.js';
import type { PAYLOAD_FINDINGS } from '../../../../src/check/rules/payload/findings.js';
import { encodeBase64, encodeBase64url } from '../../../../src/codec/base64.js';
import { bytes, type Cases, message, payload, right, swap } from '../cases.js';

export const PAYLOAD_CASES: Cases<typeof PAYLOAD_FINDINGS> = {
  PAYLOAD_MISSING: () => payload(' '),
  PAYLOAD_LEADING_DOT: () => payload(`.${right.payload}`),
  PAYLOAD_STANDARD_BASE64: () => payload(encodeBase64(concat(bytes, fromHex('3afbefbe')))),
  INVALID_ENCODING: () => payload(`${right.payload}\n`),
  PAYLOAD_IS_HEX_TEXT: () => payload(toHex(bytes)),
  PAYLOAD_IS_JSON: () => payload('{"payin_address":"x"}'),
  PAYLOAD_WRAPPED: () => message(concat(Uint8Array.of(0, 0, 0, 0, bytes.length), bytes)),
  PAYLOAD_IS_PROTO_TEXT: () => message(new TextEncoder().encode('payin_address: "x"\n')),
  PAYLOAD_UTF8_DAMAGED: () => message(concat(bytes.subarray(0, 30), fromHex('efbfbdff'))),
  PAYLOAD_IS_COMPACT_JWS: () => payload(`eyJhbGciOiJFUzI1NiJ9.${right.payload}.AAAA`),
  PAYLOAD_TOO_LARGE: () => payload(encodeBase64url(new Uint8Array(500).fill(0x41))),
  PAYLOAD_NEAR_SIZE_LIMIT: () =>
    swap({
      payin_address: 'x'.repeat(150),
      payout_address: 'y'.repeat(82),
      refund_address: 'z'.repeat(58),
    }),
};
