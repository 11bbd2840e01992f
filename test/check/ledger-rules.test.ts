/**
 * Ledger's own payload checker, rule by rule: whatever it finds is found here as well, under its
 * code or under a more exact one that names it (`ledger` in the catalogue).
 */
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, fromHex, toHex } from '../../src/bytes.js';
import { Checker } from '../../src/check/check.js';
import { CATALOGUE } from '../../src/check/findings/catalogue.js';
import type { Finding } from '../../src/check/index.js';
import { encodeBase64url } from '../../src/codec/base64.js';
import type { FlowName } from '../../src/exchange/flows.js';
import { amountBytes } from '../../src/payload/amount.js';
import type { MessageValues } from '../../src/payload/encode.js';
import { derFromRs } from '../../src/payload/signature.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { caseOf, KEYS, made, messageOf, payloadText, signed } from './cases.js';

const checker = new Checker({ verifier: nodeVerifier });

type Order = ReturnType<typeof made>;

function judged(order: Order, members: Record<string, unknown> = {}) {
  return checker.check(caseOf(order, members));
}

/** `severity code field`, codes as Ledger's checker has them where it has the finding. */
function said(order: Order, members: Record<string, unknown> = {}): string[] {
  const name = ({ code }: Finding) => CATALOGUE[code].ledger ?? code;
  return judged(order, members).findings.map(
    (finding) => `${finding.severity} ${name(finding)} ${finding.field}`,
  );
}

/** Other message bytes, rightly signed. */
function changed(
  name: FlowName,
  values: MessageValues,
  change: (message: Uint8Array) => Uint8Array,
) {
  const message = change(messageOf(made(name, values)));
  return signed(name, payloadText(name, message), message);
}

/** A field with a length: tag and size are one byte each below 16 and 128. */
function field(number: number, value: Uint8Array | string, wireType = 2): Uint8Array {
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  const size =
    bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return concat(Uint8Array.of((number << 3) | wireType, ...size), bytes);
}

describe('the payload text', () => {
  const right = made('SWAP_NG');

  it('has no leading dot; what is behind it is judged on', () => {
    const { payload, signature } = right;
    expect(said({ ...right, payload: `.${payload}` })).toEqual([
      'error PAYLOAD_LEADING_DOT payload',
    ]);
    const bare = signed('SWAP_NG', payload, new Uint8Array(0));
    expect(bare.signature).toBe(signature);
  });

  it.each(['', 'AA=A', '+AAA', 'AA A', 'AAAA===', '*AAA'])('may not end in %s', (tail) => {
    // An odd letter, or one that is not of the alphabet.
    const odd = right.payload.padEnd(4 * Math.ceil(right.payload.length / 4) + 1, 'A');
    const text = tail === '' ? odd : right.payload + tail;
    const order = signed('SWAP_NG', text, new Uint8Array(0));
    expect(said(order).some((text) => /^error INVALID_ENCODING payload$/.test(text))).toBe(true);
  });

  it('may not be empty', () => {
    expect(said({ ...right, payload: '' })).toEqual(['error INVALID_ENCODING payload']);
  });
});

describe('the texts of a legacy swap', () => {
  const right = made('SWAP');
  const rs = fromHex(right.signature);

  it('are hex digits', () => {
    expect(said(right)).toEqual([]);
    expect(said({ ...right, payload: right.payload.toUpperCase() })).toEqual([]);
  });

  it.each([
    ['0x in front', { payload: `0x${right.payload}` }, 'INVALID_ENCODING payload'],
    ['base64url', { payload: encodeBase64url(fromHex(right.payload)) }, 'INVALID_ENCODING payload'],
    ['a base64url signature', { signature: encodeBase64url(rs) }, 'SIGNATURE_MALFORMED signature'],
    ['a DER signature', { signature: toHex(derFromRs(rs)) }, 'SIGNATURE_MALFORMED signature'],
    [
      '0x before the signature',
      { signature: `0x${right.signature}` },
      'SIGNATURE_MALFORMED signature',
    ],
  ])('%s is refused, since Ledger Wallet cannot send it', (_, members, expected) => {
    const verdict = judged({ ...right, ...members });
    expect(verdict.verdict).not.toBe('accepted');
    expect(said({ ...right, ...members })).toContain(`error ${expected}`);
    const [finding] = verdict.findings;
    const corrected = 'payload' in members ? right.payload : right.signature;
    expect(finding?.corrected).toBe(corrected);
  });

  it.each([
    ['0x in front', `0x${right.signature}`, 'read as hex text.'],
    ['DER in hex', toHex(derFromRs(rs)), 'read as DER.'],
    ['base64url', encodeBase64url(rs), undefined],
    [
      'the answer of Vault',
      `vault:v1:${Buffer.from(derFromRs(rs)).toString('base64')}`,
      'read without "vault:v1:" in front, as DER.',
    ],
  ])('%s has one finding, which says what it is and that it verifies', (_, signature, layers) => {
    const { findings } = judged({ ...right, signature });
    expect(findings.map(({ code }) => code)).toEqual(['SIGNATURE_MALFORMED']);
    const { evidence, fix, corrected } = findings[0]!;
    expect(evidence).toContain('is not the 128 hex digits of r and s, which legacy swaps carry.');
    if (layers !== undefined) expect(evidence).toContain(`It is ${layers}`);
    expect(evidence).toMatch(/So read, it verifies\.$/);
    expect(fix).toMatch(/^Send r and s as 128 hex digits/);
    expect(corrected).toBe(right.signature);
  });

  it('of an odd number of digits are told so, and nothing is made up of them', () => {
    const { verdict, findings } = judged({ ...right, payload: `${right.payload}0` });
    expect(verdict).not.toBe('accepted');
    expect(findings.map(({ code }) => code)).toEqual(['INVALID_ENCODING']);
    expect(findings[0]?.evidence).toContain('an odd number of hex digits');
  });
});

describe('the size of the command', () => {
  /** An order whose payload has that many characters or, in legacy swaps, bytes. */
  function sized(name: FlowName, size: number): Order {
    for (let length = 0; length < 300; length++) {
      const values: MessageValues = {
        payin_address: 'x'.repeat(150),
        payout_address: 'y'.repeat(length),
      };
      if (name === 'SWAP') Object.assign(values, { payin_address: 'x', refund_address: 'x' });
      const order = made(name, {
        ...values,
        ...(name === 'SWAP' ? {} : { refund_address: 'z'.repeat(60) }),
      });
      const found = name === 'SWAP' ? order.payload.length / 2 : order.payload.length;
      if (found === size) return order;
    }
    // Base64 has no texts of 4n + 1: a padded one instead.
    throw new Error(`no payload of ${size}`);
  }

  const codes = (order: Order, members = {}) =>
    said(order, members).filter((text) => text.includes('PAYLOAD_'));

  it.each([
    [496, []],
    [498, ['warning PAYLOAD_NEAR_SIZE_LIMIT payload']],
    [504, ['warning PAYLOAD_NEAR_SIZE_LIMIT payload']],
    [507, ['warning PAYLOAD_NEAR_SIZE_LIMIT payload']],
    [508, ['error PAYLOAD_TOO_LARGE payload']],
    [510, ['error PAYLOAD_TOO_LARGE payload']],
  ])('%i characters', (size, expected) => {
    const order = sized('SWAP_NG', size);
    expect(codes(order)).toEqual(expected);
    // Without a fee, one that fits is taken: the warning is no refusal.
    const { device } = judged(order);
    expect(device?.status === '6a89').toBe(size > 507);
  });

  it('is what the known fee makes of it', () => {
    // 4 + 504 + 2 = 510, which the published library splits wrongly; with 4 bytes it is 512.
    const order = sized('SWAP_NG', 504);
    expect(codes(order, { fees: '1000' })).toEqual(['error PAYLOAD_NEAR_SIZE_LIMIT payload']);
    expect(codes(order, { fees: '20000000' })).toEqual([]);
    expect(codes(order, { fees: '5000000000' })).toEqual(['error PAYLOAD_TOO_LARGE payload']);
  });

  it.each([
    [245, []],
    [246, ['warning PAYLOAD_NEAR_SIZE_LIMIT payload']],
    [252, ['warning PAYLOAD_NEAR_SIZE_LIMIT payload']],
    [253, ['error PAYLOAD_TOO_LARGE payload']],
  ])('%i bytes in a legacy swap', (size, expected) => {
    expect(codes(sized('SWAP', size))).toEqual(expected);
  });
});

describe('the protobuf bytes', () => {
  it.each([
    ['cut off', (message: Uint8Array) => message.subarray(0, -1)],
    ['field number 0', (message: Uint8Array) => concat(message, Uint8Array.of(0x02, 0x00))],
    ['a group', (message: Uint8Array) => concat(message, Uint8Array.of(0xa3, 0x01))],
    ['a tag above 32 bits', (message: Uint8Array) => concat(message, fromHex('ffffffffff0f00'))],
    [
      'a long varint',
      (message: Uint8Array) => concat(message, fromHex('a001ffffffffffffffffffffff01')),
    ],
  ])('are broken: %s', (_, change) => {
    const texts = said(changed('SWAP_NG', {}, change));
    expect(
      texts.some((text) => /PROTOBUF_DECODE_FAILED/.test(text)),
      texts.join(),
    ).toBe(true);
  });

  it('may have any wire type where the device does not look at it: no error beside accepted', () => {
    // payin_extra_id, field 2, as wire type 5 with a length all the same.
    const order = changed('SWAP_NG', {}, (message) => concat(message, field(6, 'x', 5)));
    expect(judged(order).verdict).toBe('accepted');
    expect(said(order)).toEqual(['warning PROTOBUF_DECODE_FAILED payout_extra_id']);
  });

  it('has a wrong wire type where the device fails over it', () => {
    const order = changed('SWAP_NG', {}, (message) => concat(message, Uint8Array.of(0x48, 0x64)));
    expect(judged(order).verdict).toBe('refused');
    expect(said(order)).toContain('error PROTOBUF_DECODE_FAILED amount_to_provider');
  });
});

describe('fields that must be there', () => {
  const SWAP = [
    'payin_address',
    'refund_address',
    'payout_address',
    'currency_from',
    'currency_to',
  ];
  const cases = [
    ...SWAP.map((name) => ['SWAP_NG', name, ''] as const),
    ...['in_currency', 'in_address', 'out_currency'].map((name) => ['SELL_NG', name, ''] as const),
    ...['amount_to_provider', 'amount_to_wallet', 'device_transaction_id_ng'].map(
      (name) => ['SWAP_NG', name, new Uint8Array(0)] as const,
    ),
    ...['in_amount', 'device_transaction_id'].map(
      (name) => ['SELL_NG', name, new Uint8Array(0)] as const,
    ),
    ['SWAP', 'device_transaction_id', ''] as const,
  ];
  it.each(cases)('%s %s', (name, missing, empty) => {
    const texts = said(made(name, { [missing]: empty }));
    expect(texts.filter((text) => text.endsWith(`MISSING_FIELD ${missing}`))).toHaveLength(1);
  });

  it('a text that begins with a NUL is empty', () => {
    expect(said(made('SWAP_NG', { payin_address: '\0bc1q' }))).toContain(
      'error MISSING_FIELD payin_address',
    );
  });

  it('out_amount has a coefficient', () => {
    const out_amount = { coefficient: new Uint8Array(0), exponent: 2 };
    expect(said(made('SELL_NG', { out_amount }))).toEqual([
      'wrong-on-screen MISSING_FIELD out_amount',
    ]);
  });
});

describe('amounts that are zero', () => {
  it.each([
    ['SWAP_NG', 'amount_to_provider'],
    ['SWAP_NG', 'amount_to_wallet'],
    ['SELL_NG', 'in_amount'],
    ['FUND_NG', 'in_amount'],
  ] as const)('%s %s', (name, amount) => {
    for (const size of [1, 8, 16]) {
      expect(said(made(name, { [amount]: new Uint8Array(size) }))).toEqual([
        `wrong-on-screen ZERO_AMOUNT ${amount}`,
      ]);
    }
    expect(said(made(name, { [amount]: new Uint8Array(17) }))).toEqual([
      `error ZERO_AMOUNT ${amount}`,
      `error FIELD_EXCEEDS_LIMIT ${amount}`,
    ]);
  });

  it('a coefficient of zeros', () => {
    const out_amount = { coefficient: new Uint8Array(4), exponent: 2 };
    expect(said(made('SELL_NG', { out_amount }))).toEqual([
      'wrong-on-screen ZERO_AMOUNT out_amount',
    ]);
  });
});

describe('the nonce', () => {
  it.each([31, 33])('of %i bytes', (size) => {
    const nonce = new Uint8Array(size).fill(7);
    for (const name of ['SWAP_NG', 'SELL_NG', 'FUND_NG'] as const) {
      const order = made(name);
      const texts = said(made(name, { [order.flow.nonceField]: nonce }), { nonce: undefined });
      const about = `error INVALID_DEVICE_TRANSACTION_ID ${order.flow.nonceField}`;
      expect(texts[0]).toBe(about);
      if (size > 32) expect(texts[1]).toBe(`error FIELD_EXCEEDS_LIMIT ${order.flow.nonceField}`);
    }
  });

  it.each([
    ['QWERTYUIO', 1],
    ['QWERTYUIOPA', 1],
    ['QWERTY\u007fIOP', 1],
    ['QWERTYUI\u00d6', 1],
    ['qwerty ~!0', 0],
  ])('of a legacy swap has ten printable characters: %s', (letters, count) => {
    const texts = said(made('SWAP', { device_transaction_id: letters }), { nonce: undefined });
    const about = 'error INVALID_DEVICE_TRANSACTION_ID device_transaction_id';
    expect(texts.filter((text) => text === about)).toHaveLength(count);
  });

  it('in the legacy field comes before what follows from it', () => {
    const order = made('SWAP_NG', {
      device_transaction_id_ng: new Uint8Array(0),
      device_transaction_id: 'a'.repeat(64),
    });
    expect(judged(order).findings.map(({ code }) => code)).toEqual([
      'NONCE_IN_LEGACY_FIELD',
      'FIELD_TOO_LONG',
    ]);
  });
});

describe('limits of fields', () => {
  it.each([
    ['SWAP_NG', 'payin_address', 150],
    ['SWAP_NG', 'refund_address', 150],
    ['SWAP_NG', 'payout_address', 150],
    ['SWAP_NG', 'payin_extra_id', 19],
    ['SWAP_NG', 'refund_extra_id', 19],
    ['SWAP_NG', 'payout_extra_id', 19],
    ['SWAP_NG', 'currency_from', 9],
    ['SWAP_NG', 'currency_to', 9],
    ['SELL_NG', 'trader_email', 49],
    ['SELL_NG', 'in_extra_id', 19],
    ['SELL_NG', 'out_currency', 9],
    ['FUND_NG', 'user_id', 49],
    ['FUND_NG', 'account_name', 49],
  ] as const)('%s %s: %i fit', (name, long, room) => {
    const about = `error FIELD_EXCEEDS_LIMIT ${long}`;
    expect(said(made(name, { [long]: 'X'.repeat(room) }))).not.toContain(about);
    const texts = said(made(name, { [long]: 'X'.repeat(room + 1) }));
    expect(texts.filter((text) => text.endsWith(`FIELD_EXCEEDS_LIMIT ${long}`))).toEqual([about]);
  });

  it('a shorter duplicate does not help, and the field is named', () => {
    const memo = 'm'.repeat(40);
    const order = changed('SWAP_NG', {}, (message) =>
      concat(field(6, memo), message, field(6, 'm')),
    );
    expect(judged(order).device?.status).toBe('6a81');
    const finding = judged(order).findings.find(({ code }) => code === 'FIELD_TOO_LONG');
    expect(finding).toMatchObject({ field: 'payout_extra_id', severity: 'error' });
    expect(finding?.evidence).toMatch(/^40 bytes at protobuf byte 0; .* takes 19/);
    const amount = changed('SWAP_NG', {}, (message) =>
      concat(field(9, amountBytes(1n)), field(9, new Uint8Array(17)), message),
    );
    expect(said(amount)).toContain('error FIELD_EXCEEDS_LIMIT amount_to_provider');
  });

  it('extra data of 34 bytes', () => {
    const order = made('SWAP_NG', { payin_extra_data: new Uint8Array(34).fill(1) });
    expect(said(order)).toContain('error FIELD_EXCEEDS_LIMIT payin_extra_data');
  });
});

describe('out_amount', () => {
  const amount = (coefficient: Uint8Array, exponent: number, more: MessageValues = {}) =>
    made('SELL_NG', { out_amount: { coefficient, exponent }, ...more });

  it('given twice is merged as the device merges it', () => {
    // The first has the coefficient, the second the exponent.
    const parts = (message: Uint8Array) =>
      concat(
        message,
        field(6, concat(field(1, fromHex('742c')))),
        field(6, Uint8Array.of(0x10, 0x02)),
      );
    const order = changed('SELL_NG', {}, parts);
    const request = { amountTo: '297.40' };
    expect(said(order, { request })).toEqual(['warning REPEATED_FIELD out_amount']);
    expect(said(order, { request: { amountTo: '29740' } })).toEqual([
      'wrong-on-screen EXPECTED_VALUE_MISMATCH out_amount',
      'warning REPEATED_FIELD out_amount',
    ]);
  });

  it.each([
    ['7fffffffffffffff', []],
    ['00000000000000007fffffffffffffff', []],
    ['010000000000000000', ['wrong-on-screen FIELD_EXCEEDS_LIMIT out_amount']],
  ])('has eight significant bytes: %s', (hex, expected) => {
    expect(said(amount(fromHex(hex), 2))).toEqual(expected);
  });

  it('has a coefficient of 16 bytes', () => {
    expect(said(amount(new Uint8Array(17).fill(0, 0, 16).fill(1, 16), 2))).toEqual([
      'error FIELD_EXCEEDS_LIMIT out_amount.coefficient',
    ]);
  });

  it.each([
    ['EUR', 18, []],
    ['EUR', 19, ['warning FIELD_EXCEEDS_LIMIT out_amount']],
    ['EUR', 43, ['warning FIELD_EXCEEDS_LIMIT out_amount']],
    ['EUR', 44, ['wrong-on-screen FIELD_EXCEEDS_LIMIT out_amount']],
    ['ABCDEFGHI', 37, ['warning FIELD_EXCEEDS_LIMIT out_amount']],
    ['ABCDEFGHI', 38, ['wrong-on-screen FIELD_EXCEEDS_LIMIT out_amount']],
  ])('fits on the screen beside %s with %i decimals', (out_currency, exponent, expected) => {
    const order = amount(fromHex('742c'), exponent, {
      out_currency,
      in_amount: amountBytes(1_234_567n),
    });
    expect(said(order)).toEqual(expected);
  });

  it.each([
    ['2974', 'wrong-on-screen UDECIMAL_SCALE'],
    ['29.74', 'wrong-on-screen UDECIMAL_SCALE'],
    // The whole part, as if it had no cents: 29740 for 29740.50.
    ['29740.50', 'wrong-on-screen UDECIMAL_SCALE'],
    ['297.41', 'wrong-on-screen AMOUNT_NOT_REQUESTED'],
    ['3000000.01', 'wrong-on-screen AMOUNT_NOT_REQUESTED'],
  ])('is off by a power of ten, or is not: %s', (amountTo, expected) => {
    const { findings } = judged(amount(fromHex('742c'), 2), { request: { amountTo } });
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([expected]);
  });
});

describe('extra data', () => {
  it.each([
    [0, []],
    [1, []],
    [2, ['error INVALID_PAYIN_EXTRA_DATA', 'warning PAYIN_EXTRA_DATA_NANO_S']],
    [32, ['error INVALID_PAYIN_EXTRA_DATA', 'warning PAYIN_EXTRA_DATA_NANO_S']],
    [33, ['warning PAYIN_EXTRA_DATA_NANO_S']],
  ])('of %i bytes', (size, expected) => {
    const texts = said(made('SWAP_NG', { payin_extra_data: new Uint8Array(size) }));
    expect(texts.map((text) => text.replace(/ payin_extra_data$/, ''))).toEqual(expected);
  });

  it('of the one byte 01 is invalid', () => {
    const texts = said(made('SWAP_NG', { payin_extra_data: Uint8Array.of(1) }));
    expect(texts).toEqual([
      'error INVALID_PAYIN_EXTRA_DATA payin_extra_data',
      'warning PAYIN_EXTRA_DATA_NANO_S payin_extra_data',
    ]);
  });

  it('excludes a memo', () => {
    const data = concat(Uint8Array.of(1), new Uint8Array(32));
    expect(said(made('SWAP_NG', { payin_extra_data: data, payin_extra_id: '1' }))).toContain(
      'error EXTRA_ID_AND_EXTRA_DATA payin_extra_data',
    );
  });
});

describe('the signature', () => {
  it('made without the dot is told beside a payload with one', () => {
    const right = made('SWAP_NG');
    const bare = made('SWAP_NG').payload;
    const signature = encodeBase64url(signatureOver(bare));
    const texts = said({ ...right, payload: `.${bare}`, signature });
    expect(texts).toContain('error PAYLOAD_LEADING_DOT payload');
    expect(texts).toContain('error SIGNATURE_WITHOUT_DOT_PREFIX signature');
  });

  it.each(['00'.repeat(64), 'ff'.repeat(64)])('is no number of the curve', (hex) => {
    const order = { ...made('SWAP_NG'), signature: encodeBase64url(fromHex(hex)) };
    expect(said(order)).toContain('error SIGNATURE_MALFORMED signature');
  });

  it('belongs to the curve of a legacy swap', () => {
    const other = made('SWAP_NG', {}, { curve: 'secp256r1' });
    const texts = said({ ...made('SWAP'), curve: other.curve, signature: 'ab'.repeat(64) });
    expect(texts).toContain('error LEGACY_CURVE_UNSUPPORTED publicKey');
  });
});

function signatureOver(text: string): Uint8Array {
  return KEYS.secp256k1.sign(bytesOf(text));
}
