/**
 * The protocol's tables against device-behaviour.md#tables-of-the-protocol, written down here a
 * second time: a slip of the finger in one of the two shows.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import {
  CLA,
  CURVE,
  ENCODING,
  INS,
  instructionName,
  KEY_SIZE,
  P2,
  PRINTABLE_AMOUNT_SIZE,
  RATE,
  REASSEMBLY_SIZE,
  RS_SIZE,
  SIGNATURE_FORMAT,
} from '../../src/exchange/constants.js';
import { FLOW_NAMES, FLOWS, flowFor, flowOf } from '../../src/exchange/flows.js';
import {
  LEDGER_PRODUCTION_KEY,
  LEDGER_TEST_KEY,
  LEDGER_TEST_PRIVATE_KEY,
  PKI_PRODUCTION_ROOT_KEY,
  PKI_TEST_ROOT_KEY,
} from '../../src/exchange/keys.js';
import { SW, statusName } from '../../src/exchange/status.js';
import { statusEntry } from '../../src/exchange/status-entry.js';
import { MESSAGES } from '../../src/payload/messages.js';

describe('numbers', () => {
  it('instructions', () => {
    expect(Object.entries(INS).map(([name, ins]) => [ins, name])).toEqual([
      [0x02, 'GET_VERSION'],
      [0x03, 'START_NEW_TRANSACTION'],
      [0x04, 'SET_PARTNER_KEY'],
      [0x05, 'CHECK_PARTNER'],
      [0x06, 'PROCESS_TRANSACTION_RESPONSE'],
      [0x07, 'CHECK_TRANSACTION_SIGNATURE'],
      [0x08, 'CHECK_PAYOUT_ADDRESS'],
      [0x09, 'CHECK_REFUND_ADDRESS'],
      [0x0a, 'START_SIGNING_TRANSACTION'],
      [0x0b, 'CHECK_ASSET_IN'],
      [0x0c, 'CHECK_REFUND_ADDRESS_NO_DISPLAY'],
      [0x0d, 'CHECK_ASSET_IN_NO_DISPLAY'],
      [0x0f, 'PROMPT_UI_DISPLAY'],
      [0x10, 'GET_CHALLENGE'],
      [0x11, 'SEND_TRUSTED_NAME_DESCRIPTOR'],
    ]);
    for (const [name, ins] of Object.entries(INS)) expect(instructionName(ins)).toBe(name);
    for (const ins of [0x00, 0x01, 0x0e, 0x12, 0xff]) expect(instructionName(ins)).toBeUndefined();
  });

  it('selectors and sizes', () => {
    expect(CLA).toBe(0xe0);
    expect(RATE).toEqual({ FIXED: 0, FLOATING: 1 });
    expect(P2).toEqual({ SUBCOMMAND_MASK: 0x0f, EXTENSION_MASK: 0xf0, EXTEND: 0x10, MORE: 0x20 });
    expect(CURVE).toEqual({ secp256k1: 0, secp256r1: 1 });
    expect(ENCODING).toEqual({ raw: 0, base64url: 1 });
    expect(SIGNATURE_FORMAT).toEqual({ der: 0, rs: 1 });
    expect([KEY_SIZE, RS_SIZE, REASSEMBLY_SIZE, PRINTABLE_AMOUNT_SIZE]).toEqual([65, 64, 512, 50]);
  });
});

describe('flows', () => {
  // Of each flow: curve, payload encoding, signature form, what is signed, length bytes, nonce.
  it.each([
    ['SWAP', 0, 'secp256k1', 'raw', 'der', false, 1, 'letters', 'device_transaction_id'],
    ['SELL', 1, 'secp256r1', 'base64url', 'rs', true, 1, 'bytes', 'device_transaction_id'],
    ['FUND', 2, 'secp256r1', 'base64url', 'der', true, 1, 'bytes', 'device_transaction_id'],
    ['SWAP_NG', 3, 'given', 'given', 'given', 'given', 2, 'bytes', 'device_transaction_id_ng'],
    ['SELL_NG', 4, 'given', 'given', 'given', 'given', 2, 'bytes', 'device_transaction_id'],
    ['FUND_NG', 5, 'given', 'given', 'given', 'given', 2, 'bytes', 'device_transaction_id'],
  ] as const)('%s', (name, subcommand, ...rest) => {
    const flow = FLOWS[name];
    const { curve, encoding, signatureFormat, dotPrefix, payloadLengthSize } = flow;
    const { nonce, nonceField } = flow;
    expect([
      curve,
      encoding,
      signatureFormat,
      dotPrefix,
      payloadLengthSize,
      nonce,
      nonceField,
    ]).toEqual(rest);
    expect(flow).toMatchObject({ name, subcommand, ng: subcommand >= 3 });
    expect(flowOf(subcommand)).toBe(flow);
    expect(flowFor(flow.kind, { legacy: !flow.ng })).toBe(flow);
    expect(MESSAGES[flow.kind].fields.map((field) => field.name)).toContain(nonceField);
  });

  it('are six, by number', () => {
    expect(FLOW_NAMES.map((name) => FLOWS[name].subcommand)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const subcommand of [6, 15, -1, 0.5]) expect(flowOf(subcommand)).toBeUndefined();
    expect(flowFor('sell').name).toBe('SELL_NG');
  });
});

describe('status words', () => {
  it('status words', () => {
    // The last two are not Exchange's: the OS of a locked device, and ours.
    const { SIGNING_NOT_SIMULATED: ours, LOCKED_DEVICE: locked, ...words } = SW;
    expect(locked).toBe(0x5515);
    expect(Object.values(words)).toEqual([
      0x9000, 0x6a80, 0x6a81, 0x6a82, 0x6a83, 0x6a84, 0x6a85, 0x6a86, 0x6a87, 0x6a88, 0x6a89,
      0x6a8a, 0x6a8b, 0x6a8c, 0x6a8d, 0x6a8e, 0x6a8f, 0x6a90, 0x6a91, 0x6a92, 0x6d00, 0x6d01,
      0x6d02, 0x6e00, 0x6e01, 0x9d1a,
    ]);
    expect(Object.values(words)).not.toContain(ours);
  });

  it('each is explained in whole sentences, others not at all', () => {
    for (const [name, word] of Object.entries(SW)) {
      const entry = statusEntry(word);
      expect(statusName(word)).toBe(name);
      expect(entry?.says, name).toMatch(/^([A-Z]|payin_).*\.$/);
      expect(entry?.fix, name).toMatch(/^[A-Z].*\.$/);
    }
    for (const word of [0, 0x6e02, 0xffff]) {
      expect(statusName(word)).toBeUndefined();
      expect(statusEntry(word)).toBeUndefined();
    }
  });
});

describe('keys', () => {
  it('the public test key is that of the published private key', () => {
    expect(toHex(secp256k1.getPublicKey(LEDGER_TEST_PRIVATE_KEY, false))).toBe(
      toHex(LEDGER_TEST_KEY),
    );
  });

  it.each([
    ['production', LEDGER_PRODUCTION_KEY],
    ['test', LEDGER_TEST_KEY],
    ['PKI test root', PKI_TEST_ROOT_KEY],
    ['PKI production root', PKI_PRODUCTION_ROOT_KEY],
  ])('%s is an uncompressed point of secp256k1', (_, key) => {
    expect(key).toHaveLength(65);
    expect(secp256k1.utils.isValidPublicKey(key, false)).toBe(true);
  });
});
