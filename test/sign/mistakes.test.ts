import { describe, expect, it } from 'vitest';
import { meetsCode } from '../../src/check/findings/codes.js';
import { Checker, FINDING_CODES } from '../../src/check/index.js';
import { FLOWS, type Flow } from '../../src/exchange/flows.js';
import {
  MISTAKE_CODES,
  MISTAKES,
  type MistakeCode,
  mistakeNamed,
  NO_MISTAKE,
} from '../../src/sign/mistakes.js';
import { makePayload } from '../../src/sign/payload-maker.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { draftFor, mistaken } from '../check/rules/mistaken.js';
import { ALL_FLOWS, exampleDraft } from './orders.js';

const checker = new Checker({ verifier: nodeVerifier });
const judged = (flow: Flow, code?: MistakeCode) => checker.check(mistaken(flow, code));

const each = MISTAKE_CODES.flatMap((code) =>
  MISTAKES[code].flows.map((name) => [code, name] as const),
);

/** Other forms and models: nothing that the device of today would notice. */
const ACCEPTED: readonly MistakeCode[] = ['SIGNATURE_LEADING_ZERO', 'PAYIN_EXTRA_DATA_NANO_S'];

describe('deliberate mistakes', () => {
  it.each(ALL_FLOWS.map((flow) => [flow.name, flow] as const))(
    '%s done right has no findings',
    (_, flow) => {
      const { verdict, findings } = judged(flow);
      expect(findings.map(({ code, evidence }) => `${code} ${evidence}`)).toEqual([]);
      expect(verdict).toBe('accepted');
    },
  );

  it.each(each.filter(([code]) => !ACCEPTED.includes(code)))(
    '%s in %s is found by check',
    (code, name) => {
      const found = judged(FLOWS[name], code).findings.map((finding) => finding.code);
      expect(
        found.filter((other) => meetsCode(other, code)),
        found.join(),
      ).not.toEqual([]);
    },
  );

  it.each(each.filter(([code]) => ACCEPTED.includes(code)))(
    '%s in %s is made, and accepted',
    (code, name) => {
      expect(judged(FLOWS[name], code).verdict).toBe('accepted');
    },
  );

  it.each(each)('%s in %s differs from the right answer', (code, name) => {
    const { draft } = draftFor(FLOWS[name], code);
    const right = makePayload(draft, { ...MISTAKES.LEGACY_CURVE_UNSUPPORTED, change: () => ({}) });
    const wrong = makePayload(draft, MISTAKES[code]);
    if (code === 'LEGACY_CURVE_UNSUPPORTED') expect(draft.key.curve).toBe('secp256r1');
    else expect(wrong.answer).not.toEqual(right.answer);
    expect(makePayload(draft, MISTAKES[code])).toEqual(wrong);
  });
});

/** findings.md, without the two that are about a registered key alone. */
const DOCUMENTED = `
  SIGNATURE_WITHOUT_DOT_PREFIX SIGNATURE_OVER_RAW_PROTOBUF SIGNATURE_OVER_HEX_TEXT
  SIGNATURE_DOUBLE_HASHED SIGNATURE_WRONG_HASH SIGNATURE_OVER_JWS_WITH_HEADER
  SIGNATURE_PADDING_MISMATCH SIGNATURE_IS_DER SIGNATURE_IS_HEX_TEXT
  SIGNATURE_WRONG_LENGTH SIGNATURE_UNPADDED_RS SIGNATURE_S_R_SWAPPED
  SIGNATURE_LITTLE_ENDIAN SIGNATURE_WRONG_CURVE SIGNATURE_OTHER_KEY
  SIGNATURE_LEADING_ZERO SIGNATURE_INVALID_ALL_INPUTS LEGACY_CURVE_UNSUPPORTED
  PAYLOAD_LEADING_DOT PAYLOAD_STANDARD_BASE64 PAYLOAD_IS_HEX_TEXT
  PAYLOAD_IS_JSON PAYLOAD_IS_COMPACT_JWS PROTOBUF_DECODE_FAILED
  WRONG_MESSAGE_TYPE FUND_DRAFT_LAYOUT FIELD_EXCEEDS_LIMIT
  PAYLOAD_TOO_LARGE PAYLOAD_NEAR_SIZE_LIMIT MISSING_FIELD
  KEY_payload_signature EXTRA_ID_AND_EXTRA_DATA INVALID_PAYIN_EXTRA_DATA
  PAYIN_EXTRA_DATA_NANO_S MEMO_MISSING REFUND_MEMO_LOST
  NONCE_HEX_AS_TEXT NONCE_HEX_DECODED_AS_BASE64 NONCE_BASE64_AS_TEXT
  NONCE_IN_LEGACY_FIELD NONCE_MISSING NONCE_WRONG_LENGTH
  NONCE_BYTE_ORDER NONCE_AS_NUMBER NONCE_OTHER_TRANSACTION
  AMOUNT_ASCII AMOUNT_DECIMAL_TEXT AMOUNT_LITTLE_ENDIAN
  AMOUNT_LEFT_ALIGNED AMOUNT_TOO_LONG AMOUNT_ZERO
  AMOUNT_MISSING AMOUNT_WRONG_DECIMALS AMOUNT_NOT_REQUESTED
  AMOUNT_HEX_NIBBLE AMOUNT_FLOAT_ROUNDING CURRENCY_IS_LEDGER_ID
  CURRENCY_IS_PROVIDER_ID CURRENCY_FROM_TO_SWAPPED CURRENCY_WHITESPACE
  CURRENCY_CASE ADDRESS_MISMATCH ADDRESS_REFUND_PAYOUT_SWAPPED
  UDECIMAL_EMPTY_COEFFICIENT UDECIMAL_SCALE UDECIMAL_ASCII
  UDECIMAL_TOO_BIG UDECIMAL_EXPONENT_TOO_BIG UDECIMAL_NEGATIVE_EXPONENT
  UDECIMAL_NOT_A_MESSAGE
`;

/** Further diagnoses of the fixtures. */
const FIXTURES = `
  FIELD_TOO_LONG OUT_CURRENCY_MISSING PAYOUT_ADDRESS_NOT_USERS
  REFUND_ADDRESS_MISSING REFUND_ADDRESS_NOT_USERS SIGNATURE_OVER_DOT_RAW_PROTOBUF
`;

describe('the catalogue', () => {
  it('has every code a wrong payload or signature can be made for', () => {
    const wanted = `${DOCUMENTED} ${FIXTURES}`.trim().split(/\s+/);
    expect(wanted.length).toBeGreaterThan(75);
    expect(wanted.filter((code) => !(MISTAKE_CODES as readonly string[]).includes(code))).toEqual(
      [],
    );
  });

  it('has every finding of check, or says why not', () => {
    const told = [...MISTAKE_CODES, ...Object.keys(NO_MISTAKE)];
    expect(told.sort()).toEqual([...FINDING_CODES].sort());
    for (const reason of Object.values(NO_MISTAKE)) expect(reason).toMatch(/^[a-zA-Z].{20,}\.$/);
  });

  it('is found by code, in any case, and refuses what cannot be', () => {
    expect(mistakeNamed('nonce_missing', FLOWS.SELL)).toBe(MISTAKES.NONCE_MISSING);
    expect(() => mistakeNamed('NOPE', FLOWS.SELL)).toThrow(
      'mistake: expected the code of a mistake',
    );
    expect(() => mistakeNamed('public_key_missing', FLOWS.SELL)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('no answer holds it') }),
    );
    expect(() => mistakeNamed('UDECIMAL_SCALE', FLOWS.FUND_NG)).toThrow(
      'mistake: expected one that can be made in FUND_NG, found UDECIMAL_SCALE, which belongs to SELL, SELL_NG',
    );
  });

  it.each([
    [
      'AMOUNT_HEX_NIBBLE',
      { raw: '4096' },
      'an amount whose base units have an odd number of hex digits',
    ],
    ['AMOUNT_FLOAT_ROUNDING', { raw: '4096' }, 'an amount of at least 1000000000 base units'],
    ['MEMO_MISSING', {}, 'a currency whose deposits carry a memo'],
    ['REFUND_MEMO_LOST', {}, 'a refund memo to lose'],
    ['AMOUNT_LITTLE_ENDIAN', { raw: '0' }, 'an amount that reads differently'],
  ] as const)('%s says what it needs', (code, options, message) => {
    const { draft } = exampleDraft(FLOWS.SWAP_NG, options);
    expect(() => makePayload(draft, MISTAKES[code])).toThrow(
      `mistake: expected an order that can have it: ${message}`,
    );
  });
});
