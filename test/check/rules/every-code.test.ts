/** Every code that check reports is reported by a case here, made from the mistakes of `sign` or by hand. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { Checker } from '../../../src/check/check.js';
import { FINDING_CODES, type FindingCode } from '../../../src/check/index.js';
import { encodeBase64, encodeBase64url } from '../../../src/codec/base64.js';
import type { FlowName } from '../../../src/exchange/flows.js';
import { amountBytes, shortestBytes } from '../../../src/payload/amount.js';
import type { MessageValues } from '../../../src/payload/encode.js';
import { nodeVerifier } from '../../../src/simulator/node-verifier.js';
import { caseOf, made, messageOf, NONCE, signed } from '../cases.js';

const checker = new Checker({ verifier: nodeVerifier });
const right = made('SWAP_NG');

type Judged = ReturnType<typeof caseOf>;

const swap = (values: MessageValues, request?: Record<string, unknown>) =>
  caseOf(made('SWAP_NG', values), request === undefined ? {} : { request });
const sell = (values: MessageValues, request?: Record<string, unknown>) =>
  caseOf(made('SELL_NG', values), request === undefined ? {} : { request });
const payload = (text: string) => caseOf(signed('SWAP_NG', text, new Uint8Array(0)));
const message = (bytes: Uint8Array, name: FlowName = 'SWAP_NG') =>
  caseOf(signed(name, encodeBase64url(bytes), bytes));
const bytes = messageOf(right);
const units = (value: bigint) => ({ amount_to_provider: amountBytes(value) });
const coefficient = (hex: string, exponent: number) => ({
  out_amount: { coefficient: fromHex(hex), exponent },
});
/** 0.01 BTC, as the right order has it. */
const ASKED = { amount: '0.01', payloadCurrencyFrom: 'BTC', payloadCurrencyTo: 'ETH' };
const USER = {
  refundAddress: 'bc1qwqdg6squsna38e46795at95yu9atm8azzmyvckulcc7kytlcckxswvvzej',
  payoutAddress: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
};

/** Codes of how an answer is read, a signature was made and releases differ have tables of their own. */
const ELSEWHERE = /^(?:ANSWER|SIGNATURE|PUBLIC_KEY|KEY|CASE|OPTION|LEGACY|REQUIRED_FIRMWARE)_/;

const CASES: Partial<Record<FindingCode, () => Judged>> = {
  PAYLOAD_MISSING: () => payload(' '),
  PAYLOAD_LEADING_DOT: () => payload(`.${right.payload}`),
  PAYLOAD_STANDARD_BASE64: () => payload(encodeBase64(concat(bytes, fromHex('3afbefbe')))),
  INVALID_ENCODING: () => payload(`${right.payload}\n`),
  PAYLOAD_IS_HEX_TEXT: () => payload(toHex(bytes)),
  PAYLOAD_IS_JSON: () => payload('{"payin_address":"x"}'),
  PAYLOAD_IS_COMPACT_JWS: () => payload(`eyJhbGciOiJFUzI1NiJ9.${right.payload}.AAAA`),
  PAYLOAD_WRAPPED: () => message(concat(Uint8Array.of(0, 0, 0, 0, bytes.length), bytes)),
  PAYLOAD_IS_PROTO_TEXT: () => message(new TextEncoder().encode('payin_address: "x"\n')),
  PAYLOAD_UTF8_DAMAGED: () => message(concat(bytes.subarray(0, 30), fromHex('efbfbdff'))),
  PAYLOAD_TOO_LARGE: () => payload(encodeBase64url(new Uint8Array(500).fill(0x41))),
  PAYLOAD_NEAR_SIZE_LIMIT: () =>
    swap({
      payin_address: 'x'.repeat(150),
      payout_address: 'y'.repeat(82),
      refund_address: 'z'.repeat(58),
    }),
  PROTOBUF_DECODE_FAILED: () => message(bytes.subarray(0, -1)),
  WRONG_MESSAGE_TYPE: () => message(messageOf(made('SELL_NG'))),
  FUND_DRAFT_LAYOUT: () =>
    message(
      concat(
        fromHex('0a0178120179'),
        fromHex('1a03455448'),
        fromHex('2203455448'),
        fromHex('2a0101'),
        fromHex('3a0178'),
        fromHex('4220'),
        NONCE,
      ),
      'FUND_NG',
    ),
  BYTES_DAMAGED_AS_TEXT: () => swap({ device_transaction_id_ng: fromHex('efbfbd'.repeat(11)) }),
  UNKNOWN_FIELD: () => message(concat(bytes, fromHex('a00601'))),
  REPEATED_FIELD: () => message(concat(bytes, fromHex('3a03425443'))),
  FIELD_TOO_LONG: () => swap({ payin_extra_id: 'm'.repeat(20) }),
  FIELD_EXCEEDS_LIMIT: () => swap({ payin_address: 'x'.repeat(64) }),
  MISSING_FIELD: () => swap({ payin_address: '' }),
  TEXT_CONTROL_CHARACTER: () => swap({ payin_extra_id: 'a\nb' }),
  TEXT_NOT_ASCII: () => sell({ trader_email: 'jürgen@example.com' }),
  TEXT_WHITESPACE: () => sell({ trader_email: 'jane@example.com ' }),
  EXPECTED_VALUE_MISMATCH: () => swap({}, { ...ASKED, payloadCurrencyTo: 'XRP' }),
  EXTRA_ID_AND_EXTRA_DATA: () =>
    swap({ payin_extra_id: '1', payin_extra_data: new Uint8Array(33) }),
  INVALID_PAYIN_EXTRA_DATA: () => swap({ payin_extra_data: new Uint8Array(20) }),
  PAYIN_EXTRA_DATA_NANO_S: () => swap({ payin_extra_data: new Uint8Array(33) }),
  MEMO_MISSING: () =>
    caseOf(
      made('FUND_NG', { in_currency: 'XRP', in_address: 'rHsMGQEkVNJmpGWs8XUBoTBiAAbwxZN5v3' }),
    ),
  REFUND_MEMO_LOST: () => swap({}, { ...ASKED, refundAddressExtraId: '1' }),
  MEMO_NOT_SUPPORTED: () => swap({ payin_extra_id: '1' }),
  MEMO_MALFORMED: () => swap({ payin_extra_id: 'null' }),
  MEMO_NOT_REQUESTED: () => swap({ payout_extra_id: '1' }, ASKED),
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
  AMOUNT_MISSING: () => swap({ amount_to_wallet: new Uint8Array(0) }),
  AMOUNT_ZERO: () => swap(units(0n)),
  AMOUNT_TOO_LONG: () => swap({ amount_to_provider: new Uint8Array(17).fill(1) }),
  AMOUNT_TOO_BIG: () =>
    swap({ amount_to_provider: concat(Uint8Array.of(1), fromHex('02030405060708090a0b')) }),
  AMOUNT_NOT_16_BYTES: () => swap({ amount_to_provider: shortestBytes(1_000_000n) }),
  AMOUNT_ASCII: () => swap({ amount_to_provider: new TextEncoder().encode('1000000') }),
  AMOUNT_DECIMAL_TEXT: () => swap({ amount_to_provider: new TextEncoder().encode('0.01') }),
  AMOUNT_HEX_TEXT: () => swap({ amount_to_provider: new TextEncoder().encode('0f4240') }, ASKED),
  AMOUNT_DECODED_AS_BASE64: () =>
    swap({ amount_to_provider: Buffer.from('1000000', 'base64') }, ASKED),
  AMOUNT_DECODED_AS_HEX: () => swap({ amount_to_provider: fromHex('01000000') }, ASKED),
  AMOUNT_AS_FLOAT: () => swap({ amount_to_provider: fromHex('7b14ae47e17a843f') }, ASKED),
  AMOUNT_NEGATIVE: () => swap({ amount_to_provider: new Uint8Array(16).fill(0xff) }),
  AMOUNT_WRAPPED: () => swap({ amount_to_provider: fromHex('0a030f4240') }, ASKED),
  AMOUNT_LITTLE_ENDIAN: () => swap({ amount_to_provider: fromHex('40420f00') }, ASKED),
  AMOUNT_LEFT_ALIGNED: () =>
    swap({ amount_to_provider: concat(fromHex('0f4240'), new Uint8Array(13)) }, ASKED),
  AMOUNT_HEX_NIBBLE: () => swap(units(0xf424n), ASKED),
  AMOUNT_WRONG_DECIMALS: () => swap(units(1_000n), ASKED),
  AMOUNT_FLOAT_ROUNDING: () =>
    swap(
      { amount_to_wallet: amountBytes(345_678_912_345_678_900n) },
      { ...ASKED, amountTo: '0.345678912345678912' },
    ),
  AMOUNT_NOT_REQUESTED: () => swap(units(1_234_567n), ASKED),
  AMOUNT_READ_AS_BASE_UNITS: () => swap({}, { ...ASKED, amount: '1000000' }),
  CURRENCY_NOT_BUILT_IN: () => swap({ currency_from: 'DOGE' }),
  AMOUNT_NOT_COMPARED: () => swap({}, { ...ASKED, amount: '1,000' }),
  CURRENCY_WHITESPACE: () => swap({ currency_from: 'BTC ' }),
  CURRENCY_CASE: () => swap({ currency_from: 'btc' }),
  CURRENCY_IS_LEDGER_ID: () => swap({ currency_from: 'bitcoin' }),
  CURRENCY_IS_PROVIDER_ID: () => swap({ currency_from: 'btc_main' }),
  CURRENCY_FROM_TO_SWAPPED: () => swap({ currency_from: 'ETH', currency_to: 'BTC' }, ASKED),
  REFUND_ADDRESS_MISSING: () => swap({ refund_address: '' }),
  REFUND_ADDRESS_NOT_USERS: () =>
    swap({ refund_address: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' }),
  PAYOUT_ADDRESS_NOT_USERS: () => swap({ payout_address: `0x${'0'.repeat(39)}1` }),
  ADDRESS_REFUND_PAYOUT_SWAPPED: () =>
    swap(
      { refund_address: USER.payoutAddress, payout_address: USER.refundAddress },
      { ...ASKED, ...USER },
    ),
  ADDRESS_MISMATCH: () => caseOf(right, { response: { payinAddress: 'bc1qother' } }),
  ADDRESS_MALFORMED: () => swap({ payin_address: 'someone.btc' }),
  ADDRESS_CHECKSUM: () => swap({ payin_address: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyv' }),
  ADDRESS_OTHER_NETWORK: () => swap({ payin_address: USER.payoutAddress }),
  ADDRESS_IS_URI: () =>
    swap({ payin_address: 'bitcoin:bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' }),
  ADDRESS_OF_NOBODY: () => caseOf(made('FUND_NG', { in_address: `0x${'0'.repeat(40)}` })),
  OUT_CURRENCY_MISSING: () => sell({ out_currency: '' }),
  FIAT_CASE: () => sell({ out_currency: 'eur' }),
  UDECIMAL_EMPTY_COEFFICIENT: () => sell(coefficient('', 2)),
  UDECIMAL_NOT_A_MESSAGE: () =>
    message(
      concat(messageOf(made('SELL_NG')), fromHex('3206'), new TextEncoder().encode('297.40')),
      'SELL_NG',
    ),
  UDECIMAL_ASCII: () => sell(coefficient(toHex(new TextEncoder().encode('29740')), 2)),
  UDECIMAL_TOO_BIG: () => sell(coefficient('8000000000000000', 2)),
  UDECIMAL_NEGATIVE_EXPONENT: () => sell(coefficient('742c', 0xffff_fffe)),
  UDECIMAL_EXPONENT_TOO_BIG: () => sell(coefficient('742c', 60)),
  UDECIMAL_SCALE: () => sell(coefficient('742c', 0), { amountTo: '297.40' }),
  // The Bitcoin app writes eight bytes of fees.
  DEVICE_REFUSES: () => caseOf(right, { fees: `${2n ** 70n}` }),
};

describe('every finding', () => {
  it('has a case', () => {
    const missing = FINDING_CODES.filter((code) => !ELSEWHERE.test(code) && !(code in CASES));
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(CASES))('%s', (code, judged) => {
    const codes = checker.check(judged()).findings.map((finding) => finding.code);
    expect(codes).toContain(code);
  });
});
