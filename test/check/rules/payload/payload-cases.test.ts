/** Payloads as real libraries and people spoil them: what each is told, the cause first. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Checker } from '../../../../src/check/check.js';
import { readCase } from '../../../../src/check/index.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';

const FOLDER = new URL('../../../golden/cases/21-pay/', import.meta.url);
const checker = new Checker({ verifier: nodeVerifier });

/** Findings in their order, `code field`; none: accepted without a word. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  '00-good': [],
  '02-pbjs-amount-hex32-string': [
    'AMOUNT_DECODED_AS_BASE64 amount_to_provider',
    'AMOUNT_TOO_LONG amount_to_provider',
  ],
  '04-pbjs-amount-decimal-human': ['AMOUNT_DECODED_AS_BASE64 amount_to_wallet'],
  // base64url text in a bytes field is what protobuf.js takes: the nonce is right.
  '06-pbjs-nonce-b64url-string': [],
  '08-pbjs-encodeDelimited': ['PAYLOAD_WRAPPED payload'],
  '10-amount-hex-text-ascii': ['AMOUNT_HEX_TEXT amount_to_provider'],
  '12-amount-double-le': ['AMOUNT_AS_FLOAT amount_to_provider'],
  '14-amount-u64be-8': ['AMOUNT_NOT_16_BYTES amount_to_provider'],
  // 1 ETH where 0.25 were asked for; the sign byte of Java alone would be a warning.
  '16-amount-java-33': ['AMOUNT_NOT_REQUESTED amount_to_provider'],
  '18-amount-negative-twos': ['AMOUNT_NEGATIVE amount_to_provider'],
  '20-amount-json-buffer-text': [
    'AMOUNT_ASCII amount_to_provider',
    'AMOUNT_TOO_LONG amount_to_provider',
  ],
  '22-proto-string-amounts': [
    'AMOUNT_DECIMAL_TEXT amount_to_provider',
    'AMOUNT_DECIMAL_TEXT amount_to_wallet',
  ],
  '24-any-wrapped': ['PAYLOAD_WRAPPED payload'],
  '26-text-format': ['PAYLOAD_IS_PROTO_TEXT payload'],
  '28-utf8-mangled': ['PAYLOAD_UTF8_DAMAGED payload'],
  '30-nonce-utf8-mangled': [
    'BYTES_DAMAGED_AS_TEXT device_transaction_id_ng',
    'FIELD_TOO_LONG device_transaction_id_ng',
  ],
  '32-nonce-sha256': ['NONCE_HASHED device_transaction_id_ng'],
  '34-nonce-uuid': [
    'NONCE_IS_OTHER_ID device_transaction_id_ng',
    'FIELD_TOO_LONG device_transaction_id_ng',
  ],
  '36-empty-strings-null': [
    'MEMO_MALFORMED payin_extra_id',
    'MEMO_NOT_SUPPORTED payin_extra_id',
    'MEMO_MALFORMED refund_extra_id',
    'MEMO_MALFORMED payout_extra_id',
  ],
  '38-address-bitcoin-uri': [
    'ADDRESS_IS_URI payout_address',
    'PAYOUT_ADDRESS_NOT_USERS payout_address',
  ],
  '40-address-leading-space': ['TEXT_WHITESPACE payin_address', 'ADDRESS_MISMATCH payin_address'],
  '42-currency-eth.arb': ['CURRENCY_IS_PROVIDER_ID currency_from'],
  '44-unknown-fields': ['UNKNOWN_FIELD 100'],
  '46-pbjs-create-string-bytes': [
    'NONCE_HEX_DECODED_AS_BASE64 device_transaction_id_ng',
    'FIELD_TOO_LONG device_transaction_id_ng',
    'AMOUNT_DECODED_AS_BASE64 amount_to_provider',
  ],
  '61-sell-coef-hexstring': ['AMOUNT_DECODED_AS_BASE64 out_amount'],
  '63-sell-coef-u32le': ['AMOUNT_LITTLE_ENDIAN out_amount'],
  '65-sell-exp-neg': ['UDECIMAL_NEGATIVE_EXPONENT out_amount'],
  '67-sell-outamount-18dec': ['UDECIMAL_TOO_BIG out_amount'],
  // 29704 with exponent 1 is 2970.4: as asked for.
  '69-sell-java-bigdecimal-scale': [],
  '71-sell-email-long': ['FIELD_TOO_LONG trader_email'],
  '73-sell-email-unicode': ['TEXT_NOT_ASCII trader_email', 'SIGNATURE_LEADING_ZERO signature'],
  '75-sell-jpy': ['UDECIMAL_SCALE out_amount'],
  '81-fund-user-uuid': ['TEXT_NOT_ASCII account_name'],
};

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

describe('payloads written wrongly by libraries', () => {
  it('are all expected something of', () => {
    expect(names.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(names)('%s', (name) => {
    const document: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
    const { findings } = checker.check(readCase(document, name));
    expect(findings.map(({ code, field }) => `${code} ${field}`)).toEqual(EXPECTED[name]);
  });
});
