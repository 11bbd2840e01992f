/** Which rule a finding of `check` belongs to: eight families for all codes. */
import type { FindingCode } from '../../check/findings/codes.js';
import { FINDING_CODES } from '../../check/findings/codes.js';

export const CHECK_FAMILIES = [
  'check: signature family',
  'check: envelope family',
  'check: size family',
  'check: nonce family',
  'check: amount family',
  'check: currency family',
  'check: address family',
  'check: fiat family',
] as const;

export type CheckFamily = (typeof CHECK_FAMILIES)[number];

/** Codes whose name does not begin as those of their family do. */
const NAMED: Partial<Record<FindingCode, CheckFamily>> = {
  LEGACY_CURVE_UNSUPPORTED: 'check: signature family',
  FIELD_EXCEEDS_LIMIT: 'check: size family',
  FIELD_TOO_LONG: 'check: size family',
  REQUIRED_FIRMWARE_REFUSES: 'check: size family',
  PAYLOAD_TOO_LARGE: 'check: size family',
  PAYLOAD_NEAR_SIZE_LIMIT: 'check: size family',
  OUT_CURRENCY_MISSING: 'check: currency family',
  FIAT_CASE: 'check: currency family',
  MEMO_MISSING: 'check: address family',
  MEMO_NOT_SUPPORTED: 'check: address family',
  MEMO_MALFORMED: 'check: address family',
  MEMO_NOT_REQUESTED: 'check: address family',
  EXTRA_ID_AND_EXTRA_DATA: 'check: address family',
  INVALID_PAYIN_EXTRA_DATA: 'check: address family',
  PAYIN_EXTRA_DATA_NANO_S: 'check: address family',
};

const BEGINNINGS: readonly (readonly [string, CheckFamily])[] = [
  ['SIGNATURE_', 'check: signature family'],
  ['PUBLIC_KEY_', 'check: signature family'],
  ['NONCE_', 'check: nonce family'],
  ['AMOUNT_', 'check: amount family'],
  ['CURRENCY_', 'check: currency family'],
  ['ADDRESS_', 'check: address family'],
  ['REFUND_', 'check: address family'],
  ['PAYOUT_', 'check: address family'],
  ['UDECIMAL_', 'check: fiat family'],
];

/** Undefined for what is about the case or a consequence, not about the answer. */
export function familyOf(code: FindingCode): CheckFamily | undefined {
  if (code === 'DEVICE_REFUSES' || code === 'CASE_CONTRADICTED') return undefined;
  return (
    NAMED[code] ??
    BEGINNINGS.find(([beginning]) => code.startsWith(beginning))?.[1] ??
    'check: envelope family'
  );
}

export function codesOf(family: CheckFamily): readonly FindingCode[] {
  return FINDING_CODES.filter((code) => familyOf(code) === family);
}
